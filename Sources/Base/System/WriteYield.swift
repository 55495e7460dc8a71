import Foundation

/// Lets others write between the portions of long work. A program that finds the database locked looks again every tenth of a second,
/// and gives up after five seconds, when the listener would have to refuse a lead: work that locks it again at once must pause.
public struct WriteYield {
    private var last = ContinuousClock.now

    public init() {}

    /// To be called between two portions: returns at once, or after a pause when the last one was a second ago.
    public mutating func rest() {
        guard last.duration(to: .now) >= .seconds(1) else { return }
        // Longer than the tenth of a second after which those who wait look again.
        Thread.sleep(forTimeInterval: 0.12)
        last = .now
    }
}
