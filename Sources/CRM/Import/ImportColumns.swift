import Base
import Foundation

/// A person's word on the columns of a file.
public enum ImportChoices: Hashable, Sendable {
    /// `COLUMN=field` by heading, `-` for a field that leaves the column out; of all others it is found out.
    case named([String])
    /// One for each column in its order; nil leaves it out.
    case fields([ImportField?])
}

/// Which cell of a record fills what, as the header of a file says, and people who know better.
public struct ImportColumns: Hashable, Sendable {
    /// A column and what it fills.
    public struct Column: Hashable, Sendable {
        /// The heading, of bounded length, or the column's number.
        public let heading: String
        public let place: Int
        /// The heading stands in the file.
        let hasHeading: Bool
        /// Nil: it is left out. Of several columns for a field the first that says something counts, and what the others say besides goes to
        /// the remark.
        public internal(set) var field: ImportField?
        /// Of several columns for one field the lowest counts first.
        var rank = 0
        /// The place of the column whose cells say of each line what kind of number this one has; nil where none does.
        var label: Int?
        /// A person said what it is.
        var isChosen = false
        /// It is known to hold nothing that is kept.
        var isKnown = false
        /// The column is an answer of a lead, besides the field that it fills.
        var isAnswer = false
    }

    public private(set) var columns: [Column]
    /// The file is one of Meta's, and each of its records a lead.
    public let isMeta: Bool
    var count: Int { columns.count }
    /// Whether one of the columns tells whose record it is.
    var tellsWho: Bool {
        columns.contains { column in column.field.map { $0.isName || [.customerName, .phoneNumber, .email].contains($0) } == true }
    }

    /// The places of the columns that fill a field, in the order in which they count.
    func places(_ field: ImportField) -> [Int] {
        columns.filter { $0.field == field }.sorted { ($0.rank, $0.place) < ($1.rank, $1.place) }.map(\.place)
    }

    /// Takes the names that an export writes, those of Meta's files and of other programs, in any order and any case.
    ///
    /// - Parameters:
    ///   - choices: what a person said, as `COLUMN=field`; `-` for a field leaves the column out.
    ///   - recognise: knows the names of contact fields in many languages.
    /// Throws a sentence for a choice that cannot be, and for a column of an export that stands there twice.
    public init(header: [String], choices: [String] = [], recognise: (String) -> HeadingReading? = { _ in nil }) throws(StoreError) {
        let headings = header.enumerated().map { HeadingText($1, place: $0) }
        let names = headings.map { $0.shown.lowercased() }
        isMeta = MetaHeadings.isMeta(names)
        let meanings = headings.map { HeadingTable.meaning(of: $0, recognise: recognise) }
        columns = []
        for (place, heading) in headings.enumerated() {
            var column = Column(heading: heading.shown, place: place, hasHeading: !header[place].isBlank)
            let meta = isMeta ? MetaHeadings.field(names[place]) : (isKnown: false, field: nil)
            if meta.isKnown {
                column.field = meta.field
                column.isKnown = true
            } else if let own = ImportField(rawValue: names[place]), own.isCustomers || own != .answer && names.contains("leadgen_id") {
                column.field = own
                column.isAnswer = isMeta
            } else if ExportColumn.outreach.contains(where: { $0.name == names[place] }) {
                column.isKnown = true
            } else {
                let found = meanings[place]
                column.field = found?.meaning.field?.field
                column.rank = (found?.meaning.field?.rank ?? 0) + (found?.isGuess == true ? 10 : 0)
                column.isKnown = found == HeadingReading(.nothing)
                column.isAnswer = isMeta
                if isMeta, column.field == nil { column.field = .answer }
            }
            columns.append(column)
        }
        settleNames(meanings.map { $0?.meaning })
        findLabels(headings)
        try choose(choices)
        try checkOwn(names)
        dropRepeated()
    }

    /// Of what only a lead has nobody knows which column counts, unless a person says it.
    private func checkOwn(_ names: [String]) throws(StoreError) {
        var seen: Set<String> = []
        for (column, name) in zip(columns, names) where !column.isChosen {
            guard let field = ImportField(rawValue: name), !field.isName, !field.isCustomers, !seen.insert(name).inserted else { continue }
            throw .notImported("The first line names the column \(name) twice, so nothing was imported. Give one of them another name.")
        }
    }

