import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Marked rows of the call list") struct CallMarkTests {
    private func begun(_ effects: [DeskEffect]) -> BulkJob? {
        for case .marks(let effect) in effects { if case .begin(let job) = effect.kind { return job } }
        return nil
    }

    private func isMarked(_ name: String, _ calls: CallsFixture) -> Bool {
        calls.desk.line(of: name).map { calls.line($0).contains("✓") } ?? false
    }

    @Test("Space marks there too, and what is deleted goes from the list", arguments: [60, 80, 110])
    func marking(_ columns: Int) throws {
        var calls = CallsFixture(columns: columns)
        let (first, all) = (try #require(calls.selected), try #require(calls.desk.state.calls.list?.rows.count))
        calls.press("Space", "Space")
        #expect(calls.screen.contains("2 marked") && isMarked(String(first.prefix(8)), calls))
        #expect(calls.screen.contains("Esc unmark"))
        let job = try #require(begun(calls.press("X")))
        #expect(job.list == .calls && job.marks.count == 2)
        #expect(calls.desk.state.calls.list?.rows.count == all - 2 && calls.desk.line(of: String(first.prefix(8))) == nil)
    }

    @Test("the call list and a spreadsheet have marks of their own")
    func apart() {
        var calls = CallsFixture()
        calls.press("V")
        #expect(calls.screen.contains("\(calls.desk.state.calls.list?.rows.count ?? 0) marked"))
        calls.press("1")
        #expect(!calls.screen.contains("marked"))
        calls.press("2")
        #expect(calls.screen.contains("marked"))
        calls.press("Escape")
        #expect(!calls.screen.contains("marked"))
    }

    @Test("where the list has more rows than were read, the store tells all that are to be marked")
    func beyond() {
        let many = (1...230).map {
            CallsFixture.row(Int64($0), "Person \($0)", "+39 347 000 \($0)", "contacted", next: "2026-11-22")
        }
        var calls = CallsFixture(many)
        let asked = calls.press("V").contains { effect in
            guard case .marks(let marks) = effect, case .readCalls = marks.kind else { return false }
            return true
        }
        #expect(asked)
    }

    @Test("another group hides marked rows, and says how many")
    func hidden() throws {
        var calls = CallsFixture()
        calls.press("Space")
        let id = try #require(calls.desk.state.marks?.ids.first)
        for _ in 0..<6 where calls.desk.state.calls.list?.rows.contains(where: { $0.id == id }) == true { calls.press("Tab") }
        #expect(calls.screen.contains("1 marked, 1 not shown"))
    }

    @Test("calling begins with the marked rows, in the order of the list")
    func calling() throws {
        var calls = CallsFixture()
        calls.press("Down", "Space", "Down", "Space")
        let marked = try #require(calls.desk.state.marks)
        let wanted = try #require(calls.desk.state.calls.list?.rows.map(\.id).filter(marked.contains))
        calls.press("c")
        #expect(calls.desk.state.loop?.ids == wanted && calls.screen.contains("Marked 1 of 2"))
    }
}
