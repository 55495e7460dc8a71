import CRM
import Foundation

/// A thing that waits for a person.
enum Need: Hashable, Sendable {
    /// It is mended on another screen than the one that is shown.
    case fault(DeskFault)
    /// A call that was promised for a time that has come.
    case due(Customer)
    /// The newest lead that nobody has opened.
    case lead(Customer)
    /// The time in which nobody sat here.
    case away(Absence)
}

/// All that waits for the person beside new leads, and how it is told.
struct NeedsState: Sendable {
    /// A promised call: another time makes it another one.
    struct DueCall: Hashable, Sendable {
        let id: Customer.ID
        let call: NextCall?

        init(_ customer: Customer) { (id, call) = (customer.id, customer.nextCall) }
    }

    struct Ring: Hashable, Sendable {
        var title: String
        var body: String
    }

    /// A call that was put off comes again after this, in seconds.
    static let pause: TimeInterval = 300
    /// Bell and notifications are off for this, in seconds.
    static let mute: TimeInterval = 3600
    /// Of those that came during a call so many are told after it.
    private static let mostHeld = 3

    /// The calls that were due when they were last read, in the order of their times.
    var due: [Customer] = []
    /// Until when a call was put off. That moment stays when it is over: a call comes again once.
    private var putOff: [DueCall: Date] = [:]
    /// Calls that do not come again.
    private var dropped: Set<DueCall> = []
    /// The faults that were put off, or led to, and are still there, by their names for the header.
    var knownFaults: Set<String> = []
    /// The faults that have been rung for, by the same names; nil until the first were read, which ring for nobody: who starts the program
    /// sees them.
    var rungFaults: Set<String>?
    /// The newest event that was read, of which a colleague's gift would be told; nil before the first reading.
    var lastEvent: Activity.ID?
    /// When the session began: where no key was pressed, nobody has sat here since then.
    var startedAt: Date?
    /// The events of the time in which nobody sat here, until it was shown or put off.
    var absence: Absence?
    /// When bell and notifications are on again; nil while they are.
    var mutedUntil: Date?
    /// Not told yet, since somebody is being called.
    private(set) var held: [Ring] = []

    mutating func change(_ id: Customer.ID, _ body: (inout Customer) -> Void) {
        for index in due.indices where due[index].id == id { body(&due[index]) }
    }

    /// Whether a call has not been put off, or is here again.
    func isShown(_ customer: Customer, at now: Date) -> Bool {
        let call = DueCall(customer)
        guard !dropped.contains(call) else { return false }
        // A clock that was set back makes nobody wait.
        return putOff[call].map { $0 <= now || $0 > now.addingTimeInterval(Self.pause) } ?? true
    }

    mutating func putOff(_ customer: Customer, at now: Date) {
        let call = DueCall(customer)
        if putOff[call] != nil {
            dropped.insert(call)
        } else {
            putOff[call] = now.addingTimeInterval(Self.pause)
        }
    }

    /// Forgets what was put off of calls that are not due any more.
    mutating func prune() {
        let calls = Set(due.map(DueCall.init))
        putOff = putOff.filter { calls.contains($0.key) }
        dropped.formIntersection(calls)
    }

    mutating func hold(_ ring: Ring) { held = (held + [ring]).suffix(Self.mostHeld) }

    mutating func release() -> [Ring] {
        defer { held = [] }
        return held
    }

    /// When the screen is next another by the passing of time alone: a call comes again, or the bell is on again.
    func moments(after now: Date) -> [Date] { ([mutedUntil].compactMap { $0 } + putOff.values).filter { $0 > now } }
}
