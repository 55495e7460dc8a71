import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("the customer card")
struct CardTests {
    private func desk(
        _ content: CardContent = CardFixture.content(SheetsFixture.customers[0]), columns: Int = 80, rows: Int = 24
    ) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: rows)
        desk.press("Enter")
        _ = Desk.reduce(&desk.state, .customer(.card(content)))
        return desk
    }

    private func answered(_ answers: [(String, String)]) -> CardContent {
        var content = CardFixture.content(SheetsFixture.customers[0])
        content.lead?.answers = answers.map { Answer(name: $0.0, label: $0.0, values: $0.1.isEmpty ? [] : [$0.1]) }
        return content
    }

    private func lines(_ desk: SheetsFixture) -> [String] {
        desk.screen.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    @Test("what a person wrote stands there, and answers that only repeat a field are one line")
    func folded() {
        let desk = desk(
            answered([
                ("full_name", "maría rossi"), ("phone_number", "00393471234567"), ("email", "20@EXAMPLE.com"), ("budget", "10-20,000 €"),
                ("when", "after lunch"),
                ("more", ""), ("company_name", "Acme Ltd"),
            ]))
        let asked = desk.line(of: " ASKED     Kitchen form · Autumn sale · Instagram") ?? 0
        #expect(lines(desk)[asked + 1].contains("budget") && lines(desk)[asked + 1].contains("10-20,000 €"))
        #expect(lines(desk)[asked + 2].contains("after lunch"))
        #expect(lines(desk)[asked + 3].contains("Acme Ltd"), "another company than the field's is said")
        #expect(lines(desk)[asked + 4].contains("  + name, phone, e-mail as above; 1 question left blank"))
        #expect(!desk.screen.contains("full_name") && !desk.screen.contains("EXAMPLE"))
    }

    @Test("a remark of several lines stands once while it is edited, in its field")
    func remark() {
        var content = CardFixture.content(SheetsFixture.customers[0])
        content.customer.remark = "wants oak\nhas a dog\n\ncalls back"
        var desk = desk(content)
        #expect(desk.screen.contains(" REMARK    wants oak"))
        for _ in 0..<6 { desk.press("Down") }
        desk.press("e")
        for text in ["remark", "wants oak", "has a dog"] {
            #expect(lines(desk).filter { $0.localizedCaseInsensitiveContains(text) }.count == 1, "\(desk.screen)")
        }
        desk.press("Esc")
        #expect(lines(desk).contains { $0.contains("has a dog") && !$0.contains("wants oak") })
    }

    @Test("first and last name, asked for apart, repeat the name; the same words elsewhere do not")
    func names() {
        let desk = desk(answered([("first_name", "María"), ("last_name", "Rossi"), ("who_sent_you", "Rossi")]))
        #expect(desk.screen.contains("+ name as above"))
        #expect(desk.screen.contains("who_sent_you"))
    }

    @Test("at 80x24 the newest four lines of the timeline are seen, however much was asked, and a note stands clear of its toast")
    func timelineIsSeen() throws {
        var content = answered((1...20).map { ("question \($0)", "answer \($0)") })
        content.timeline = (1...9).map {
            Activity(
                id: Int64(10 - $0), kind: .noted, at: SheetsFixture.now.addingTimeInterval(-60 * Double($0)), author: "ana",
                text: "note number \($0)")
        }
        var desk = desk(content)
        for note in 1...4 { #expect(desk.screen.contains("note number \(note) · ana")) }
        #expect(desk.screen.contains("more lines: PgDn"))
        desk.state.say("a toast as long as the whole line of the screen, so that it needs a second one above it: María Rossi", .info)
        #expect(desk.screen.contains("note number 1 · ana"))
        // Nothing is out of reach.
        desk.state.toast = nil
        var seen = desk.screen
        for _ in 0..<12 {
            desk.press("PageDown")
            seen += desk.screen
        }
        for number in 1...20 { #expect(seen.contains("answer \(number)")) }
        #expect(desk.screen.contains("note number 9 · ana"))
    }

    @Test("from 110 columns the timeline has a column of its own, at full height")
    func wide() throws {
        let desk = desk(columns: 110, rows: 30)
        try Golden.expect(desk.scene, "card-110x30")
        #expect(desk.line(of: "TIMELINE") == desk.line(of: "+39 347 123 4567"))
    }

    @Test("a small terminal shows name, phone, next call and what happened last")
    func small() throws {
        try Golden.expect(desk(columns: 60, rows: 16).scene, "card-60x16")
    }

    @Test("beside the number stand its country and the time there")
    func timeThere() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        var configuration = desk.state.configuration
        configuration.countryTimes = CountryTimes(zoneTable: "IT\t+4154+01229\tEurope/Rome")
        let rows = desk.state.sheets
        desk.state = DeskState(configuration: configuration, now: SheetsFixture.now, size: Size(columns: 80, rows: 24))
        desk.state.sheets = rows
        desk.press("Enter")
        #expect(desk.screen.contains("+39 347 123 4567    Italy, 15:32 there"))
    }

    @Test("what the person agreed to stands in whole, and what not", arguments: [60, 80, 110])
    func consent(columns: Int) {
        var desk = desk(columns: columns, rows: 40)
        desk.state.card?.content?.lead?.consents = [
            Consent(name: "agree_to_be_called_by_our_sales_partners", isGiven: true), Consent(name: "sms", isGiven: false),
        ]
        #expect(desk.screen.contains("yes Agree to be called by our sales partners"))
        #expect(desk.screen.contains("no  Sms"))
    }

    @Test("the next call is said once")
    func nextCall() {
        let line = lines(desk())[4]
        #expect(line.contains("next call  today"))
        #expect(!line.contains("November"))
    }

    @Test("the timeline says next calls as the list does, also in a line that says more")
    func callsInTimeline() {
        var content = CardFixture.content(SheetsFixture.customers[0])
        func edited(_ id: Int64, _ text: String, _ from: String, _ to: String) -> Activity {
            Activity(
                id: id, kind: .edited, at: SheetsFixture.now, author: "ana", text: text, call: FieldEdit(.nextCallDate, from: from, to: to))
        }
        content.timeline = [
            edited(3, "next call 2026-11-27 → none", "2026-11-27", ""),
            edited(2, "asked again: status lost → new, next call 2026-11-27 10:00 → 2026-11-27", "2026-11-27 10:00", "2026-11-27"),
            edited(1, "next call none → 2026-11-27 10:00", "", "2026-11-27 10:00"),
            Activity(id: 0, kind: .noted, at: SheetsFixture.now, author: "ana", text: "next call 2026-11-27"),
        ]
        let desk = desk(content, columns: 149, rows: 30)
        for text in [
            "next call Fri 27 Nov → none · ana", "status lost → new, next call Fri 27 Nov 10:00 → Fri 27 Nov",
            "next call none → Fri 27 Nov 10:00 · ana",
            "next call 2026-11-27 · ana",
        ] { #expect(desk.screen.contains(text), "\(text)") }
    }

    @Test("what was done to several columns is said in the words of the list")
    func severalEdits() {
        let desk = desk()
        let edits = [FieldEdit(.status, from: "new", to: "attempted"), FieldEdit(.nextCallDate, from: "", to: "2026-11-27 10:00")]
        let applied = AppliedChange(sentence: "María Rossi: …", customerID: 20, way: .undone, edits: edits, name: "María Rossi")
        #expect(
            AppliedPresentation.sentence(applied, in: desk.state)
                == "undid: María Rossi: status new → attempted, next call none → Fri 27 Nov 10:00"
        )
    }

    @Test("the keys go through all fields, and each is edited where it stands", arguments: CardView.fields)
    func fields(field: CustomerField) {
        var desk = desk()
        desk.press("Up", "Up", "Up", "Up", "Up", "Up", "Up")
        for _ in 0..<(CardView.fields.firstIndex(of: field) ?? 0) { desk.press("Down") }
        #expect(desk.state.card?.field == field)
        let hit = DeskView.draw(desk.state).hits.first { $0.target == .cardField(field) }
        #expect(hit != nil || field == .companyName && desk.state.card?.customer?.companyName.isEmpty == true)
        desk.press("e")
        #expect(desk.state.prompt != nil)
        if case .cell? = desk.state.prompt?.purpose {
            desk.type("XYZ")
            #expect(desk.screen.contains("XYZ"))
            #expect(desk.screen.contains(field.title))
        }
    }

    @Test("y says which number it copied")
    func copied() {
        var desk = desk()
        #expect(desk.press("y") == [.copy("+393471234567", what: "+39 347 123 4567")])
        _ = Desk.reduce(&desk.state, .copied("+39 347 123 4567", true))
        #expect(desk.screen.contains("+39 347 123 4567 copied, if your terminal allows it"))
    }
}
