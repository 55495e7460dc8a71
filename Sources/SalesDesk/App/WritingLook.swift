import Foundation

/// Looks at whether the data can be written again, now and then while nothing can be saved.
struct WritingLook: Hashable, Sendable {
    /// When it was looked last.
    var at: Date?
    /// A look has seen the cause, as it does a full disk of this machine. A cause that none sees, as of a server, is over with the next change.
    var seesCause = false
}

/// The sentence that nothing can be saved goes when the cause is mended.
extension Desk {
    /// In seconds.
    private static let pauseOfLooks: TimeInterval = 5

    static func lookAtWriting(_ state: inout DeskState) -> [DeskEffect] {
        guard let next = nextLookAtWriting(state), next <= state.now else { return [] }
        state.writingLook.at = state.now
        return [.lookAtWriting]
    }

    static func tookLook(_ isWritable: Bool, _ state: inout DeskState) {
        if !isWritable { state.writingLook.seesCause = true } else if state.writingLook.seesCause { state.unwritable = nil }
    }

    /// A role that may not read may not write either: the next look finds whether that is so still.
    static func shutOut(_ state: inout DeskState) {
        state.unwritable = "your role has no part in the data"
        state.writingLook.seesCause = true
    }

    /// Nil where there is nothing to look at.
    static func nextLookAtWriting(_ state: DeskState) -> Date? {
        guard state.unwritable != nil else { return nil }
        guard let last = state.writingLook.at, last <= state.now else { return state.now }
        return last.addingTimeInterval(pauseOfLooks)
    }
}
