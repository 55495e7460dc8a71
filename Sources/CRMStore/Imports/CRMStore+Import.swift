import CRM
import Foundation

extension CRMStore: BulkWriting {
    /// From this many new rows on, the indexes are taken down and built again at the end: sorting once is faster than a
    /// million places found one by one.
    private static let manyRows = 50_000

    @discardableResult
    public func importCustomers(_ drafts: some Sequence<Customer>, into spreadsheet: Spreadsheet.ID) throws -> [Customer.ID] {
        let ids = try write { db in
            _ = try liveSheet(db, spreadsheet)
            let country = try Country.of(sheet: spreadsheet, db)
            var indexes: [String] = []
            var ids: [Customer.ID] = []
            for draft in drafts {
                var customer = draft
                customer.spreadsheetID = spreadsheet
                for field in CustomerField.allCases where field != .nextCallDate {
                    customer.set(field, FieldRules.withoutNUL(customer[field: field]))
                }
                let lead = customer.lead.map { mark in
                    Lead(
                        leadgenID: mark.leadgenID, pageID: "", formName: mark.formName, isTest: mark.isTest,
                        createdTime: mark.createdTime)
                }
                let id = try customer.insert(db, CustomerKeys(customer, in: country), lead: lead, wait: working.wait(of: customer))
                try customer.writeContact(db, of: id, by: working)
                try lead?.insert(db, of: id)
                ids.append(id)
                if ids.count == CRMStore.manyRows { indexes = try db.takeDown(.indexes, of: "customer") }
            }
            for index in indexes { try db.script(index) }
            return ids
        }
        if ids.count >= CRMStore.manyRows { try engine.checkpoint() }
        return ids
    }

    public func importLeads(_ leads: some Sequence<(customer: Customer.ID, lead: Lead)>) throws {
        try write { db in
            for (customer, lead) in leads {
                try lead.insert(db, of: customer)
                try noteSearchText(db, of: [customer])
            }
        }
    }

    public func importTimeline(_ activities: some Sequence<ImportedActivity>) throws {
        try write { db in
            for activity in activities {
                let after = activity.status.map { ChangeRecord.Side(fields: [CustomerField.status.rawValue: $0]) }
                try db.run(
                    TimelineSQL.addToCustomer,
                    [
                        activity.author, activity.at.milliseconds, activity.kind.rawValue, activity.customerID,
                        FieldRules.withoutNUL(activity.text), activity.outcome?.rawValue, after.map(ChangeRecord.json),
                    ])
                if activity.kind == .noted { try noteSearchText(db, of: [activity.customerID]) }
            }
        }
    }

    public func forgetSteps(of user: User.ID) throws {
        try write { db in try db.run(UndoSQL.dropAll, [user]) }
    }
}
