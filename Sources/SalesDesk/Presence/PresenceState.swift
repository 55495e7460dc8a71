import CRM
import Foundation

/// The answers of the store about other sessions.
public enum PresenceAction: Sendable {
    /// The users' names, as far as this user may know them.
    case names([User.ID: String])
}

/// The requests to tell of this session, and about others.
public enum PresenceEffect: Hashable, Sendable {
    /// Others are told what is in front of the person here; nil: nobody sits here.
    case tell(Presence?)
    case loadNames
}

extension PresenceEffect {
    func work(_ services: DeskServices) -> EffectWork {
        let store = services.store
        switch self {
        case .tell(let presence):
            return .tell {
                // A link that broke says so itself, and the next sign of life tells it again.
                try? store.tellPresence(presence)
                return nil
            }
        case .loadNames:
            return .read { .presence(.names(try store.userNames())) }
        }
    }
}

/// The other sessions on the same data, as these screens know them.
struct PresenceState: Sendable {
    /// Without this one.
    private(set) var others: [SeenPresence] = []
    /// For whom this session speaks: on a server that is the user of its role, whichever desk it shows. Nil before it was heard of.
    private(set) var ownUser: User.ID?
    private var names: [User.ID: String] = [:]
    /// The users whose names were asked for since the data changed: not every name may be known.
    private var asked: Set<User.ID> = []

    /// Takes in who is there. True when a name is to be asked for.
    mutating func hear(_ seen: [SeenPresence]) -> Bool {
        others = seen.filter { !$0.isOwn }
        ownUser = seen.first { $0.isOwn }?.presence.userID
        let unknown = Set(others.map(\.presence.userID)).subtracting(names.keys).subtracting(asked)
        asked.formUnion(unknown)
        return !unknown.isEmpty
    }

    mutating func name(_ names: [User.ID: String]) { self.names = names }

    /// Names that are not known yet may be known now.
    mutating func dataChanged() { asked = [] }

    /// The sessions that have a customer in front of them, whose users' names are known.
    func sessions(at customer: Customer.ID, now: Date) -> [(presence: Presence, name: String)] {
        others.compactMap { other in
            guard other.presence.customerID == customer, other.isThere(at: now), let name = names[other.presence.userID] else { return nil }
            return (other.presence, name)
        }
    }

    /// When the first of the sessions is there no more, unless it is heard of again.
    func nextEnd(after now: Date) -> Date? { others.map(\.until).filter { $0 > now }.min() }
}

extension Desk {
    static func presence(_ action: PresenceAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .names(let names): state.presence.name(names)
        }
        return []
    }

    /// The presence that others are told of; nil while nobody sits here.
    static func presence(_ state: DeskState) -> Presence? {
        if case .who = state.overlay { return nil }
        guard let last = state.lastKeyAt, state.now.timeIntervalSince(last) < awayAfter else { return nil }
        return Presence(
            userID: state.configuration.user.id, customerID: state.currentCustomer?.id,
            isActive: state.now.timeIntervalSince(last) < Presence.activity)
    }

    /// When that is next another by the passing of time alone; nil when it is not.
    static func presenceChange(_ state: DeskState) -> Date? {
        guard presence(state) != nil, let last = state.lastKeyAt else { return nil }
        return [Presence.activity, awayAfter].map(last.addingTimeInterval).first { $0 > state.now }
    }
}