    /// `Phone 2 - Label` or `Phone 2 - Type` says of each line what `Phone 2 - Value` is.
    private mutating func findLabels(_ headings: [HeadingText]) {
        let places = Dictionary(headings.enumerated().map { ($1.folded, $0) }, uniquingKeysWith: { first, _ in first })
        for (place, heading) in headings.enumerated() where columns[place].field == .phoneNumber && heading.words.last == "value" {
            let name = heading.words.dropLast().joined(separator: " ")
            columns[place].label = places["\(name) label"] ?? places["\(name) type"]
        }
    }

    /// A `Name` beside a first name alone is the family name, and beside a family name alone the first.
    private mutating func settleNames(_ meanings: [HeadingMeaning?]) {
        let hasFirst = columns.contains { $0.field == .firstName }
        let hasLast = columns.contains { $0.field == .lastName }
        guard hasFirst != hasLast else { return }
        for place in columns.indices where meanings[place] == .name && columns[place].field == .customerName {
            columns[place].field = hasFirst ? .lastName : .firstName
        }
    }

    /// Gives each column the field that a person said, in the order of the columns; nil leaves one out. Of a column behind these nothing
    /// was said, and it is left out.
    mutating func choose(_ fields: [ImportField?]) {
        for place in columns.indices {
            let field = place < fields.count ? fields[place] : nil
            columns[place].isChosen = true
            columns[place].isKnown = true
            if columns[place].field != field { columns[place].rank = 0 }
            columns[place].field = field
            if field == nil { columns[place].isAnswer = false }
        }
        dropRepeated()
    }

    private mutating func choose(_ choices: [String]) throws(StoreError) {
        var said: [Int: String] = [:]
        for choice in choices {
            // A heading may have an = in it, a field has none.
            guard let sign = choice.lastIndex(of: "=") else {
                let example = ImportColumns.argument(columns.first?.heading ?? "Name", "customer_name")
                throw .invalid("\"\(choice)\" says no field. Write COLUMN=FIELD, such as \(example).")
            }
            let (name, target) = (String(choice[..<sign]), String(choice[choice.index(after: sign)...]))
            guard let place = place(of: name) else {
                let known = columns.prefix(50).map(\.heading).joined(separator: ", ")
                throw .notImported("The file has no column \"\(name)\". Its columns: \(known). Nothing was imported.")
            }
            guard target == "-" || ImportField(rawValue: target) != nil else {
                let known = ImportField.allCases.map(\.rawValue).joined(separator: ", ")
                throw .notImported(
                    "\"\(target)\" is no field that a column can fill. The fields: \(known), and - to leave a column out. Nothing was imported."
                )
            }
            if let other = said.updateValue(target, forKey: place), other != target {
                throw .notImported(
                    "The column \"\(columns[place].heading)\" is given two fields, \(other) and \(target). Nothing was imported.")
            }
            columns[place].field = ImportField(rawValue: target)
            columns[place].isChosen = true
            columns[place].isKnown = true
            // In the order of the choices, before what was found.
            columns[place].rank = -choices.count + (choices.firstIndex(of: choice) ?? 0)
        }
    }

    private func place(of name: String) -> Int? {
        let wanted = HeadingText(name, place: 0)
        if let exact = columns.firstIndex(where: { $0.heading == wanted.shown }) { return exact }
        return columns.firstIndex { HeadingText.fold($0.heading) == wanted.folded && !wanted.folded.isEmpty }
    }

    /// Of what a lead has once the first column counts, and so it is with all in Meta's file, where the others stay among the answers.
    private mutating func dropRepeated() {
        for field in ImportField.allCases where !field.takesSeveral && (isMeta || !field.isName && !field.isCustomers) {
            for place in places(field).dropFirst() {
                columns[place].field = columns[place].isAnswer && isMeta ? .answer : nil
                columns[place].isKnown = true
            }
        }
    }

    /// `--map 'Kunde=customer_name'`, as a shell takes it.
    static func argument(_ heading: String, _ field: String) -> String {
        let word = "\(heading)=\(field)"
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x3D, 0x5F: true
            default: byte >= 0x80
            }
        }
        return "--map " + (isPlain && word.first != "-" ? word : ShellWord.inQuotes(word))
    }
}
