import CRM
import CRMStore
import SalesDesk
import Synchronization
import TerminalKit
import Testing

/// Ctrl-Z, with a terminal in memory that takes it for done.
@MainActor @Suite("Suspending")
struct SuspendTests {
    @Test("what others may want is given back before the program stops, and taken again after")
    func order() async throws {
        let desk = try LiveDesk()
        _ = try desk.makeSheet()
        let seen = Mutex<[String]>([])
        let terminal = desk.terminal
        try desk.start(
            rest: Rest(
                before: {
                    let stops = await terminal.stops.count
                    seen.withLock { $0.append("before, stopped \(stops) times") }
                },
                after: {
                    let stops = await terminal.stops.count
                    seen.withLock { $0.append("after, stopped \(stops) times") }
                }))
        #expect(await desk.shows("Leads"))
        desk.press("Ctrl-Z")
        #expect(await desk.shows { _ in seen.withLock { $0.count } == 2 })
        #expect(seen.withLock { $0 } == ["before, stopped 0 times", "after, stopped 1 times"])
        #expect(terminal.isClaimed)
    }

    @Test("without a shell nothing is given back, and it is said")
    func refused() async throws {
        let desk = try LiveDesk()
        _ = try desk.makeSheet()
        let begun = Mutex(false)
        desk.terminal.canStop = false
        try desk.start(rest: Rest(before: { begun.withLock { $0 = true } }))
        #expect(await desk.shows("Leads"))
        desk.press("Ctrl-Z")
        #expect(await desk.shows("No shell is there to come back to"))
        #expect(desk.terminal.stops.isEmpty && !begun.withLock { $0 })
    }

    @Test("the theme of the palette reaches the terminal, and the next start")
    func theme() async throws {
        let desk = try LiveDesk()
        _ = try desk.makeSheet()
        try desk.start()
        #expect(await desk.shows("Leads"))
        desk.press(":")
        desk.type("theme: light")
        desk.press("Enter")
        #expect(desk.terminal.themes == [.light])
        #expect(await desk.shows { _ in (try? desk.store.preferences(of: desk.user.id))?["theme"] == "light" })
    }
}
