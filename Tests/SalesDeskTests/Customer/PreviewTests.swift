import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("The card beside the list") struct PreviewTests {
    private static func asks(_ effects: [DeskEffect]) -> Customer.ID? {
        for case .customer(.loadPreview(let id, _)) in effects { return id }
        return nil
    }

    private static func shown(_ desk: inout SheetsFixture, _ customer: Customer) {
        _ = Desk.reduce(&desk.state, .customer(.preview(CardFixture.content(customer))))
    }

    @Test("from 150 columns on the card of the row with the cursor stands beside the list", arguments: [(150, 30), (200, 40)])
    func golden(columns: Int, rows: Int) throws {
        var desk = SheetsFixture(columns: columns, rows: rows)
        Self.shown(&desk, SheetsFixture.customers[0])
        #expect(desk.screen.contains("ASKED") && desk.screen.contains("wants a quote"))
        try Golden.expect(desk.scene, "preview-\(columns)x\(rows)")
        #expect(!SheetsFixture(columns: 149).screen.contains("REMARK    Meta"))
    }

    @Test("it follows the cursor at once with what the list knows; what happened is read behind it, and a late answer is dropped")
    func follows() {
        var desk = SheetsFixture(columns: 160)
        #expect(Self.asks(desk.press("j")) == 19)
        #expect(desk.screen.contains("Globex") && !desk.screen.contains("ASKED"))
        #expect(Self.asks(desk.press("j")) == 18)
        Self.shown(&desk, SheetsFixture.customers[1])
        #expect(!desk.screen.contains("ASKED"), "that is John's")
        Self.shown(&desk, SheetsFixture.customers[2])
        #expect(desk.screen.contains("ASKED"))
        #expect(Self.asks(desk.press("?", "Escape")) == nil, "nothing has changed")
    }

    @Test("it stands beside the call list as well, follows the cursor there, and the same key puts it away")
    func calls() throws {
        var calls = CallsFixture(columns: 160, rows: 30)
        #expect(calls.screen.contains("REMARK") && calls.screen.contains("promised, new, today, waiting, overdue, no date"))
        #expect(Self.asks(calls.press("j")) == 2)
        _ = Desk.reduce(&calls.desk.state, .customer(.preview(CardFixture.content(CallsFixture.rows[1].customer))))
        #expect(calls.screen.contains("ASKED") && calls.screen.contains("wants a quote"))
        try Golden.expect(calls.scene, "calls-160x30")
        calls.press("v")
        #expect(!calls.screen.contains("REMARK"))
        #expect(Self.asks(calls.press("j")) == nil)
        #expect(!CallsFixture(columns: 149).screen.contains("REMARK"))
    }

    @Test("the time of the place stands in it where the country's name has no room")
    func longCountry() {
        let customers = [SheetsFixture.lead(20, "شركة النور", "+971 50 123 4567", "Vandelay", age: 42)]
        let times = CountryTimes(zoneTable: "AE\t+2518+05518\tAsia/Dubai")
        let desk = SheetsFixture(columns: 150, customers: customers, countryTimes: times)
        #expect(desk.screen.contains("+971 50 123 4567    18:32 there"))
    }

    @Test("what a person changes is in it at once, and news have it read again")
    func live() {
        var desk = SheetsFixture(columns: 160)
        Self.shown(&desk, SheetsFixture.customers[0])
        desk.press("s", "a")
        #expect(desk.scene.grid.rowText(2).hasSuffix(" attempted"))
        desk.press("+")
        desk.type("called twice")
        desk.press("Enter")
        #expect(desk.screen.contains("called twice · ana"))
        #expect(Self.asks(Desk.reduce(&desk.state, .news([.reload]))) == 20)
        #expect(Self.asks(Desk.reduce(&desk.state, .clock)) == nil)
    }

    @Test("a key puts it away and brings it back, for the next start too")
    func toggles() {
        var desk = SheetsFixture(columns: 160)
        #expect(desk.press("v").contains(.keepPreference("sheets.preview", "off")))
        #expect(!desk.screen.contains("REMARK    Meta"))
        #expect(Self.asks(desk.press("j")) == nil)
        #expect(desk.press("v").contains(.keepPreference("sheets.preview", nil)))
        #expect(desk.screen.contains("REMARK    Meta"))
        var narrow = SheetsFixture(columns: 110)
        narrow.press("v")
        #expect(narrow.screen.contains("in a window of 150 columns or more"))
    }

    @Test("it has no field that a click or a key would edit, and the list keeps its phones")
    func noKeys() {
        var desk = SheetsFixture(columns: 150)
        Self.shown(&desk, SheetsFixture.customers[0])
        #expect(!desk.scene.hits.contains { if case .cardField = $0.target { true } else { false } })
        #expect(desk.scene.grid.text().components(separatedBy: "María Rossi").count == 2, "in the row alone")
        for head in ["WAIT", "NAME", "PHONE", "STATUS", "NEXT CALL"] { #expect(desk.screen.contains(head)) }
    }
}
