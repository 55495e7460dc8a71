import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("What is wrong, on every screen") struct FaultTests {
    private static let blocked = PageState.blocked(
        reason: "Invalid Meta Page Access Token", remedy: "Make a new page access token, enter it and save.", code: .tokenRefused)

    private func page(_ state: PageState = .ok, waiting: Int = 0, name: String = "Kitchens", checked: Bool = true) -> MetaPage {
        MetaPage(id: name, userID: 1, name: name, hasAccessToken: true, signatureChecked: checked, state: state, waiting: waiting)
    }

    private func arrive(_ desk: inout SheetsFixture) {
        _ = Desk.reduce(
            &desk.state, .news([.leadArrived(SheetsFixture.lead(99, "Ivan Petrov", "+359 88 123 4567", "Cyberdyne", age: 2), userID: 1)]))
    }

    @Test(
        "a refused token stands in the header and in a line of its own, beside an announcement, until it is mended", arguments: [80, 110])
    func blockedPage(columns: Int) {
        var desk = SheetsFixture(columns: columns, rows: 24)
        arrive(&desk)
        _ = Desk.reduce(&desk.state, .pages([page(Self.blocked, waiting: 23)]))
        let header = desk.scene.grid.rowText(0)
        #expect(header.contains(columns < 100 ? "▲ 23 wait" : "▲ Kitchens: token refused"))
        #expect(!header.contains("●"))
        #expect(desk.scene.grid.rowText(21).contains("▲ Kitchens: access token refused"))
        #expect(desk.scene.grid.rowText(21).contains("23 leads wait · n fixes it"))
        #expect(desk.scene.grid.rowText(22).contains("NEW   Ivan Petrov"))
        #expect(!desk.scene.grid.rowText(22).contains("opens it"), "the fault comes before the lead")
        desk.press("Escape", "j")
        #expect(desk.scene.grid.rowText(21).contains("23 leads wait · 5 fixes it"))
        #expect(desk.scene.grid.rowText(22).contains("n opens it"))
        _ = Desk.reduce(&desk.state, .pages([page()]))
        #expect(!desk.screen.contains("▲"))
        #expect(desk.scene.grid.rowText(0).contains("● live"))
    }

    @Test("the line fits any width, and keeps the key", arguments: [24, 40, 60, 79])
    func narrow(columns: Int) {
        var desk = SheetsFixture(columns: columns, rows: 12)
        _ = Desk.reduce(&desk.state, .pages([page(Self.blocked, waiting: 23)]))
        let line = desk.scene.grid.rowText(9)
        #expect(line.contains("▲ "))
        #expect(columns < 40 || line.contains("n fixes it"))
    }

    @Test("nobody listening is a fault; where it is mended the reason stands")
    func notListening() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .news([.listener(.down(address: "127.0.0.1:8080", reason: "Another program listens there."))]))
        #expect(desk.screen.contains("▲ Not listening on 127.0.0.1:8080 · no lead comes in here · n says why"))
        #expect(desk.scene.grid.rowText(0).contains("▲ not listening"))
        desk.press("3")
        #expect(desk.screen.contains("Another program listens there."))
    }

    @Test("a certificate that Meta does not take is a fault of the listener, told where it is and why in the feed")
    func certificate() {
        var desk = SheetsFixture()
        let reason = "The certificate /c.pem has run out, so Meta does not connect. Renew it."
        for process: Int32? in [nil, 7] {
            _ = Desk.reduce(
                &desk.state, .news([.listener(.certificateFault(address: "0.0.0.0:443", process: process, reason: reason))]))
            #expect(desk.state.isListening == (process == nil))
        }
        #expect(desk.screen.contains("▲ The certificate of 0.0.0.0:443 is at fault · Meta may not connect · n says why"))
        #expect(desk.scene.grid.rowText(0).contains("▲ certificate at fault"))
        desk.press("3")
        #expect(desk.screen.contains("○ listening 0.0.0.0:443, in process 7: The certificate /c.pem has run out"))
        _ = Desk.reduce(&desk.state, .news([.listener(.listening(address: "0.0.0.0:443"))]))
        #expect(!desk.screen.contains("▲"))
    }

    @Test("the worst comes first, and the others are counted")
    func several() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .pages([page(Self.blocked, waiting: 2), page(Self.blocked, waiting: 9, name: "Baths")]))
        #expect(desk.screen.contains("▲ Baths: access token refused"))
        #expect(desk.screen.contains("1 more"))
    }

    @Test("what works still and needs somebody takes the green away")
    func warning() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .pages([page(checked: false)]))
        let x = desk.scene.grid.rowText(0).distance(
            from: desk.scene.grid.rowText(0).startIndex,
            to: desk.scene.grid.rowText(0).firstIndex(of: "●") ?? desk.scene.grid.rowText(0).startIndex)
        #expect(desk.scene.grid[x, 0].style.role == .warning)
        #expect(desk.screen.contains("signatures are not checked"))
    }

    @Test("a click on the line leads to where it is mended")
    func click() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        _ = Desk.reduce(&desk.state, .pages([page(Self.blocked, waiting: 23)]))
        desk.state.hits = desk.scene.hits
        _ = Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.press, x: 10, y: 21))))
        #expect(desk.state.screen == .meta)
    }

    @Test("without a page the header says so")
    func noPage() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .pages([]))
        #expect(desk.scene.grid.rowText(0).contains("○ no page"))
    }

    @Test("q asks where leads would wait at Meta, and any other key stays")
    func quit() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .pages([page()]))
        #expect(desk.press("q").isEmpty)
        #expect(desk.screen.contains("Leads wait at Meta while nothing listens here.   q again quits"))
        #expect(desk.press("j", "q").isEmpty)
        #expect(desk.press("q") == [.leave])
        var other = SheetsFixture()
        _ = Desk.reduce(&other.state, .pages([page()]))
        _ = Desk.reduce(&other.state, .news([.listener(.elsewhere(address: "127.0.0.1:8080", process: 7))]))
        #expect(other.press("q") == [.leave])
    }

    @Test("a question that is gone from the screen is not answered any more")
    func lateAnswer() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .pages([page()]))
        desk.press("q")
        desk.state.now += 60
        _ = Desk.reduce(&desk.state, .clock)
        #expect(desk.press("q").isEmpty)
    }
}
