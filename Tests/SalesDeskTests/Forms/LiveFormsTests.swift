import CRM
import CRMStore
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Forms on a real store")
@MainActor struct LiveFormsTests {
    /// A page with two leads whose number stands in an answer of the form's own.
    private func desk() throws -> LiveDesk {
        let desk = try LiveDesk(size: Size(columns: 80, rows: 24))
        let settings = PageSettings(
            metaPageId: "1", metaPageAccessToken: Secret("t"), metaAppSecret: Secret("s"), metaVerifyToken: Secret("v"))
        _ = try desk.store.apply(.savePage(settings), by: desk.user.id, at: LiveDesk.now)
        for (id, name) in [("l1", "Ada"), ("l2", "Grace")] {
            let event = NewEvent(kind: .lead, pageID: "1", leadgenID: id, formID: "f1", signatureChecked: true)
            let saved = try desk.store.append([Delivery(receivedAt: LiveDesk.now, body: [], events: [event])])
            let answers = [
                Answer(name: "full_name", label: "Full name", values: [name]),
                Answer(name: "q1", label: "Where do we reach you?", values: ["0\(id) ext. 1"]),
            ]
            let lead = Lead(leadgenID: id, pageID: "1", formID: "f1", formName: "Kitchen form", createdTime: LiveDesk.now, answers: answers)
            let arrival = IncomingLead(lead: lead, contact: LeadContact(name: name), today: CalendarDay(LiveDesk.now, in: .gmt))
            _ = try desk.store.record([(saved[0].id, .read(arrival))], at: LiveDesk.now)
        }
        return desk
    }

    @Test("on the card F gives an answer its field, for all leads of the form, and one u takes it back")
    func card() async throws {
        let desk = try desk()
        try desk.start()
        #expect(await desk.shows("Grace"))
        desk.press("Enter")
        #expect(await desk.shows("0l2 ext. 1"))
        desk.press("F")
        #expect(await desk.shows("Choose which answer fills which field"))
        desk.press("Down", "p", "Enter")
        #expect(await desk.shows("Kitchen form: 2 customers changed   u undo"), "\(desk.terminal.text)")
        #expect(await desk.shows("phone N/A → 0l2 ext. 1 (form mapped) · ana"))
        #expect(try desk.store.customer(ofLead: "l1")?.phoneNumber == "0l1 ext. 1")
        desk.press("u")
        #expect(await desk.shows { $0.contains("undid: form \"Kitchen form\"") && !$0.contains("form mapped") })
        #expect(try desk.store.customer(ofLead: "l1")?.phoneNumber == "N/A")
    }

    @Test("the Meta screen leads to the forms of its page")
    func meta() async throws {
        let desk = try desk()
        try desk.start()
        desk.press("5")
        #expect(await desk.shows("Meta calls the callback URL"))
        desk.press("F")
        #expect(await desk.shows { $0.contains("Kitchen form") && $0.contains("automatic") })
        desk.press("Enter")
        #expect(await desk.shows("Where do we reach you?"))
        desk.press("Esc")
        #expect(await desk.hides("Where do we reach you?"))
    }
}
