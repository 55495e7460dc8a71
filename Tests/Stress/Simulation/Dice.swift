import Base
import CRM

/// All chance of one history, from its seed.
///
/// `@unchecked Sendable` is safe: a history, its dice included, lives on one thread.
final class Dice: @unchecked Sendable {
    private var generator: SeededGenerator

    init(seed: UInt64) {
        generator = SeededGenerator(seed: seed)
    }

    /// True with the given probability, 0...1.
    func chance(_ probability: Double) -> Bool { fraction() < probability }
    /// 0..<1.
    func fraction() -> Double { Double(generator.next() >> 11) * 0x1p-53 }
    /// Evenly within the range.
    func span(_ range: ClosedRange<Double>) -> Double { range.lowerBound + fraction() * (range.upperBound - range.lowerBound) }
    func count(_ range: ClosedRange<Int>) -> Int { range.lowerBound + below(range.count) }
    /// 0..<`bound`, which is at least 1.
    func below(_ bound: Int) -> Int { Int(generator.next() % UInt64(max(1, bound))) }
    /// One of them; nil of none.
    func pick<Items: RandomAccessCollection>(_ items: Items) -> Items.Element? {
        items.isEmpty ? nil : items[items.index(items.startIndex, offsetBy: below(items.count))]
    }
}
