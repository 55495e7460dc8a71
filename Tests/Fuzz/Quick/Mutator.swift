import Base
import CRM

/// Makes new inputs of old ones, as a fuzzer does but without looking into the program: the same ones for the same seed.
struct Mutator {
    private let seeds: [[UInt8]]
    private let words: [[UInt8]]
    private var generator: SeededGenerator

    /// There must be at least one seed and one word.
    init(seeds: [[UInt8]], words: [[UInt8]], seed: UInt64) {
        self.seeds = seeds
        self.words = words
        generator = SeededGenerator(seed: seed)
    }

    mutating func next() -> [UInt8] {
        var bytes = pick(seeds)
        for _ in 0..<Int.random(in: 1...6, using: &generator) { change(&bytes) }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let at = place(in: bytes)
        switch Int.random(in: 0..<8, using: &generator) {
        case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
        case 1 where at < bytes.count: bytes.remove(at: at)
        case 2: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: at)
        case 3: bytes.insert(contentsOf: pick(words), at: at)
        case 4:
            let word = pick(words)
            bytes.replaceSubrange(at..<min(bytes.count, at + word.count), with: word)
        case 5: bytes.removeSubrange(at..<min(bytes.count, at + 1 + place(in: bytes) % 16))
        case 6: bytes.insert(contentsOf: bytes[at..<min(bytes.count, at + 24)], at: place(in: bytes))
        default:
            let other = pick(seeds)
            bytes = Array(bytes[..<at] + other[place(in: other)...])
        }
    }

    private mutating func place(in bytes: [UInt8]) -> Int { Int.random(in: 0...bytes.count, using: &generator) }

    private mutating func pick(_ inputs: [[UInt8]]) -> [UInt8] { inputs.randomElement(using: &generator) ?? [] }
}
