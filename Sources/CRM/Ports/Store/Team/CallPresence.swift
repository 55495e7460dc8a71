import Foundation

/// A call that somebody is making now, as another session sees it.
public struct CallUnderWay: Hashable, Sendable {
    /// The name of the user who calls.
    public var author: String
    public var began: Date

    public init(author: String, began: Date) {
        self.author = author
        self.began = began
    }

    /// In seconds. One that began longer ago than this is not believed: its session ended without a word. Nor is one that begins so much
    /// later: the clock of its machine is wrong.
    public static let longest: TimeInterval = 1800
}

/// The calls that are being made now, so that two people at one database do not call the same customer. They are no data: no change, and
/// no undo.
public protocol CallPresence: Sendable {
    /// Notes that a session calls a customer, instead of any other. Gives the calls of other sessions to the same customer, the longest first.
    func beginCall(to customer: Customer.ID, session: String, by user: User.ID, at now: Date) throws -> [CallUnderWay]

    /// The calls of other sessions to a customer, the longest first.
    func calls(to customer: Customer.ID, besides session: String) throws -> [CallUnderWay]

    /// The session calls nobody any more. Where it called nobody that is no error.
    func endCall(session: String) throws
}
