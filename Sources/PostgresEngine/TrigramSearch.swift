import Base
import CRM
import CRMStore

/// Finds the customers of all spreadsheets that may have what a search asks for, along the index of trigrams.
struct TrigramSearch {
    /// ``patterns(_:)`` of the terms.
    let patterns: String
    /// The most customers that are wanted.
    let most: Int
    /// Tells the searches of a transaction from each other.
    let number: Int

    /// Keeps on the server, until the transaction ends, those customers that the role may see, so that they need not come here and go there again.
    /// Gives their number, NULL where there are more than are wanted.
    var statement: SQLStatement {
        let sql = """
            SELECT CASE WHEN count(*) <= ?2 THEN count(*) END,
                length(set_config('\(setting)', CASE WHEN count(*) <= ?2 THEN coalesce(array_agg(found)::text, '{}') ELSE '\(Self.more)' END, true))
            FROM found_customers(?1, ?2 + 1) AS found
            """
        return (sql, [patterns, most])
    }

    /// The customers; empty where there are more than are wanted.
    var list: SQLStatement { ("(SELECT unnest(nullif(current_setting('\(setting)'), '\(Self.more)')::bigint[]) AS value)", []) }
    /// Whether there are more than are wanted.
    var isMore: SQLStatement { ("current_setting('\(setting)') = '\(Self.more)'", []) }

    private var setting: String { "leadsheet.found_\(number)" }
    private static let more = "more"

    /// More words hardly narrow down what is found.
    private static let mostTerms = 4

    /// The patterns of each term, of which a customer has one at least, as JSON. Nil when the index knows nothing of such terms: it has letters and
    /// digits alone, three at a time.
    static func patterns(_ terms: [SearchTerm]) -> String? {
        let asked = terms.filter { $0.forms.allSatisfy(TrigramSearch.hasTrigram) }.prefix(TrigramSearch.mostTerms)
        guard !asked.isEmpty else { return nil }
        let patterns = asked.map { term in JSONText.array(term.forms.map { .string("%\(TrigramSearch.escaped($0))%") }) }
        return JSONText.array(patterns).line
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
