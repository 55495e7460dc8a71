import CRM

/// The store's answer to the insights.
public enum InsightsAction: Sendable {
    case counted(Insights)
}

/// The insights' question to the store.
public enum InsightsEffect: Hashable, Sendable {
    case count(InsightQuestion)
}

/// The targets of a click in the insights: the place of a line among those that stand for customers.
enum InsightsHit: Hashable, Sendable {
    case line(Int)
}

extension Desk {
    static func insights(_ action: InsightsAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .counted(let insights):
            state.insights.take(insights)
            return []
        }
    }
}

/// How the insights' effects are carried out.
extension InsightsEffect {
    func work(_ services: DeskServices) -> EffectWork {
        switch self {
        case .count(let question):
            return .aside(pace: "insights") {
                let now = services.clock()
                let facts = try services.store.insightFacts(
                    of: services.user.id, in: question.periods(at: now, in: services.zone), by: question.grouping)
                return .insights(.counted(Insights(facts, question, statuses: services.statuses, zone: services.zone, at: now)))
            }
        }
    }
}
