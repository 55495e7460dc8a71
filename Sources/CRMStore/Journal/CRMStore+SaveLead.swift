import CRM
import Foundation

extension CRMStore {
    /// A customer that was deleted counts as here: its lead does not come back.
    public func customer(ofLead leadgenID: String) throws -> Customer? {
        try read { db in try customer(db, ofLead: leadgenID)?.customer }
    }

    /// What fails fails before anything is written.
    func save(_ db: any Session, _ arrival: IncomingLead, for event: WebhookEvent.ID, at now: Date) throws -> Result<SavedLead?, StoreError>
    {
        if let known = try customer(db, ofLead: arrival.lead.leadgenID) {
            try markSaved(db, arrival.lead.leadgenID, event: event, customer: known.row, newAt: nil)
            try noteAnnounced(db, by: event)
            return .success(SavedLead(customer: known.customer, userID: known.user, isNew: false))
        }
        if try ErasedLeads(db).contains(arrival.lead.leadgenID, db) { return .failure(.leadErased) }
        guard try isMappingCurrent(db, of: arrival) else { return .failure(.formMappedMeanwhile) }
        let pageID = try WebhookEvent.fetch(db, event)?.pageID ?? arrival.lead.pageID
        let user = try db.value(Int64.self, "SELECT user_id FROM meta_page WHERE meta_page_id = ?", [pageID])
        guard let user else { return .failure(.pageUnknown(pageID)) }
        let sheet =
            try liveSheet(db, of: user, named: Spreadsheet.metaAdsLeads)
            ?? makeSheet(
                db, user: user, name: Spreadsheet.metaAdsLeads, description: Spreadsheet.metaAdsLeadsDescription, at: now)
        let id = try newCustomer(arrival, in: sheet, at: now).insert(db, country: Country.of(sheet: sheet, db))
        try forgetTakenBack(db, lead: arrival.lead.leadgenID)
        try arrival.lead.insert(db, of: id)
        try noteFound(db, lead: arrival.lead.leadgenID)
        guard let customer = try Customer.live(db, id) else { throw StoreError.customerGone }
        try db.run(
            "INSERT INTO activity (at, kind, customer_id, spreadsheet_id, text, sentence) VALUES (?, 'lead', ?, ?, ?4, ?4)",
            [now.milliseconds, id, sheet, CRMStore.arrivalText(arrival.lead.formName)])
        try markSaved(db, arrival.lead.leadgenID, event: event, customer: id, newAt: now)
        try noteNewLead(db, id, event: event, at: now)
        try db.run(
            "UPDATE meta_page SET last_lead_at = ?, last_lead_name = ?, last_lead_form = ? WHERE meta_page_id = ?",
            [now.milliseconds, customer.customerName, customer.lead?.formName, pageID])
        let joined = mergesEnquiries ? try joinFirstRow(db, id, by: user, at: now) : nil
        guard let whole = try Customer.live(db, joined?.into ?? id) else { throw StoreError.customerGone }
        var saved = [whole]
        try finder(db, for: whole).number(&saved)
        return .success(SavedLead(customer: saved[0], userID: user, isNew: true, joined: joined))
    }

    /// A lead that was read with an older mapping would be missed by the one that applies the newer to all that are here.
    private func isMappingCurrent(_ db: any Session, of arrival: IncomingLead) throws -> Bool {
        guard let read = arrival.mapping, let form = arrival.lead.formID else { return true }
        return try currentMapping(db, ofForm: form)?.mapping ?? FormMapping() == read
    }

    /// The line of the timeline that says where a customer came from.
    static func arrivalText(_ form: String?) -> String {
        form.map { "lead from Meta: \"\(ChangeSummary.short($0))\"" } ?? "lead from Meta"
    }

    /// `row` is the one the lead came as; `customer` the one it is a part of now.
    private func customer(_ db: any Session, ofLead leadgenID: String) throws -> (customer: Customer, row: Customer.ID, user: User.ID)? {
        let row = try db.one(
            """
            SELECT ifnull(customer.merged_into, customer.id), customer.id, spreadsheet.user_id FROM lead JOIN customer ON customer.id = lead.customer_id
            JOIN spreadsheet ON spreadsheet.id = customer.spreadsheet_id
            WHERE lead.leadgen_id = ? AND NOT \(ImportSQL.isTakenBack)
            """, [leadgenID])
        guard let row, let customer = try Customer.any(db, row[0]) else { return nil }
        return (customer, row[1], row[2])
    }

    /// The mission's customer of a new lead.
    private func newCustomer(_ arrival: IncomingLead, in sheet: Spreadsheet.ID, at now: Date) -> Customer {
        let lead = arrival.lead
        var customer = Customer(
            id: 0, spreadsheetID: sheet, customerName: "", status: rules.firstStatus, nextCall: NextCall(arrival.today),
            lead: LeadMark(
                leadgenID: lead.leadgenID, formName: FieldRules.fromMeta(lead.formName), isTest: lead.isTest,
                createdTime: lead.createdTime),
            createdAt: now)
        for (field, text) in MetaColumns.of(arrival.contact, leadgenID: lead.leadgenID) { customer.set(field, text) }
        return customer
    }

    /// Of all events of a lead that are of one page, that of `event`, which is being dealt with; or `page`, where none is. `newAt`: when the
    /// event made the customer; nil when the customer was here before.
    func markSaved(
        _ db: any Session, _ leadgenID: String, event: WebhookEvent.ID = 0, page: String = "", customer: Customer.ID, newAt: Date? = nil
    ) throws {
        try db.run(
            """
            UPDATE webhook_event SET state = 'saved', next_attempt_at = NULL, remedy = NULL, message = NULL, customer_id = ?1,
                error = 'same lead again, already here', reason = 'duplicate'
            WHERE ((leadgen_id = ?2 AND page_id = ifnull((SELECT page_id FROM webhook_event WHERE id = ?3), ?4)) OR id = ?3)
                AND state NOT IN ('saved', 'ignored')
            """, [customer, leadgenID, event, page])
        guard let newAt else { return }
        try db.run(
            "UPDATE webhook_event SET error = NULL, reason = NULL, milliseconds = max(0, ? - received_at) WHERE id = ?",
            [newAt.milliseconds, event])
    }
}
