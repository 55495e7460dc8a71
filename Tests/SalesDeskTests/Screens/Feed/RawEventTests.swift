import CRM
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("A raw event of any size and shape")
struct RawEventTests {
    /// Texts of 4 MiB that cost much where something is done twice for each of their parts.
    private static let shapes: [String: (part: String, before: String)] = [
        "no spaces": ("x", ""), "short lines": ("a\n", ""), "nested arrays": ("[", ""), "quotes": ("\"", ""), "backslashes": ("\\", ""),
        "marks in a wrong order": ("\u{301}\u{323}", "a"), "wide letters": ("中", ""), "escapes": ("\\u0301\\u0323", "{\"a"),
    ]
    private static let size = 4 << 20

    private static func body(_ shape: String) throws -> String {
        let (part, before) = try #require(shapes[shape])
        return before + String(repeating: part, count: size / part.utf8.count)
    }

    @Test("its beginning is shown and says so, in no more rows than it has bytes", arguments: shapes.keys.sorted())
    func bounded(_ shape: String) throws {
        let body = try Self.body(shape)
        var raw = RawEventState(title: "Event 9", RawEvent(body: Array(body.utf8), graphAnswer: body), width: 78)
        let said = raw.lines.filter { $0.hasPrefix("… Only the beginning is shown. The whole has 4,194,30") }
        #expect(said.count == 2)
        #expect(!raw.lines[0].contains("UTF-8"), "the cut does not halve a letter")
        let frame = 10
        for _ in 0..<2 {
            #expect(raw.rows.count <= 2 * RawEventState.mostBytes + frame)
            #expect(
                raw.rows.reduce(0) { $0 + $1.utf8.count } <= 2 * 42 * RawEventState.mostBytes,
                "40 cells further in at most, a blank behind a colon")
            raw.toggle()
        }
        let kept = raw.rawLines.joined(separator: "\n")
        #expect(kept.utf8.count <= 2 * RawEventState.mostBytes + 500)
        #expect(kept.utf8.dropFirst(raw.rawLines[0].utf8.count + 2).starts(with: body.utf8.prefix(RawEventState.mostBytes - 8)))
    }

    @Test("rows are broken for the width of the screen, and anew when it changes")
    func widths() {
        var state = FeedMoments.feed()
        FeedMoments.press("v", &state)
        let body = String(repeating: "0123456789", count: 30)
        _ = Desk.reduce(&state, .feed(.raw(9, RawEvent(body: Array(body.utf8), graphAnswer: nil))))
        func rows() -> [String] {
            guard case .raw(let raw) = state.overlay else { return [] }
            return raw.rows.filter { $0.hasPrefix("0") || $0.hasPrefix("8") }
        }
        for columns in [82, 42] {
            _ = Desk.reduce(&state, .input(.resize(Size(columns: columns, rows: 24))))
            #expect(rows().first == String(body.prefix(columns - 2)))
            #expect(FeedMoments.text(state).contains(body.prefix(columns - 2)))
        }
        FeedMoments.press("w", &state)
        #expect(rows().first == String(body.prefix(40)))
    }

    @Test("a key scrolls in what is laid out already")
    func scrolls() {
        var state = FeedMoments.feed()
        FeedMoments.press("v", &state)
        let body = String(repeating: "[", count: Self.size)
        _ = Desk.reduce(&state, .feed(.raw(9, RawEvent(body: Array(body.utf8), graphAnswer: nil))))
        guard case .raw(let before) = state.overlay else {
            Issue.record("no raw event is shown")
            return
        }
        FeedMoments.press("G", &state)
        #expect(FeedMoments.text(state).contains("Nothing yet: the lead has not been read."))
        FeedMoments.press("j PgDn k", &state)
        guard case .raw(let after) = state.overlay else {
            Issue.record("no raw event is shown")
            return
        }
        #expect(after.top > RawEventState.mostBytes - 100, "it is at the end")
        let isSame = before.rows.withUnsafeBufferPointer { old in after.rows.withUnsafeBufferPointer { $0.baseAddress == old.baseAddress } }
        #expect(isSame, "no key lays it out again")
    }
}
