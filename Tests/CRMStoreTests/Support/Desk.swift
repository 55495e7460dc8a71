import CRM
import Foundation
import Testing

@testable import CRMStore

/// A store in a folder of its own with a user "ana" and her spreadsheet "Leads", and the clock at a fixed time.
final class Desk: Sendable {
    let folder: String
    let engine: Engine
    let sealer: SecretSealer
    let store: any Store
    let ana: User.ID
    let sheet: Spreadsheet.ID

    static let start = Date(timeIntervalSince1970: 1_790_000_000)

    init(_ engine: Engine = .sqlite, mergesEnquiries: Bool = false, hooksNewLeads: Bool = false) throws {
        folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
        self.engine = engine
        sealer = .random()
        store = try engine.open(folder, sealer, mergesEnquiries: mergesEnquiries, hooksNewLeads: hooksNewLeads)
        ana = try store.users().first?.id ?? store.addUser("ana").id
        let made = try store.apply(.createSpreadsheet(name: "Leads", description: ""), by: ana, at: Desk.start)
        sheet = made.spreadsheetID ?? 0
    }

    deinit {
        engine.remove(folder)
        try? FileManager.default.removeItem(atPath: folder)
    }

    var path: String { folder + "/leadsheet.db" }

    /// The same data opened once more, as after a restart or by another process.
    func again() throws -> any Store { try engine.open(folder, sealer) }

    /// A new user with whom all spreadsheets that are there are shared to write. It is no step, so that undo goes on as without it.
    func colleague(_ name: String) throws -> User.ID {
        let id = try store.addUser(name).id
        try #require(store as? CRMStore).write { db in
            try db.run("INSERT INTO spreadsheet_share SELECT id, ?, 1 FROM spreadsheet", [id])
        }
        return id
    }

    /// Gives the spreadsheet another name, or a description, as one does who sees it with none and under the first name.
    func renaming(_ seen: String, to name: String, description: String = "") -> Change {
        func of(_ name: String, _ description: String) -> Spreadsheet {
            Spreadsheet(id: sheet, userID: ana, name: name, description: description)
        }
        return .editSpreadsheet(of(name, description), seen: of(seen, ""))
    }

    @discardableResult
    func add(
        _ fields: [CustomerField: String], to other: Spreadsheet.ID? = nil, by user: User.ID? = nil, at: Date = start
    ) throws -> Customer.ID {
        let draft = CustomerDraft(spreadsheetID: other ?? sheet, fields: fields)
        return try store.apply(.addCustomer(draft), by: user ?? ana, at: at).customerID ?? 0
    }

    @discardableResult
    func edit(
        _ id: Customer.ID, _ field: CustomerField, _ from: String, _ to: String, by user: User.ID? = nil, at: Date = start
    ) throws -> AppliedChange {
        try store.apply(.editCustomer(id, [FieldEdit(field, from: from, to: to)]), by: user ?? ana, at: at)
    }

    func undo(_ user: User.ID? = nil) throws -> String? { try store.undo(by: user ?? ana, at: Desk.start)?.sentence }
    func undoPage() throws -> String? { try store.undo(.pages, by: ana, at: Desk.start)?.sentence }
    func redoPage() throws -> String? { try store.redo(.pages, by: ana, at: Desk.start)?.sentence }
    func redo(_ user: User.ID? = nil) throws -> String? { try store.redo(by: user ?? ana, at: Desk.start)?.sentence }

    func savePage(_ id: String, token: String = "EAAtoken", secret: String = "app-secret", by user: User.ID? = nil) throws {
        _ = try store.apply(.savePage(Desk.settings(id, token: token, secret: secret)), by: user ?? ana, at: Desk.start)
    }

    static func settings(_ id: String, token: String = "EAAtoken", secret: String = "app-secret") -> PageSettings {
        PageSettings(
            metaPageId: id, metaPageAccessToken: Secret(token), metaAppSecret: Secret(secret), metaVerifyToken: Secret("verify-me"))
    }

    /// Journals one POST with a lead each.
    @discardableResult
    func post(_ leads: [String], page: String = "100", at: Date = start, body: String = "{}") throws -> [WebhookEvent] {
        let events = leads.map { NewEvent(kind: .lead, pageID: page, leadgenID: $0, formID: "f1", signatureChecked: true) }
        return try store.append([Delivery(receivedAt: at, body: Array(body.utf8), events: events)])
    }

    static func arrival(_ id: String, page: String = "100", name: String? = "María Rossi", created: Date = start) -> IncomingLead {
        let lead = Lead(
            leadgenID: id, pageID: page, formID: "f1", formName: "Kitchen form", createdTime: created,
            answers: [Answer(name: "full_name", label: "Full name", values: [name ?? ""])], raw: "{\"id\":\"\(id)\"}")
        let contact = LeadContact(name: name, phone: "+39 333 1234")
        return IncomingLead(lead: lead, contact: contact, today: CalendarDay(number: 20_717))
    }

    /// Journals a lead with these answers and saves it.
    @discardableResult
    func lead(
        _ id: String, name: String? = "María Rossi", phone: String? = nil, email: String? = nil, company: String? = nil,
        form: String? = "Kitchen form",
        page: String = "100", isTest: Bool = false, at: Date = start, in other: (any Store)? = nil
    ) throws -> SavedLead {
        var arrival = Desk.arrival(id, page: page, name: name, created: at)
        arrival.contact = LeadContact(name: name, company: company, phone: phone, email: email)
        arrival.lead.formName = form
        arrival.lead.isTest = isTest
        return try save(arrival, for: post([id], page: page, at: at)[0].id, at: at, in: other)
    }

    /// Saves one lead of a journaled event.
    func save(_ arrival: IncomingLead, for event: WebhookEvent.ID, at: Date = start, in other: (any Store)? = nil) throws -> SavedLead {
        try #require(try (other ?? store).record([(event, .read(arrival))], at: at)[0].get())
    }

    func text(_ id: Customer.ID, _ field: CustomerField) throws -> String? { try store.customer(id)?[field: field] }

    func names(_ query: SheetQuery) throws -> [String] {
        try store.rows(query, from: .start, limit: 1000).rows.map(\.customerName)
    }
}

extension JournalStoring {
    /// Records how one attempt ended that made no customer.
    func settle(_ event: WebhookEvent.ID, _ settlement: AttemptResult) throws {
        _ = try record([(event, .settled(settlement))], at: Desk.start)[0].get()
    }
}
