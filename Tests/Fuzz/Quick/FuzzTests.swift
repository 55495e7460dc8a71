import Base
import CRM
import Foundation
import Testing

/// The quick part of `.ci/deep fuzz`: all that was ever found or is worth beginning with, and some thousands of inputs made of it.
@Suite("Hostile bytes")
struct FuzzTests {
    @Test("every input that was kept keeps every promise", arguments: FuzzTarget.allCases)
    func corpus(_ target: FuzzTarget) throws {
        let inputs = try Corpus.inputs(of: target)
        #expect(inputs.count >= 3, "there is nothing to begin with")
        for (name, bytes) in inputs { expect(target, takes: bytes, name) }
    }

    @Test("inputs like those that were kept keep every promise", arguments: FuzzTarget.allCases)
    func mutations(_ target: FuzzTarget) throws {
        let seeds = try Corpus.inputs(of: target).map(\.bytes).filter { $0.count <= 2000 }
        var mutator = Mutator(seeds: seeds, words: try Corpus.words(of: target), seed: 20_261_123)
        for number in 0..<800 { expect(target, takes: mutator.next(), "input \(number)") }
    }

    @Test("bytes without any sense keep every promise", arguments: FuzzTarget.allCases)
    func noise(_ target: FuzzTarget) {
        var generator = SeededGenerator(seed: 42)
        for number in 0..<200 {
            let bytes = (0..<Int.random(in: 0...120, using: &generator)).map { _ in UInt8.random(in: 0...255, using: &generator) }
            expect(target, takes: bytes, "noise \(number)")
        }
    }

    private func expect(_ target: FuzzTarget, takes bytes: [UInt8], _ name: String) {
        do {
            try target.check(bytes)
        } catch {
            Issue.record("\(target.rawValue), \(name): \(error) (base64: \(Data(bytes).base64EncodedString()))")
        }
    }
}
