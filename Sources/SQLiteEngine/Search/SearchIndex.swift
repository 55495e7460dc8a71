import CRM
import Foundation
import GRDB

/// Finds by trigrams the rows that may have what a search asks for.
struct SearchIndex {
    /// The number of rows not yet in the index that are looked through beside it.
    static let mostWaiting = 2000
    /// From so many on they are worth being brought into it.
    static let worthIndexing = 500
    /// More trigrams of one word, and more words, hardly narrow down what is found.
    private static let longest = (trigrams: 24, terms: 4)

    /// How far a search got with the index.
    struct Answer {
        /// The rows of all spreadsheets that may match, deleted ones among them; nil where the order is to be walked along instead.
        var candidates: [Customer.ID]?
        /// The rows that wait for being indexed are so many that it should be done.
        var isBehind: Bool
    }

    /// Asks for rows that may have what all of the terms ask for. Each is to be looked at again, since a trigram's
    /// place is not known. Nil when the index knows nothing of such terms.
    static func answer(_ db: Database, _ terms: [SearchTerm], upTo most: Int) throws -> Answer? {
        guard let question = question(terms) else { return nil }
        let waiting = try Int64.fetchAll(
            db.cachedStatement(
                sql: """
                    SELECT id FROM customer WHERE id > (SELECT n FROM counter WHERE name = 'search_indexed') LIMIT \(mostWaiting + 1)
                    """))
        let isBehind = waiting.count >= worthIndexing
        guard waiting.count <= mostWaiting else { return Answer(candidates: nil, isBehind: isBehind) }
        let found = try Int64.fetchAll(
            db.cachedStatement(sql: "SELECT rowid FROM customer_search WHERE customer_search MATCH ? LIMIT ?"),
            arguments: [question, most + 1])
        return Answer(candidates: found.count <= most ? found + waiting : nil, isBehind: isBehind)
    }

    /// In FTS5's language; nil when no term has a trigram in each of its forms.
    static func question(_ terms: [SearchTerm]) -> String? {
        let asked = terms.filter { $0.forms.allSatisfy { $0.unicodeScalars.count >= 3 } }.prefix(longest.terms)
        guard !asked.isEmpty else { return nil }
        return asked.map { term in
            "(" + term.forms.map { "(" + trigrams($0).joined(separator: " AND ") + ")" }.joined(separator: " OR ") + ")"
        }.joined(separator: " AND ")
    }

    private static func trigrams(_ word: String) -> [String] {
        let scalars = Array(word.unicodeScalars)
        return (0...scalars.count - 3).prefix(longest.trigrams).map { start in
            let trigram = String(String.UnicodeScalarView(scalars[start..<start + 3]))
            return "\"\(trigram.replacing("\"", with: "\"\""))\""
        }
    }
}
