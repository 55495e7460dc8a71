import CRM
import Foundation

/// The store's answers to the Calls screen.
public enum CallsAction: Sendable {
    /// The rows asked for and those that were to be kept, as they were at a moment.
    case rows(WindowRequest<CallQuery>, [CallRow], kept: [CallRow], at: CallMoment)
    case failed(WindowRequest<CallQuery>, String)
    case counted(CallCounts)
    /// The customers of another list that is to be called through, the first of them under its cursor; `isCut`: there are more of them.
    case worklist(String, [Customer.ID], isCut: Bool)
}

/// The Calls screen's requests to the store.
public enum CallsEffect: Hashable, Sendable {
    case load(WindowRequest<CallQuery>)
    case count
    /// The customers of a view that may be called, from one of them on.
    case worklist(String, SheetQuery, from: Customer)
}

/// The targets of a click on the Calls screen.
enum CallsHit: Hashable, Sendable {
    case row(Customer.ID)
    case group(CallGroup?)
}

extension Desk {
    static func calls(_ action: CallsAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .rows(let request, let rows, let kept, let moment): return callsLoaded(request, rows, kept, moment, &state)
        case .failed(let request, let sentence):
            state.calls.list?.fail(request)
            state.typeahead = []
            state.sayAside(sentence)
            return []
        case .counted(let counts):
            let before = state.calls.counts?.moment.now
            state.calls.counts = counts
            dueCounted(counts, since: before, &state)
            return []
        case .worklist(let name, let ids, let isCut):
            state.moves.endLoopQuestion()
            // It was asked for on a screen that the person has left since.
            guard state.card == nil, state.overlay == nil, state.prompt == nil else { return [] }
            let effects = beginLoop(name, ids, at: 0, &state)
            if isCut, !ids.isEmpty {
                state.say("The first \(Numbers.grouped(ids.count)) of them: call through the list again for the others.", .info)
            }
            return effects
        }
    }
}

/// How the Calls screen's effects are carried out.
extension CallsEffect {
    /// Nobody calls through more of a list in one go.
    static let longestWorklist = 500

    func work(_ services: DeskServices) -> EffectWork {
        let (store, user) = (services.store, services.user)
        switch self {
        case .load(let request):
            return .read(pace: request.isLowPriority ? "calls" : nil) {
                do {
                    let now = services.callMoment
                    let rows = try store.calls(request.query.group, of: user.id, at: now, limit: request.limit)
                    let kept = request.keep.isEmpty ? [] : try store.callRows(request.keep.sorted(), of: user.id)
                    services.prepare(rows.map(\.customer))
                    return .calls(.rows(request, rows, kept: kept, at: now))
                } catch {
                    return .calls(.failed(request, EffectRunner.sentence(error)))
                }
            }
        case .count:
            return .aside(pace: "callCounts") {
                .calls(.counted(try store.callCounts(of: user.id, at: services.callMoment, upTo: CallsState.mostCounted)))
            }
        case .worklist(let name, let query, let first):
            return .read {
                let rows = [first] + (try store.rows(query, from: .after(first), limit: Self.longestWorklist).rows)
                return .calls(Self.worklist(name, rows.prefix(Self.longestWorklist), isCut: rows.count > Self.longestWorklist, services))
            }
        }
    }
    /// Those of some rows that may be called.
    static func worklist(_ name: String, _ rows: some Sequence<Customer>, isCut: Bool, _ services: DeskServices) -> CallsAction {
        let now = services.callMoment
        let ids = Array(
            rows.lazy.filter { CallReason($0, at: now, statuses: services.statuses) != nil }.map(\.id).prefix(longestWorklist + 1))
        return .worklist(name, Array(ids.prefix(longestWorklist)), isCut: isCut || ids.count > longestWorklist)
    }
}
