import CRM
import CRMStore
import Foundation
import TestSupport
import Testing

@testable import leadsheet

@Suite struct MergeSettingTests {
    @Test(
        "merge_enquiries says whether a second enquiry joins the row that is there; unless it is set, it does not",
        arguments: [
            ("", [:], false), ("merge_enquiries: true\n", [:], true),
            ("merge_enquiries: true\n", ["LEADSHEET_MERGE_ENQUIRIES": "false"], false),
            ("", ["LEADSHEET_MERGE_ENQUIRIES": "yes"], true),
        ] as [(String, [String: String], Bool)])
    func setting(file: String, environment: [String: String], joins: Bool) async throws {
        let folder = try TestFolder()
        let path = try folder.write(file)
        var variables = environment
        variables["LEADSHEET_HOME"] = folder.path + "/home"
        let settings = try await SettingsLoader.load(config: path, environment: variables)
        #expect(settings.mergeEnquiries == joins)

        let store = try OpenStore.engine(settings, environment: variables, begins: true)
        let user = try store.addUser("ana").id
        let page = PageSettings(
            metaPageId: "100", metaPageAccessToken: Secret("token"), metaAppSecret: Secret("secret"), metaVerifyToken: Secret("verify"))
        let now = Date(timeIntervalSince1970: 1_790_000_000)
        _ = try store.apply(.savePage(page), by: user, at: now)
        let saved = try ["l1", "l2"].map { id in
            let event = NewEvent(kind: .lead, pageID: "100", leadgenID: id, signatureChecked: true)
            let events = try store.append([Delivery(receivedAt: now, body: Array("{}".utf8), events: [event])])
            let lead = Lead(leadgenID: id, pageID: "100", createdTime: now)
            let contact = LeadContact(name: "Ida", email: "ida@example.com")
            let arrival = IncomingLead(lead: lead, contact: contact, today: CalendarDay(now, in: .gmt))
            return try #require(try store.record([(events[0].id, .read(arrival))], at: now)[0].get())
        }
        #expect((saved[1].joined != nil) == joins)
        #expect(saved[1].customer.id == saved[0].customer.id || !joins)
        store.close()
        withExtendedLifetime(folder) {}
    }
}
