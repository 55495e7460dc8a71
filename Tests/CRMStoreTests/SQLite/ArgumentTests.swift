import Foundation
import Testing

@testable import CRMStore
@testable import SQLiteEngine

@Suite("Arguments and waits of SQLite's") struct ArgumentTests {
    @Test("texts of every length come back as they went in, many and large ones in one statement, and beside no value")
    func texts() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        let lengths = [0, 1, 15, 16, 100, 1999, 2000, 2001, 4095, 4096, 4097, 100_000]
        let texts = lengths.map { String(repeating: "é", count: $0 / 2) + ($0 % 2 == 0 ? "" : "x") }
        let places = Array(repeating: "(?)", count: texts.count + 1).joined(separator: ", ")
        try store.write { db in
            try db.script("CREATE TABLE word (text TEXT)")
            // A second run overwrites what was kept of the first.
            for texts in [texts, texts.reversed()] { try db.run("INSERT INTO word VALUES \(places)", texts + [nil]) }
        }
        let stored = try store.read { db in try db.rows("SELECT text FROM word ORDER BY rowid").map { $0["text"] as String? } }
        #expect(stored == (texts + [nil]) + (texts.reversed() + [nil]))
    }

    @Test("who waits for another's lock looks again for seconds, or gives up at once where it was asked to")
    func waits() {
        let wait = BusyWait()
        #expect(wait.again(after: 0) && wait.again(after: 900) && !wait.again(after: 1000))
        #expect(wait.shortened { wait.again(after: 0) && !wait.again(after: 2) })
        #expect(wait.again(after: 2))
    }
}
