import Base

/// A key of the query language with the meaning of its values, as data.
struct QueryKey: Sendable {
    let name: String
    /// For the sentence that asks for a value.
    let example: String
    let read: @Sendable (QueryPiece.Value, QueryContext) throws(QueryFault) -> [FilterCondition]

    /// The key that orders instead of narrowing down.
    static let sort = "sort"

    static func named(_ name: String) -> QueryKey? { all.first { $0.name == name } }

    static let all: [QueryKey] = [
        QueryKey(name: "status", example: "status:new", read: status),
        QueryKey(name: "next", example: "next:today", read: nextCall),
        QueryKey(name: "age", example: "age:<1h") { (value, context) throws(QueryFault) in
            [.arrived(try QueryMoments(context.dates, value).lookingBack())]
        },
        QueryKey(name: "came", example: "came:today") { (value, context) throws(QueryFault) in
            [.arrived(try QueryMoments(context.dates, value).lookingBack())]
        },
        QueryKey(name: "last", example: "last:<7d") { (value, context) throws(QueryFault) in
            isNone(value) ? [.neverContacted] : [.lastContact(try QueryMoments(context.dates, value).lookingBack())]
        },
        QueryKey(name: "changed", example: "changed:thisweek") { (value, context) throws(QueryFault) in
            [.statusChanged(try QueryMoments(context.dates, value).lookingBack())]
        },
        QueryKey(name: "called", example: "called:<30d@14") { (value, context) throws(QueryFault) in
            [.called(try QueryMoments(context.dates, value).calls(), by: context.user)]
        },
        QueryKey(name: "waited", example: "waited:<5m") { (value, context) throws(QueryFault) in
            isNone(value) ? [.waits] : [.waited(try QueryWait(context.dates.workingHours, value).span())]
        },
        QueryKey(name: "attempts", example: "attempts:>2", read: attempts),
        beginning("sheet", "sheet:fair") { .spreadsheet($0) },
        beginning("form", "form:kitchen") { .marked(.form, $0) },
        beginning("campaign", "campaign:autumn") { .marked(.campaign, $0) },
        beginning("page", "page:bath") { .page($0) },
        beginning("by", "by:marco") { .author($0) },
        QueryKey(name: "has", example: "has:phone") { (value, _) throws(QueryFault) in
            if value.text.lowercased() == "note" { return [.marked(.note, "")] }
            return [.trait(try trait(value, CustomerTrait.had, besides: ["note"]))]
        },
        QueryKey(name: "is", example: "is:test") { (value, _) throws(QueryFault) in
            [.trait(try trait(value, CustomerTrait.allCases.filter { !$0.isHad }, besides: []))]
        },
        QueryKey(name: sort, example: "sort:next") { (_, _) throws(QueryFault) in [] },
    ]

    private static func beginning(
        _ name: String, _ example: String, _ condition: @escaping @Sendable (String) -> FilterCondition
    ) -> QueryKey {
        QueryKey(name: name, example: example) { (value, _) throws(QueryFault) in [condition(SearchText.fold(value.text))] }
    }

    private static func isNone(_ value: QueryPiece.Value) -> Bool { ["none", "never", "-"].contains(value.text.lowercased()) }

    private static func status(_ value: QueryPiece.Value, _ context: QueryContext) throws(QueryFault) -> [FilterCondition] {
        let found = context.statuses.matching(value.text)
        guard !found.isEmpty else {
            let known = context.statuses.statuses.map(\.id).joined(separator: " ")
            throw QueryFault("No status begins with \"\(value.text.prefix(20))\". The statuses are \(known).", value.range)
        }
        return [.statuses(found)]
    }

    private static func nextCall(_ value: QueryPiece.Value, _ context: QueryContext) throws(QueryFault) -> [FilterCondition] {
        isNone(value) ? [.noNextCall] : [.nextCall(try QueryMoments(context.dates, value).lookingAhead())]
    }

    private static func attempts(_ value: QueryPiece.Value, _ context: QueryContext) throws(QueryFault) -> [FilterCondition] {
        func number(_ text: String) throws(QueryFault) -> Int {
            guard let number = Int(text), (0...99_999).contains(number) else {
                throw QueryFault("attempts: needs a number, such as attempts:>2.", value.range)
            }
            return number
        }
        switch QueryComparison(value.text) {
        case .equal(let text):
            let number = try number(text)
            return [.attempts(Span(from: number, until: number + 1))]
        case .less(let text): return [.attempts(Span(until: try number(text)))]
        case .lessOrEqual(let text): return [.attempts(Span(until: try number(text) + 1))]
        case .greater(let text): return [.attempts(Span(from: try number(text) + 1))]
        case .greaterOrEqual(let text): return [.attempts(Span(from: try number(text)))]
        case .between(let first, let last):
            let from = first.isEmpty ? nil : try number(first)
            return [.attempts(Span(from: from, until: last.isEmpty ? nil : try number(last) + 1))]
        }
    }

    private static func trait(_ value: QueryPiece.Value, _ traits: [CustomerTrait], besides others: [String]) throws(QueryFault)
        -> CustomerTrait
    {
        if let trait = traits.first(where: { $0.rawValue == value.text.lowercased() }) { return trait }
        let names = (traits.map(\.rawValue) + others).joined(separator: " ")
        throw QueryFault("\"\(value.text.prefix(20))\" is none of these: \(names).", value.range)
    }
}

/// A value with the sign before it: `3`, `<3`, `>=3`, `3..5`.
enum QueryComparison: Hashable {
    case equal(String), less(String), lessOrEqual(String), greater(String), greaterOrEqual(String)
    /// Both are part of it; an empty one is no bound.
    case between(String, String)

    init(_ text: String) {
        func rest(_ count: Int) -> String { String(text.dropFirst(count)) }
        if text.hasPrefix("<=") {
            self = .lessOrEqual(rest(2))
        } else if text.hasPrefix(">=") {
            self = .greaterOrEqual(rest(2))
        } else if text.hasPrefix("<") {
            self = .less(rest(1))
        } else if text.hasPrefix(">") {
            self = .greater(rest(1))
        } else if text.hasPrefix("=") {
            self = .equal(rest(1))
        } else if let dots = text.firstRange(of: #/\.\.(?!\.)/#) {
            // `28.3...30.3.`: the first of three dots ends the day.
            self = .between(String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
        } else {
            self = .equal(text)
        }
    }
}

extension StatusCatalogue {
    /// The statuses that a word names, whatever its case: the one that is called so, else those that begin so, else those of a type that is
    /// called so.
    public func matching(_ word: String) -> Set<Status.ID> {
        let word = SearchText.fold(word)
        if let whole = statuses.first(where: { SearchText.fold($0.id) == word }) { return [whole.id] }
        let begun = statuses.filter { SearchText.fold($0.id).hasPrefix(word) }
        if !begun.isEmpty { return Set(begun.map(\.id)) }
        let typed = word == "ended" ? statuses.filter(\.type.isEnded) : statuses.filter { $0.type.rawValue == word }
        return Set(typed.map(\.id))
    }
}
