import CRM
import Foundation

extension CRMStore {
    /// A customer that was deleted counts as here: its lead does not come back.
    public func customer(ofLead leadgenID: String) throws -> Customer? {
        try read { db in try customer(db, ofLead: leadgenID)?.customer }
    }

    /// Saves a lead. A failure comes before anything is written.
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
        let user = try db.value(Int64.self, PageSQL.owner, [pageID])
        guard let user else { return .failure(.pageUnknown(pageID)) }
        let sheet =
            try liveSheet(db, of: user, named: Spreadsheet.metaAdsLeads)
            ?? makeSheet(
                db, user: user, name: Spreadsheet.metaAdsLeads, description: Spreadsheet.metaAdsLeadsDescription, at: now)
        let id = try newCustomer(arrival, in: sheet, at: now).insert(db, country: Country.of(sheet: sheet, db), lead: arrival.lead)
        try forgetTakenBack(db, lead: arrival.lead.leadgenID)
        try arrival.lead.insert(db, of: id)
        try noteFound(db, lead: arrival.lead.leadgenID)
        guard let customer = try Customer.live(db, id) else { throw StoreError.customerGone }
        try db.run(
            LeadSQL.addLine, [now.milliseconds, id, sheet, CRMStore.arrivalText(arrival.lead.formName)])
        try markSaved(db, arrival.lead.leadgenID, event: event, customer: id, newAt: now)
        try noteNewLead(db, id, event: event, at: now)
        try db.run(PageSQL.noteLead, [now.milliseconds, customer.customerName, customer.lead?.formName, pageID])
        let joined = mergesEnquiries ? try joinFirstRow(db, id, by: user, at: now) : nil
        if let joined {
            try tellJoined(db, joined, present: arrival.present, at: now)
        } else {
            try offerNew(db, id, present: arrival.present, at: now)
        }
        guard let whole = try Customer.live(db, joined?.into ?? id) else { throw StoreError.customerGone }
        return .success(SavedLead(customer: try completed(db, whole), userID: user, isNew: true, joined: joined))
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
        guard let row = try db.one(LeadSQL.customer, [leadgenID]), let customer = try Customer.any(db, row[0]) else { return nil }
        return (try settled(db, customer), row[1], row[2])
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
        try db.run(JournalSQL.markSaved, [customer, leadgenID, event, page])
        if let newAt { try db.run(JournalSQL.markNew(db.dialect), [newAt.milliseconds, event]) }
    }
}
