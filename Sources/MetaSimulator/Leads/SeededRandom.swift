import Base

/// The seeded numbers of the simulator: the same seed gives the same on every machine.
struct SeededRandom: RandomNumberGenerator, Sendable {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    /// A stream of its own for each `number` and `purpose`, so that one lead does not depend on those before it.
    init(seed: UInt64, number: Int, purpose: UInt64 = 0) {
        var mixer = SeededRandom(seed: seed ^ (purpose &* 0xD6E8_FEB8_6659_FD93))
        let first = mixer.next()
        generator = SeededGenerator(seed: first ^ (UInt64(bitPattern: Int64(number)) &* 0x9E37_79B9_7F4A_7C15))
        _ = next()
    }

    mutating func next() -> UInt64 { generator.next() }

    /// 0 ≤ number < `bound`.
    mutating func below(_ bound: Int) -> Int { bound > 1 ? Int(next() % UInt64(bound)) : 0 }

    /// 0 ≤ number < 1.
    mutating func fraction() -> Double { Double(next() >> 11) / Double(UInt64(1) << 53) }

    mutating func chance(_ probability: Double) -> Bool { fraction() < probability }

    /// One of the elements; the collection must not be empty.
    mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }
}
