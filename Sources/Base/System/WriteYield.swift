import Foundation

/// Lets others write between the portions of long work. A program that finds the database locked looks again every few milliseconds,
/// and gives up after five seconds, when the listener would have to refuse a lead: work that locks it again at once must pause.
public struct WriteYield {
    private var last = ContinuousClock.now

    public init() {}

    /// To be called between two portions: returns at once, or after a pause when the last one was half a second ago.
    public mutating func rest() {
        guard last.duration(to: .now) >= .milliseconds(500) else { return }
        // More than twice as long as those who wait let pass before they look again.
        Thread.sleep(forTimeInterval: 0.012)
        last = .now
    }
}
