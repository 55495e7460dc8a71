import Base

/// The text stored beside a customer for a search, and the terms that a search asks of it.
public enum SearchText {
    /// The folded form that is searched: all columns, and the phone number in every way that a telephone shows it: as it was written, its
    /// digits alone, with the country code, and as it is dialled at home.
    ///
    /// - Parameters:
    ///   - number: the number in the phone column, ``PhoneNumber/key(of:country:)``; nil when it is none that is recognised.
    ///   - others: reads the further numbers that a person may have.
    public static func of(_ customer: Customer, number: PhoneKey?, others: (String) -> PhoneKey? = { _ in nil }) -> String {
        of(customer, FoldedColumns(customer), number: number, others: others)
    }

    static func of(_ customer: Customer, _ folded: FoldedColumns, number: PhoneKey?, others: (String) -> PhoneKey?) -> String {
        let written = folded[.phoneNumber]
        var columns = folded.texts
        // A form that is part of another already is found there.
        var numbers = [written]
        let digits = String(decoding: written.utf8.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }, as: UTF8.self)
        for form in [number?.e164 ?? "", number?.home ?? "", digits] where !form.isEmpty {
            if !numbers.contains(where: { $0.contains(bytesOf: form) }) { numbers.append(form) }
        }
        columns += numbers.dropFirst()
        for key in SecondPhone.all(in: customer.remark).compactMap(others) { columns += [key.e164, key.home] }
        return columns.filter { !$0.isEmpty }.joined(separator: "\n")
    }

    /// The folded form of what is searched beside the columns: the names of forms and campaigns, answers and notes, each on lines of its own.
    ///
    /// - Parameters:
    ///   - leads: those of the row.
    ///   - notes: what people wrote about the customer, the newest first.
    ///   - parts: the same text of the rows that were merged into this one.
    public static func beside(leads: [Lead], notes: [String], parts: [String]) -> String {
        var lines: [String] = []
        for lead in leads {
            if let form = lead.formName { lines.append(SearchMark.form.line(form)) }
            if let campaign = lead.campaignName { lines.append(SearchMark.campaign.line(campaign)) }
            if let ad = lead.adName { lines.append(SearchMark.plain(ad)) }
            lines += lead.answers.flatMap(\.values).map(SearchMark.plain)
        }
        lines += notes.map(SearchMark.note.line) + parts
        return BoundedText.cut(lines.filter { !$0.isEmpty }.joined(separator: "\n"), characters: longestBeside)
    }

    /// Characters: each note has all of them looked at.
    private static let longestBeside = 20_000

    /// The terms of a search; every one must be found.
    public static func terms(_ search: String) -> [SearchTerm] {
        var terms: [SearchTerm] = []
        var number: [Substring] = []
        func endNumber() {
            if let whole = SearchTerm(number: number) { terms.append(whole) } else { terms += number.map { SearchTerm(word: String($0)) } }
            number = []
        }
        for word in FoldedText.of(search).split(whereSeparator: \.isWhitespace) where !word.allSatisfy({ "-./()".contains($0) }) {
            if SearchTerm.mayBePartOfNumber(word), number.isEmpty || !word.hasPrefix("+") {
                number.append(word)
            } else {
                endNumber()
                terms.append(SearchTerm(word: String(word)))
            }
        }
        endNumber()
        return terms
    }

    /// Whether a text of ``of(_:number:)`` has all that a search asks for.
    public static func has(_ search: String, in text: String) -> Bool {
        terms(search).allSatisfy { term in term.forms.contains { text.contains(bytesOf: $0) } }
    }

    public static func fold(_ text: String) -> String { FoldedText.of(text) }

    /// By what a text column is sorted: folded, so that Ärzte stands between Adam and Bob. Behind 60 characters nobody looks at the
    /// order; and of characters that are made of many code points there are less, for an index holds no text without bound.
    public static func sortKey(_ text: String) -> String { sortKey(folded: FoldedText.of(text)) }

    /// By what a telephone number is sorted: as it is written.
    public static func phoneSortKey(_ number: String) -> String { beginning(number[...], codePoints: sortedCharacters) }

    static func sortKey(folded: String) -> String {
        // In ASCII a byte is a character, and what classes it has needs no table.
        if folded.utf8.allSatisfy({ $0 < 0x80 }) {
            let key = folded.utf8.drop { !($0 >= 0x30 && $0 <= 0x39) && !($0 >= 0x61 && $0 <= 0x7A) }
            return key.count == folded.utf8.count && key.count <= sortedCharacters
                ? folded : String(Substring(key.prefix(sortedCharacters)))
        }
        return beginning(folded.drop { !$0.isLetter && !$0.isNumber }.prefix(sortedCharacters), codePoints: sortedCodePoints)
    }

    private static func beginning(_ text: Substring, codePoints most: Int) -> String {
        // No code point has less than a byte.
        text.utf8.count <= most ? String(text) : String(text.unicodeScalars.prefix(most))
    }

    private static let sortedCharacters = 60
    private static let sortedCodePoints = 240
}

/// The columns of a customer, folded once for all that is made of them.
struct FoldedColumns {
    /// In the order of `CustomerField.allCases`.
    let texts: [String]

    /// Made once: each `allCases` is a new array, and an import folds a million rows.
    private static let fields = CustomerField.allCases

    init(_ customer: Customer) { texts = Self.fields.map { FoldedText.of(customer[field: $0]) } }

    subscript(field: CustomerField) -> String { Self.fields.firstIndex(of: field).map { texts[$0] } ?? "" }
}

extension Character {
    var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}

/// Tells what a line of the text beside the columns is, by a character that stands in no text of a person's.
public enum SearchMark: String, Sendable {
    case form = "\u{1}"
    case campaign = "\u{2}"
    case note = "\u{3}"

    func line(_ text: String) -> String { rawValue + SearchMark.plain(text) }

    /// Folded, on one line, without characters that could be taken for a mark.
    static func plain(_ text: String) -> String {
        let scalars = FoldedText.of(text).unicodeScalars.map { HostileScalar.contains($0) ? " " : $0 }
        return String(String.UnicodeScalarView(scalars)).split(separator: " ").joined(separator: " ")
    }
}
