import CRM
import Foundation

/// The store's answers about the time in which nobody sat here.
public enum NeedsAction: Sendable {
    case absence(Absence)
    case history(since: Date, [CustomerActivity])
}

/// The requests about that time to the store.
public enum NeedsEffect: Hashable, Sendable {
    case countAbsence(since: Date)
    case loadHistory(since: Date)
}

extension Desk {
    static func needs(_ action: NeedsAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .absence(let absence): state.needs.absence = absence.isEmpty ? nil : absence
        case .history(let since, let events):
            guard case .history(var pane) = state.overlay, pane.since == since else { return [] }
            pane.events = events
            state.overlay = .history(pane)
        }
        return []
    }

    /// Without a key for so long, in seconds, nobody sits here.
    static let awayAfter: TimeInterval = 600

    /// The name of the preference that tells when the user pressed the last key of a session, in milliseconds since 1970.
    private static let seen = "seen"

    /// The name of the preference that tells that the user was told of the digits of the screens.
    private static let digitsTold = "digits"

    /// At the start: says which digit leads where, once, to a user who has set things up with a version in which there were fewer screens. A user
    /// who starts for the first time has known no others.
    static func tellDigits(_ state: inout DeskState) -> [DeskEffect] {
        guard state.preferences[seen] == nil, state.preferences[digitsTold] == nil else { return [] }
        if state.preferences.isEmpty { return state.prefer(digitsTold, "told") }
        let places = Screen.all.map { "\(state.keys.of($0.id)) \($0.title)" }.joined(separator: ", ")
        state.say("New keys: \(places)", .info)
        state.toast?.until = nil
        return state.prefer(digitsTold, "told")
    }

    /// At the start: asks what happened since the user's last session.
    static func lookBack(_ state: inout DeskState) -> [DeskEffect] {
        state.needs.startedAt = state.now
        guard let text = state.preferences[seen], let milliseconds = Double(text) else { return [] }
        let moment = Date(timeIntervalSince1970: milliseconds / 1000)
        return moment < state.now ? [.needs(.countAbsence(since: moment))] : []
    }

    /// At a key: asks what happened since the last one, where that is long ago.
    static func comeBack(_ state: inout DeskState) -> [DeskEffect] {
        guard let last = state.lastKeyAt ?? state.needs.startedAt, state.now.timeIntervalSince(last) >= awayAfter else { return [] }
        if case .who = state.overlay { return [] }
        // The time that nobody has looked at yet goes on.
        return [.needs(.countAbsence(since: state.needs.absence?.since ?? last))]
    }

    /// The note that the end of a session leaves for the next one; nil where no key was pressed.
    static func lastSeen(_ state: DeskState) -> DeskEffect? {
        if case .who = state.overlay { return nil }
        return state.lastKeyAt.map { .keepPreference(seen, "\(Int64($0.timeIntervalSince1970 * 1000))") }
    }
}

/// How these effects are carried out.
extension NeedsEffect {
    func work(_ services: DeskServices) -> EffectWork {
        let (store, user) = (services.store, services.user)
        switch self {
        case .countAbsence(let since):
            return .read {
                let moment = services.callMoment
                return .needs(.absence(try store.absence(of: user.id, since: since, at: moment)))
            }
        case .loadHistory(let since):
            return .read { .needs(.history(since: since, try store.activities(of: user.id, since: since, limit: HistoryPane.most))) }
        }
    }
}
