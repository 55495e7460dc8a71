import CRM
import CRMStore
import Foundation
import PostgresEngine
import Synchronization
import Testing

/// The rest is tested by the contract's tests that take ``Engine/withSales``.
@Suite("A salesperson's role works with leads", .enabled(if: PostgresCluster.whyNot == nil)) struct SalesRoleTests {
    private static let lead = "lead-\(Team.secretOfAna)"
    private static let page = "page-\(Team.secretOfAna)"

    @Test("a form of an own page is mapped anew, and undo takes it back")
    func mapping() throws {
        let team = try Team()
        let (store, ana) = (try team.store("ana"), team.desk.ana)
        try team.desk.store.keepForm(KeptForm(id: "f1", pageID: Self.page, name: "Kitchen form", raw: "{}", fetchedAt: Desk.start))
        #expect(try store.formEntries(user: nil).map(\.id) == ["f1"])
        let lead = try #require(try store.leads(ofForm: "f1", after: "", limit: 10).first)
        let before = LeadContact(name: "María Rossi")
        var after = before
        after.email = "m@example.com"
        let step = try store.beginRemap(ofForm: "f1", FormMapping(["q1": .email]), by: ana, at: Desk.start)
        var result = try store.remap(
            [
                RemappedLead(
                    leadgenID: lead.leadgenID, answers: lead.answers, formName: lead.formName, contact: after, previous: before,
                    former: [before])
            ], step: step, by: ana, at: Desk.start)
        result.isNewMapping = step.isNewMapping
        try store.endRemap(step, ofForm: "f1", result)
        #expect(try store.customer(ofLead: Self.lead)?.email == "m@example.com")
        #expect(try store.undo(by: ana, at: Desk.start) != nil)
        #expect(try store.customer(ofLead: Self.lead)?.email == "")
        #expect(try store.redo(by: ana, at: Desk.start) != nil)
        #expect(try store.customer(ofLead: Self.lead)?.email == "m@example.com")
    }

    @Test("a lead that waits is tried again, and its page with it")
    func retrying() throws {
        let team = try Team()
        let store = try team.store("ana")
        for page in [Self.page, "page-\(Team.secretOfBen)"] {
            _ = try team.desk.post(["waits-\(page)"], page: page)
            try team.desk.store.setState(page: page, .blocked(reason: "refused", remedy: "none", code: .pageBlocked), at: Desk.start)
        }
        #expect(try store.retry(nil, user: nil, at: Desk.start) == 1)
        #expect(try store.page(Self.page)?.state == .ok)
        #expect(try team.desk.store.page("page-\(Team.secretOfBen)")?.state != .ok)
    }

    /// Imports a file for the only user whom a role sees.
    private func bring(_ text: String, into store: CRMStore) throws -> CustomerImport.Result {
        var reader = CSVReader { [piece = Mutex(Array(text.utf8))] in
            piece.withLock { bytes in
                defer { bytes = [] }
                return bytes
            }
        }
        var result = CustomerImport.Result()
        let user = try #require(try store.users().first)
        try CustomerImport(
            into: "Trade fair", by: user, in: nil, store: store, context: CallDateContext(now: Desk.start, zone: .gmt)
        ).run(&reader, &result, rest: {}) { _ in }
        return result
    }

    @Test("a lead in a file of Meta's that is a colleague's customer is known, and tells nothing of that one")
    func othersLead() throws {
        let team = try Team()
        _ = try team.desk.lead("4280180252200003", page: "page-\(Team.secretOfBen)")
        let store = try team.store("ana")
        let text = """
            id\tcreated_time\tform_id\tform_name\tis_organic\tplatform\tfull_name\tphone_number\temail
            l:4280180252200003\t2026-09-12T15:05:13+05:30\tf:2013\tform uk\tFALSE\tig\tAda Lovelace\tp:+447911123456\tada@example.com
            l:4280180252200004\t2026-09-12T15:06:13+05:30\tf:2013\tform uk\tTRUE\tfb\tJürgen Groß\tp:+447911123457\tj@example.com
            """
        let result = try bring(text, into: store)
        #expect(result.imported == 1 && result.known == 1)
        #expect(try store.customer(ofLead: "4280180252200003") == nil)
        #expect(try team.store("bea").known(leads: ["4280180252200003", "4280180252200005"]) == ["4280180252200003"])
    }

    @Test("a file of Meta's brings leads, also one that waits in the journal, and undo takes them back")
    func importing() throws {
        let team = try Team()
        let (store, ana) = (try team.store("ana"), team.desk.ana)
        let event = try team.desk.post(["4280180252200001"], page: Self.page)[0].id
        let text = """
            id\tcreated_time\tform_id\tform_name\tis_organic\tplatform\tfull_name\tphone_number\temail
            l:4280180252200001\t2026-09-12T15:05:13+05:30\tf:2013\tform uk\tFALSE\tig\tAda Lovelace\tp:+447911123456\tada@example.com
            l:4280180252200002\t2026-09-12T15:06:13+05:30\tf:2013\tform uk\tTRUE\tfb\tJürgen Groß\tp:+447911123457\tj@example.com
            """
        #expect(try bring(text, into: store).imported == 2)
        #expect(try store.event(event)?.event.state == .saved && store.event(event)?.customerName == "Ada Lovelace")
        let ada = try #require(try store.customer(ofLead: "4280180252200001"))
        #expect(try store.lead(of: ada.id)?.pageID == Self.page)

        // The same person has a row already.
        try team.desk.edit(team.customerOfAna, .phoneNumber, "+39 02 8646 3456", "+44 7911 123456")
        #expect(try store.apply(.mergeRows(of: ada.id), by: ana, at: Desk.start).didNothing == false)
        #expect(try store.undo(by: ana, at: Desk.start) != nil)
        #expect(try team.desk.undo() != nil, "the edit")
        #expect(try store.undo(by: ana, at: Desk.start)?.sentence.contains("imported 2 customers") == true)
        #expect(try store.customer(ofLead: "4280180252200001") == nil)
        #expect(try team.closed.faults(inIndexes: true) == [])
    }
}
