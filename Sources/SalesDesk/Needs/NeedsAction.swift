import CRM
import Foundation
import TerminalKit

/// The store's answers about the time in which nobody sat here.
public enum NeedsAction: Sendable {
    case absence(Absence)
    case history(since: Date, [CustomerActivity])
    /// The customers that were moved in the last minutes, among which a colleague's gift may be.
    case moved([CustomerActivity])
}

/// The requests about that time to the store.
public enum NeedsEffect: Hashable, Sendable {
    case countAbsence(since: Date)
    case loadHistory(since: Date)
    case loadMoved
}

extension Desk {
    static func needs(_ action: NeedsAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .absence(let absence): state.needs.absence = absence.isEmpty ? nil : absence
        case .history(let since, let events):
            guard case .history(var pane) = state.overlay, pane.since == since else { return [] }
            pane.events = events
            state.overlay = .history(pane)
        case .moved(let events): tellMoved(events, &state)
        }
        return []
    }

    /// The clocks of several machines differ by less, in seconds.
    fileprivate static let recent: TimeInterval = 120

    /// Tells of customers that colleagues have moved into the user's own spreadsheets. Those that were there at the first reading are told by
    /// ``Absence``.
    private static func tellMoved(_ events: [CustomerActivity], _ state: inout DeskState) {
        let newest = events.map(\.id).max() ?? 0
        guard let last = state.needs.lastEvent else {
            state.needs.lastEvent = newest
            return
        }
        state.needs.lastEvent = max(last, newest)
        let (user, own) = (state.configuration.user.name, Set(state.sheets.own.map(\.id)))
        let moved = events.filter {
            $0.id > last && $0.activity.kind == .moved && $0.activity.author != user && own.contains($0.spreadsheetID)
        }
        guard let first = moved.first else { return }
        func short(_ name: String) -> String { TextWidth.truncate(SafeText.clean(name), to: 30) }
        let authors = Set(moved.map { $0.activity.author ?? "" })
        let author = authors.count == 1 ? short(first.activity.author ?? "") : "Colleagues"
        let who = moved.count == 1 ? short(first.customerName) : Numbers.count(moved.count, "customer")
        let places = Set(moved.map(\.spreadsheetID))
        let place = places.count == 1 ? state.sheets.summary(first.spreadsheetID)?.spreadsheet.name : nil
        let sentence = "\(author) moved \(who) to \(place.map(short) ?? "spreadsheets of yours")."
        ring("From \(author)", sentence, &state)
        if state.toast?.level != .fault, state.toast?.asks != true { state.say(sentence, .info) }
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
            return .read {
                .needs(.history(since: since, try store.activities(of: user.id, since: since, kind: nil, limit: HistoryPane.most)))
            }
        case .loadMoved:
            let since = services.clock().addingTimeInterval(-Desk.recent)
            return .background(pace: "moved") {
                .needs(.moved(try store.activities(of: user.id, since: since, kind: .moved, limit: HistoryPane.most)))
            }
        }
    }
}
