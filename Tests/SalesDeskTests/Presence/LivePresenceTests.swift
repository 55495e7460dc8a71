import CRM
import CRMStore
import Foundation
import SQLiteEngine
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Two screens on the same data")
@MainActor struct LivePresenceTests {
    @Test("each sees where the other's cursor is, as it moves and until the other leaves")
    func both() async throws {
        let (desk, colleague) = try together()
        #expect(await desk.shows("Ada"))
        #expect(await colleague.shows("Ada"))
        colleague.press("Down")
        #expect(await desk.shows { $0.hasRow("Ada", "@you") && !$0.hasRow("Ben", "@") })
        colleague.press("Up")
        #expect(await desk.shows { $0.hasRow("Ben", "@you") && !$0.hasRow("Ada", "@") })
        desk.press("g", "Enter")
        #expect(await desk.shows("you, in another window"))
        #expect(await colleague.shows { $0.hasRow("Ben", "@you") })
        colleague.session?.leave(status: 0)
        #expect(await desk.hides("you, in another window"))
    }

    @Test("where the cursor went while there was no connection is told when it is back, and nothing before")
    func link() async throws {
        let (desk, colleague) = try together()
        #expect(await colleague.shows("Ada"))
        colleague.press("Down")
        #expect(await desk.shows { $0.hasRow("Ada", "@you") })
        colleague.session?.receive([.link(fault: .serverUnreachable(address: "leads", reason: "connection refused"))])
        colleague.press("Up", "Enter")
        #expect(desk.terminal.text.hasRow("Ada", "@you"))
        colleague.session?.receive([.link(fault: nil)])
        #expect(await desk.shows { $0.hasRow("Ben", "@you") && !$0.hasRow("Ada", "@") })
    }

    /// Two that have begun on a list of Ada and Ben, the newest first.
    private func together() throws -> (LiveDesk, LiveDesk) {
        let desk = try LiveDesk()
        let sheet = try desk.makeSheet()
        for name in ["Ada", "Ben"] {
            _ = try desk.store.apply(
                .addCustomer(CustomerDraft(spreadsheetID: sheet, fields: [.customerName: name])), by: desk.user.id, at: LiveDesk.now)
        }
        let colleague = try LiveDesk(beside: desk)
        for one in [desk, colleague] { try one.start(clock: { Date() }) }
        return (desk, colleague)
    }
}

extension String {
    fileprivate func hasRow(_ first: String, _ second: String) -> Bool {
        split(separator: "\n").contains { $0.contains(first) && $0.contains(second) }
    }
}
