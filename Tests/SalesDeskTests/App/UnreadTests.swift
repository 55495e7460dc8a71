import CRM
import Foundation
import Testing

@testable import SalesDesk

@Suite("Reads that failed") struct UnreadTests {
    private static let sentence = "The database cannot be read (it is damaged)."

    /// What a key asks for is not read.
    private func fail(_ effects: [DeskEffect], _ state: inout DeskState) {
        for effect in effects { _ = Desk.reduce(&state, .unread(effect, Self.sentence)) }
    }

    @Test("the prompt of a message closes where its templates cannot be read, and opens again")
    func templates() {
        var desk = SheetsFixture()
        fail(desk.press("w"), &desk.state)
        #expect(desk.state.overlay == nil && desk.screen.contains(Self.sentence) && !desk.screen.contains("Reading"))
        #expect(desk.press("w") == [.messages(.load(20))])
    }

    @Test("so do a form, what happened meanwhile, and the card of a customer of whom nothing is known")
    func panes() {
        var desk = SheetsFixture()
        desk.state.overlay = .forms(FormPane(origin: .page("100", title: "Page")))
        fail([.forms(.loadList)], &desk.state)
        #expect(desk.state.overlay == nil)
        let since = desk.state.now.addingTimeInterval(-3600)
        desk.state.overlay = .history(HistoryPane(since: since))
        fail([.needs(.loadHistory(since: since))], &desk.state)
        #expect(desk.state.overlay == nil)
        fail(Desk.openCard(999, &desk.state), &desk.state)
        #expect(desk.state.card == nil && desk.screen.contains(Self.sentence))
    }

    @Test("what is at hand stays")
    func known() {
        var desk = SheetsFixture()
        fail(desk.press("Enter"), &desk.state)
        #expect(desk.state.card?.id == 20 && desk.screen.contains(Self.sentence))
        desk.press("Escape", "w")
        _ = Desk.reduce(&desk.state, .messages(.loaded(20, lead: nil, [])))
        fail([.messages(.load(20))], &desk.state)
        #expect(desk.state.overlay != nil)
    }

    @Test(
        "feed and insights say with which key they are read again, and then are", arguments: [("3", "The journal"), ("4", "The customers")])
    func screens(key: String, what: String) {
        var desk = SheetsFixture()
        let effects = desk.press(key)
        fail(effects, &desk.state)
        #expect(desk.screen.contains("\(what) could not be") && desk.screen.contains(" \(key) "), "\(desk.screen)")
        #expect(desk.press(key) == effects)
    }
}
