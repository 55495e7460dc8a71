import Foundation

/// Whether a file was understood: that its customers have a name, a telephone number or an address, and that no column that looks like
/// one of these is left out because nobody knows its heading. What would come in without it would look well and be of no use.
struct ColumnCheck {
    let columns: ImportColumns
    let country: Country?

    /// The columns that nobody knows by their headings and that look like a name, a number or an address, where the file has no other.
    func suspects(_ sample: [CSVReader.Record]) -> [(column: ImportColumns.Column, field: ImportField)] {
        columns.columns.filter { $0.field == nil && !$0.isKnown || $0.field == .answer && !$0.isChosen }.compactMap { column in
            look(column, sample).map { (column, $0) }
        }
    }

    /// The fields for which none of these cells is good. Of a column without cells nothing is known.
    static func unfit(_ cells: [String], in country: Country?) -> Set<ImportField> {
        guard !cells.isEmpty else { return [] }
        let parts = cells.lazy.map(MetaHeadings.withoutLetter).flatMap(ImportCell.parts)
        var unfit: Set<ImportField> = []
        if !parts.contains(where: { EmailKey.of($0) != nil }) { unfit.insert(.email) }
        let isNumber = { (text: String) -> Bool in
            let number = if case .readable(let digits)? = ImportCell.digits(text) { digits } else { text }
            return PhoneNumber.e164(of: number, country: country) != nil || country == nil && isLocalNumber(number)
        }
        if !parts.contains(where: isNumber) { unfit.insert(.phoneNumber) }
        return unfit
    }

    /// Digits that may be dialled in a country that is not known.
    private static func isLocalNumber(_ text: String) -> Bool { (5...15).contains(digits(text)) && !hasLetters(text) }

    /// Whether the first line of a file is a customer's: it has a telephone number or an e-mail address where others have headings.
    static func isCustomers(_ cells: [String], in country: Country?) -> Bool {
        cells.map(\.withoutOuterBlanks).contains { cell in
            !cell.isEmpty && cell.utf8.count <= 200 && (isEmail(cell) || isPhone(cell, in: country))
        }
    }

    private static func isEmail(_ text: String) -> Bool { EmailKey.of(text) != nil && text.contains(".") }

    private static func digits(_ text: String) -> Int { text.utf8.count { (0x30...0x39).contains($0) } }

    private static func hasLetters(_ text: String) -> Bool { text.unicodeScalars.contains(where: \.properties.isAlphabetic) }

    /// Throws the sentence that says what to write. `sample`: the first records of the file.
    func check(_ sample: [CSVReader.Record]) throws(StoreError) {
        let suspects = suspects(sample)
        if !suspects.isEmpty {
            let found = suspects.prefix(5).map { "\"\($0.column.heading)\" looks like \(ColumnCheck.words($0.field))" }
                .joined(separator: ", ")
            let maps = suspects.prefix(5).map { ImportColumns.argument($0.column.heading, $0.field.rawValue) }.joined(separator: " ")
            let leave = ImportColumns.argument(suspects[0].column.heading, "-")
            throw .notImported(
                "Not all columns were understood, so nothing was imported: \(found). Say what they are: \(maps) (or \(leave) to leave it out)."
            )
        }
        guard columns.tellsWho else {
            let needed = [ImportField.customerName, .phoneNumber, .email].map(\.rawValue).joined(separator: ", ")
            let example = ImportColumns.argument(columns.columns.first?.heading ?? "Name", "customer_name")
            throw .notImported(
                "The first line names none of the columns \(needed), so nothing was imported. Say which column is which, such as: \(example)."
            )
        }
    }

    private func has(_ field: ImportField) -> Bool { columns.columns.contains { $0.field == field } }

    /// A first name alone may have its family name beside it, and a name, perhaps a company's, the person to talk to.
    private func mayBeName(_ column: ImportColumns.Column) -> Bool {
        if has(.customerName) { return HeadingTable.maySayPerson(column.heading) }
        guard let first = columns.places(.firstName).first else { return !has(.lastName) }
        return !has(.lastName) && !columns.isMeta && abs(column.place - first) == 1
    }

    /// The field that the cells of a column look like, where the file has no other for it.
    private func look(_ column: ImportColumns.Column, _ sample: [CSVReader.Record]) -> ImportField? {
        let cells = sample.compactMap { column.place < $0.cells.count ? $0.cells[column.place].withoutOuterBlanks : nil }
            .filter { !$0.isEmpty && $0.utf8.count <= 200 }
        guard !cells.isEmpty else { return nil }
        func most(_ looks: (String) -> Bool) -> Bool { cells.count(where: looks) * 10 >= cells.count * 6 }
        if !has(.email), most(ColumnCheck.isEmail) { return .email }
        if !has(.phoneNumber), most({ ColumnCheck.isPhone($0, in: country) }) { return .phoneNumber }
        // Few words again and again are cities or courses, not people.
        if mayBeName(column), Set(cells).count * 2 > cells.count, most(ColumnCheck.isName) {
            return has(.firstName) ? .lastName : .customerName
        }
        return nil
    }

    private static func isPhone(_ text: String, in country: Country?) -> Bool {
        let digits = digits(text)
        guard (7...15).contains(digits), !hasLetters(text) else { return false }
        // Where the country is not known, a trunk prefix is a sign.
        return PhoneNumber.e164(of: text, country: country) != nil || country == nil && text.hasPrefix("0") && digits >= 9
    }

    /// One to four words of letters that begin like names do.
    private static func isName(_ text: String) -> Bool {
        let words = text.split(separator: " ")
        guard (1...4).contains(words.count), text.utf8.count <= 60 else { return false }
        return words.allSatisfy { word in
            guard let first = word.unicodeScalars.first, first.properties.isAlphabetic, !first.properties.isLowercase else { return false }
            return word.unicodeScalars.allSatisfy { $0.properties.isAlphabetic || "'’.-".unicodeScalars.contains($0) }
        }
    }

    private static func words(_ field: ImportField) -> String {
        switch field {
        case .email: "e-mail addresses"
        case .phoneNumber: "telephone numbers"
        default: "names"
        }
    }
}
