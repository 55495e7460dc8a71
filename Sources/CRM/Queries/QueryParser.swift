import Base

/// The language of searches, filters and views: words, `"after lunch"`, digits, `key:value`, `-` for not, commas for or.
public enum QueryParser {
    /// Reads a query at the context's moment.
    public static func parse(_ text: String, in context: QueryContext) throws(QueryFault) -> CustomerFilter {
        var filter = CustomerFilter(text: text.withoutOuterBlanks)
        var run: [String] = []
        /// Words that follow each other may be one number, read off a display.
        func endRun() {
            filter.clauses += SearchText.terms(run.joined(separator: " ")).map { FilterClause(.words($0)) }
            run = []
        }
        for piece in try QueryPiece.all(in: text) {
            guard let key = piece.key else {
                let words = piece.values[0].text
                if piece.isQuoted || piece.isNegated {
                    endRun()
                    guard let term = SearchTerm(phrase: words) else { continue }
                    filter.clauses.append(FilterClause(.words(term), isNegated: piece.isNegated))
                } else {
                    run.append(words)
                }
                continue
            }
            endRun()
            guard let known = QueryKey.named(key) else { throw unknown(key, piece) }
            guard !piece.values.isEmpty else {
                throw QueryFault("\(known.name): needs a value, such as \(known.example).", piece.range)
            }
            if known.name == QueryKey.sort {
                guard !piece.isNegated, piece.values.count == 1 else {
                    throw QueryFault("\(known.name): takes one column, and a minus before it turns it round.", piece.range)
                }
                filter.order = try QueryOrder.read(piece.values[0])
                continue
            }
            var conditions: [FilterCondition] = []
            for value in piece.values { conditions.append(contentsOf: try known.read(value, context)) }
            filter.clauses.append(FilterClause(conditions, isNegated: piece.isNegated))
        }
        endRun()
        return filter
    }

    private static func unknown(_ key: String, _ piece: QueryPiece) -> QueryFault {
        let names = QueryKey.all.map(\.name)
        let near = key.nearest(among: names).map { "Did you mean \($0):?" } ?? "The keys are \(names.joined(separator: " "))."
        return QueryFault("There is no key \"\(key.prefix(20)):\". \(near) In quotes it is searched for.", piece.range)
    }
}

extension SearchTerm {
    /// Words that stand next to each other; nil for none.
    init?(phrase: String) {
        let words = SearchText.fold(phrase).split(whereSeparator: \.isWhitespace)
        guard let first = words.first else { return nil }
        self = words.count == 1 ? SearchTerm(word: String(first)) : SearchTerm(exactly: words.joined(separator: " "))
    }
}
