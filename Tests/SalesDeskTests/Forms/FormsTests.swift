import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("The form: which answer fills which field") struct FormsTests {
    private static let form = LeadForm(
        id: "987", name: "Kitchen form", pageID: "1", isRead: true, leads: 1204,
        questions: [
            .init(key: "full_name", label: "Full name", automatic: .customerName, example: "María Rossi"),
            .init(key: "q1", label: "Where do we reach you best?", automatic: .nothing, example: "+39 347 123 4567"),
            .init(key: "budget", label: "Budget?", automatic: .nothing, chosen: .remark, example: "10-20,000 €"),
            .init(key: "city", label: "\u{202E}Città", automatic: .nothing),
        ])

    /// A customer's card whose lead came by the form, with the form opened over it.
    private func card(_ columns: Int = 80, _ rows: Int = 24, form: LeadForm = FormsTests.form) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: rows)
        desk.press("Enter")
        var content = CardFixture.content(SheetsFixture.customers[0])
        content.lead?.formID = form.id
        _ = Desk.reduce(&desk.state, .customer(.card(content)))
        #expect(desk.press("F") == [.forms(.load(form.id, example: "769224190664558"))])
        _ = Desk.reduce(&desk.state, .forms(.form(form)))
        return desk
    }

    @Test("it lists the questions with the lead's answers and their fields", arguments: [(80, 24), (60, 16)])
    func golden(columns: Int, rows: Int) throws {
        var desk = card(columns, rows)
        desk.press("Down", "p")
        try Golden.expect(desk.scene, "form-\(columns)x\(rows)")
    }

    @Test("a letter or the arrows give the question another field, and Enter saves and applies it", arguments: ["Enter", "Ctrl-S"])
    func saves(key: String) {
        var desk = card()
        desk.press("Down", "p", "Down", "a", "Down", "Right", "Right", "Left")
        #expect(desk.screen.contains("not saved"))
        let mapping = FormMapping(["q1": .phoneNumber, "city": .customerName])
        #expect(desk.press(key) == [.forms(.map("987", title: "Kitchen form", mapping))])
        #expect(desk.state.overlay == nil)
        let effects = Desk.reduce(&desk.state, .forms(.mapped("Kitchen form", RemapResult(changed: 37, kept: 2), at: desk.state.now)))
        #expect(desk.state.toast?.text == "Kitchen form: 37 customers changed, 2 kept because they were edited by hand")
        #expect(effects.contains(.customer(.loadCard(20))), "the card shows what changed")
        #expect(desk.press("u") == [.undo(offered: desk.state.now)])
    }

    @Test("on the Meta screen too, while the line that offers it stands there; else the key asks about the page's settings")
    func undoOnMeta() throws {
        var state = FeedMoments.desk(110, 30, pages: [FeedMoments.kitchens])
        FeedMoments.press("5", &state)
        _ = Desk.reduce(&state, .forms(.mapped("Kitchen form", RemapResult(changed: 3), at: state.now)))
        #expect(FeedMoments.press("u", &state) == [.undo(offered: state.now)])
        state.toast = nil
        #expect(
            FeedMoments.press("u", &state) == [.meta(.lookForStep(back: true))]
                && FeedMoments.text(state).contains("take back the last change of a page?"))
    }

    @Test("the arrows go through automatic, all fields and nothing, round and round")
    func turns() {
        var sheet = MappingEditor(Self.form)
        var seen: [FormTarget?] = []
        for _ in 0..<7 {
            seen.append(sheet.choice(0))
            sheet.turn(1, row: 0)
        }
        #expect(seen == [nil] + FormTarget.allCases && sheet.choice(0) == nil && !sheet.isEdited)
        sheet.turn(-1, row: 0)
        #expect(sheet.choice(0) == .nothing)
    }

    @Test("Esc takes back what was not saved, and then leaves without a write")
    func leaves() {
        var desk = card()
        #expect(desk.press("p", "Esc") == [])
        #expect(desk.state.overlay != nil && !desk.screen.contains("not saved"))
        #expect(desk.press("Esc") == [] && desk.state.overlay == nil && desk.state.card != nil)
    }

    @Test("nothing changed can be applied again, and what did nothing says so without an undo")
    func again() {
        var desk = card()
        #expect(desk.press("Enter") == [.forms(.map("987", title: "Kitchen form", FormMapping(["budget": .remark])))])
        _ = Desk.reduce(&desk.state, .forms(.mapped("Kitchen form", RemapResult(), at: desk.state.now)))
        #expect(desk.state.toast?.text == "Kitchen form: no customer changed")
    }

    @Test("the mouse chooses a question, and a double click turns its field")
    func mouse() {
        var desk = card()
        desk.state.hits = desk.scene.hits
        let y = desk.line(of: "Budget?") ?? 0
        for kind in [MouseEvent.Kind.press, .doubleClick] { _ = Desk.reduce(&desk.state, .input(.mouse(MouseEvent(kind, x: 5, y: y)))) }
        #expect(desk.screen.contains("‹ nothing ›"), "remark turns to nothing")
    }

    @Test("a customer without a form says so, and a form that has gone closes the pane")
    func none() {
        var desk = SheetsFixture()
        var customer = SheetsFixture.customers[0]
        customer.lead = nil
        desk.press("Enter")
        _ = Desk.reduce(&desk.state, .customer(.card(CardContent(customer: customer, lead: nil, timeline: []))))
        #expect(desk.press("F") == [] && desk.screen.contains("This customer did not come from a Meta form"))
        var gone = card()
        _ = Desk.reduce(&gone.state, .forms(.form(nil)))
        #expect(gone.state.overlay == nil && gone.screen.contains("This form is not known any more."))
    }

    @Test("the Meta screen lists the forms of its page first, and Enter opens one")
    func ofPage() throws {
        var desk = SheetsFixture(columns: 80, rows: 24)
        _ = Desk.reduce(
            &desk.state, .pages([MetaPage(id: "1", userID: 1, name: "Kitchens Ltd", hasAccessToken: true, signatureChecked: true)]))
        desk.press("5")
        _ = Desk.reduce(
            &desk.state,
            .meta(
                .settings(
                    PageSettings(
                        metaPageId: "1", metaPageAccessToken: Secret("t"), metaAppSecret: Secret("s"), metaVerifyToken: Secret("v")))))
        #expect(desk.press("F") == [.forms(.loadList)])
        let others = [
            LeadForm(id: "5", name: nil, pageID: "1", isRead: false, leads: 7, questions: []),
            LeadForm(id: "6", name: "Elsewhere", pageID: "2", isRead: true, leads: 7, questions: []),
        ]
        _ = Desk.reduce(&desk.state, .forms(.list([Self.form] + others)))
        try Golden.expect(desk.scene, "forms-80x24")
        #expect(desk.press("Down", "Down", "Enter") == [.forms(.load("5", example: nil))])
        _ = Desk.reduce(&desk.state, .forms(.form(others[0])))
        #expect(desk.screen.contains("No question of this form yet"))
        desk.press("Esc", "F")
        _ = Desk.reduce(&desk.state, .forms(.list([])))
        #expect(desk.screen.contains("No form of this page yet"))
    }

    @Test("at any size it is drawn, and the field that is chosen is seen", arguments: [(20, 5), (30, 8), (48, 10), (200, 50)])
    func sizes(columns: Int, rows: Int) {
        var desk = card(columns, rows)
        desk.press("End", "Home", "Down", "p")
        #expect(desk.screen.contains("phone"))
    }
}
