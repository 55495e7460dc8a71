import Base
import CRM
import Testing

@testable import TerminalKit

/// What a terminal sends, cut by a slow line.
@Suite("Input in pieces")
struct CutInputTests {
    private static let pieces = [
        "a", "é", "田", "👩", "\r", "\u{1B}[A", "\u{1B}OC", "\u{1B}[3~", "\u{1B}[15~", "\u{1B}OP", "\u{1B}[1;5D", "\u{1B}Op", "\u{1B}[Z",
        "\u{1B}[I",
        "\u{1B}[<0;10;5M", "\u{1B}[<65;3;3M", "\u{1B}[M %&", "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\", "\u{1B}]11;rgb:0/0/0\u{7}",
        "\u{1B}[?62;22c",
        "\u{1B}[200~Ada ❤ Lovelace\r\n\u{1B}[31m\u{1B}[201~", "\u{1B}[200~\u{1B}[201~",
    ]

    /// The events, and what was learnt of the background. Double clicks are a matter of time and not of bytes.
    private static func events(_ chunks: [ArraySlice<UInt8>], pause: Int64) -> ([InputEvent], Background?) {
        var decoder = KeyDecoder()
        var now: Int64 = 0
        var events: [InputEvent] = []
        for chunk in chunks {
            decoder.settle(at: now)
            decoder.feed(Array(chunk), at: now)
            events += decoder.drain()
            now += pause
        }
        decoder.settle(at: now + 10_000)
        events += decoder.drain()
        let plain = events.map { event -> InputEvent in
            guard case .mouse(var mouse) = event, mouse.kind == .doubleClick else { return event }
            mouse.kind = .press
            return .mouse(mouse)
        }
        return (plain, decoder.background)
    }

    @Test(
        "every key, click, answer and paste is the same in two pieces, wherever it is cut, 25 to 200 ms apart",
        arguments: [Int64(25), 60, 200])
    func cutOnce(_ pause: Int64) {
        for piece in Self.pieces {
            let bytes = Array(piece.utf8)
            let whole = Self.events([bytes[...]], pause: 0)
            for cut in 1..<max(2, bytes.count) {
                let seen = Self.events([bytes[..<min(cut, bytes.count)], bytes[min(cut, bytes.count)...]], pause: pause)
                #expect(seen == whole, "\(piece.debugDescription) cut before byte \(cut)")
            }
        }
    }

    @Test("any of them after each other are the same in any number of pieces")
    func cutAnywhere() {
        var generator = SeededGenerator(seed: 17)
        for _ in 0..<400 {
            let bytes = (0..<Int.random(in: 1...8, using: &generator)).flatMap { _ in
                Array(Self.pieces.randomElement(using: &generator)?.utf8 ?? "".utf8)
            }
            var chunks: [ArraySlice<UInt8>] = []
            var start = 0
            while start < bytes.count {
                let end = min(bytes.count, start + Int.random(in: 1...6, using: &generator))
                chunks.append(bytes[start..<end])
                start = end
            }
            let pause = Int64.random(in: 0...200, using: &generator)
            #expect(
                Self.events(chunks, pause: pause) == Self.events([bytes[...]], pause: 0),
                "\(chunks.map { String(decoding: $0, as: UTF8.self) })")
        }
    }

    @Test("each byte by itself is the same as all at once")
    func singleBytes() {
        let bytes = Array(Self.pieces.joined().utf8)
        let chunks = bytes.indices.map { bytes[$0...$0] }
        #expect(Self.events(chunks, pause: 100) == Self.events([bytes[...]], pause: 0))
    }
}
