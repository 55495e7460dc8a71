import Foundation
import MetaLeads

/// The way through one list of Meta's, part by part. Pure.
public struct Pager: Sendable {
    /// The number of items asked for at once: more makes Meta's answers fail.
    public static let size = 100
    /// A list that has not ended by then never does.
    static let mostParts = 20_000

    /// Where the next part begins; nil for the first.
    public private(set) var cursor: String?
    public private(set) var limit = Pager.size
    public private(set) var isAtEnd = false
    private var parts = 0
    private var seen: Set<String> = []

    public init() {}

    /// Goes on to the part that Meta named. Throws when Meta leads in circles.
    public mutating func advance(to next: String?) throws(GraphFailure) {
        parts += 1
        guard let next else {
            isAtEnd = true
            return
        }
        guard parts < Self.mostParts, seen.insert(next).inserted else {
            throw GraphFailure(kind: .unreadable, message: "Meta's list does not end: its cursors lead in a circle.")
        }
        cursor = next
    }

    /// Asks for half as many from now on; false when it is one already.
    public mutating func halve() -> Bool {
        guard limit > 1 else { return false }
        limit /= 2
        return true
    }
}
