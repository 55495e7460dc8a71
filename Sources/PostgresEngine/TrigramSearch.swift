import Base
import CRM

/// Finds the customers of all spreadsheets that may have what a search asks for, along the index of trigrams.
struct TrigramSearch {
    /// Takes ``argument`` and the most customers that are wanted. Gives those that the role may see.
    static let sql = "SELECT found FROM found_customers(?, ?) AS found"
    /// The patterns of each term, of which a customer has one at least, as JSON.
    let argument: String

    /// More words hardly narrow down what is found.
    private static let mostTerms = 4

    /// Nil when the index knows nothing of such terms: it has letters and digits alone, three at a time.
    init?(_ terms: [SearchTerm]) {
        let asked = terms.filter { $0.forms.allSatisfy(TrigramSearch.hasTrigram) }.prefix(TrigramSearch.mostTerms)
        guard !asked.isEmpty else { return nil }
        let patterns = asked.map { term in JSONText.array(term.forms.map { .string("%\(TrigramSearch.escaped($0))%") }) }
        argument = JSONText.array(patterns).line
    }

    private static func hasTrigram(_ form: String) -> Bool {
        var length = 0
        return form.unicodeScalars.contains { scalar in
            length = scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? length + 1 : 0
            return length == 3
        }
    }

    /// `LIKE` takes these three for more than themselves.
    static func escaped(_ text: String) -> String {
        var escaped = ""
        for character in text.unicodeScalars {
            if character == "\\" || character == "%" || character == "_" { escaped.unicodeScalars.append("\\") }
            escaped.unicodeScalars.append(character)
        }
        return escaped
    }
}
