/// Which customers a query asks for, once it was read: every clause must hold. It is worked out for one moment, so that `today` in it is a
/// day; ``CustomerQuery`` reads it anew.
public struct CustomerFilter: Hashable, Sendable {
    /// The query as it was written.
    public var text: String
    public var clauses: [FilterClause]
    /// The order that the query asks for; nil: that of the list.
    public var order: SheetOrder?

    public init(text: String = "", clauses: [FilterClause] = [], order: SheetOrder? = nil) {
        self.text = text
        self.clauses = clauses
        self.order = order
    }

    /// All customers.
    public static let all = CustomerFilter()

    /// Every word of `words` in some column, and one of the statuses where there are any.
    public init(words: String, statuses: Set<Status.ID> = []) {
        text = words
        clauses = SearchText.terms(words).map { FilterClause(.words($0)) }
        if !statuses.isEmpty { clauses.append(FilterClause(.statuses(statuses))) }
    }

    /// Somebody is looked for by words, rather than a list narrowed down.
    public var hasWords: Bool {
        clauses.contains { clause in
            guard !clause.isNegated else { return false }
            return clause.conditions.contains { if case .words = $0 { true } else { false } }
        }
    }

    /// Somebody is looked for, and nothing else is asked.
    public var isWordsAlone: Bool {
        hasWords && order == nil
            && clauses.allSatisfy { clause in
                !clause.isNegated && clause.conditions.allSatisfy { if case .words = $0 { true } else { false } }
            }
    }

    /// The beginning of a spreadsheet's name that is asked for and none of `names` has; nil where all are there.
    public func missingSpreadsheet(among names: [String]) -> String? {
        let names = names.map(SearchText.fold)
        for case .spreadsheet(let start) in clauses.flatMap(\.conditions) where !names.contains(where: { $0.hasPrefix(start) }) {
            return start
        }
        return nil
    }

    /// Whether a status alone says which customers are meant.
    public var asksForStatusesAlone: Bool {
        clauses.allSatisfy { $0.conditions.allSatisfy { if case .statuses = $0 { true } else { false } } }
    }

    /// Whether a customer with this status may be meant.
    public func admits(status: Status.ID) -> Bool {
        clauses.allSatisfy { clause in
            var statuses: Set<Status.ID> = []
            for condition in clause.conditions {
                guard case .statuses(let some) = condition else { return true }
                statuses.formUnion(some)
            }
            return statuses.contains(status) != clause.isNegated
        }
    }

    /// Whether the customer is meant, as far as its own columns tell: what stands in notes and answers the store alone knows.
    /// `phones` reads the customer's number.
    public func admits(_ customer: Customer, _ phones: PhoneReader) -> Bool {
        if clauses.isEmpty { return true }
        let text = hasTerms ? SearchText.of(customer, number: phones.number(customer.phoneNumber)?.key) { phones.number($0)?.key } : ""
        return clauses.allSatisfy { clause in
            let answers = clause.conditions.map { $0.admits(customer, text) }
            if answers.contains(true) { return !clause.isNegated }
            return answers.contains(nil) || clause.isNegated
        }
    }

    private var hasTerms: Bool {
        clauses.contains { $0.conditions.contains { if case .words = $0 { true } else { false } } }
    }
}

/// One piece of a query: one of its conditions must hold, or none of them.
public struct FilterClause: Hashable, Sendable {
    public var conditions: [FilterCondition]
    public var isNegated: Bool

    public init(_ conditions: FilterCondition..., isNegated: Bool = false) {
        self.init(conditions, isNegated: isNegated)
    }

    public init(_ conditions: [FilterCondition], isNegated: Bool = false) {
        self.conditions = conditions
        self.isNegated = isNegated
    }
}
