import Testing

@testable import TerminalKit

/// Pasted text is text, and never keys.
@Suite("Pastes")
struct PasteTests {
    private static let begin = "\u{1B}[200~"
    private static let end = "\u{1B}[201~"

    /// Feeds texts at their times, and lets the time between them pass.
    private static func events(_ chunks: [(Int64, String)]) -> [InputEvent] {
        var decoder = KeyDecoder()
        var events: [InputEvent] = []
        for (time, text) in chunks {
            while let deadline = decoder.deadline, deadline < time { decoder.settle(at: deadline) }
            decoder.feed(Array(text.utf8), at: time)
            events += decoder.drain()
        }
        while let deadline = decoder.deadline { decoder.settle(at: deadline) }
        return events + decoder.drain()
    }

    private static func key(_ name: String) -> InputEvent? { KeyStroke(name).map(InputEvent.key) }

    @Test("a paste is one event, whatever is in it")
    func whole() {
        let seen = Self.events([(0, "\(Self.begin)q\r\nx\ry\tz\u{1B}[31m\u{3}é\u{1B}\(Self.end)k")])
        #expect(seen == [.paste("q\nx\ny\tz\u{FFFD}[31m\u{FFFD}é\u{FFFD}"), Self.key("k")])
    }

    @Test("a stall of any length in its middle makes no keys of the rest", arguments: [Int64(1500), 2600, 100_000_000])
    func stall(_ pause: Int64) {
        let seen = Self.events([(0, Self.begin + "Dear Sir, please call\rXXX"), (pause, "sw and so on\rXX"), (2 * pause, "q" + Self.end)])
        #expect(seen.last == .paste("Dear Sir, please call\nXXXsw and so on\nXXq"))
        #expect(seen.dropLast().allSatisfy { $0 == .pasteStalled })
        #expect(seen.count == (pause < 2000 ? 1 : 3), "each silence is told once")
    }

    @Test("a person gets out of a paste that has no end with Ctrl-C, and with no other key")
    func noEnd() {
        let seen = Self.events([(0, Self.begin + "abc"), (5000, "q"), (8000, "\u{1B}"), (12_000, "\u{3}"), (14_000, "j"), (14_200, "k")])
        #expect(seen.filter { $0 != .pasteStalled } == [.pasteDropped, Self.key("j"), Self.key("k")])
    }

    @Test("a Ctrl-C in the pasted text is text, even behind a stall")
    func controlCInside() {
        let seen = Self.events([(0, Self.begin + "a"), (5000, "\u{3}X"), (9000, "\u{3}"), (9100, "b" + Self.end)])
        #expect(seen.filter { $0 != .pasteStalled } == [.paste("a\u{FFFD}X\u{FFFD}b")])
    }

    @Test("the rest of a paste that was left is not obeyed when it comes all the same")
    func rest() {
        let left: [(Int64, String)] = [(0, Self.begin + "Dear Sir"), (4000, "\u{3}")]
        let late = Self.events(
            left + [(4600, "XX"), (5200, "X"), (9000, "j"), (20_000, "X\rX"), (20_500, "X"), (23_000, "tail" + Self.end + "k")])
        #expect(late.filter { $0 != .pasteStalled } == [.pasteDropped, Self.key("j"), Self.key("k")])
        let next = Self.events(left + [(6000, Self.begin + "new" + Self.end), (6001, "jj")])
        #expect(next.filter { $0 != .pasteStalled } == [.pasteDropped, .paste("new"), Self.key("j"), Self.key("j")])
    }

    @Test("the marks are found in any number of pieces, and what only begins like one is text")
    func marks() {
        let seen = Self.events([(0, "\u{1B}[2"), (150, "00~a\u{1B}[20"), (350, "2~\u{1B}"), (500, "\u{1B}[201"), (700, "~q")])
        #expect(seen == [.paste("a\u{FFFD}[202~\u{FFFD}"), Self.key("q")])
    }

    @Test("a paste of many megabytes is cut, and ends all the same")
    func long() {
        let seen = Self.events([(0, Self.begin + String(repeating: "x", count: 3 << 20) + Self.end + "q")])
        #expect(seen == [.paste(String(repeating: "x", count: PasteReader.limit)), Self.key("q")])
    }
}
