import CRM
import CRMStore
import Foundation
import SQLiteEngine
import Testing

typealias Store = SheetStoring & PageStoring & JournalStoring & LedgerStoring & PeopleStoring & FormStoring & CustomerImporting
    & PreferenceStoring & LeadEventStoring & TemplateStoring & InsightStoring & CallPresence & ViewStoring & CallListing
    & ActivityListing & BulkChanging

/// An engine that keeps the contract of the store; the tests that take one run on each.
struct Engine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    private let make:
        @Sendable (_ folder: String, _ sealer: SecretSealer, _ mergesEnquiries: Bool, _ hooksNewLeads: Bool) throws -> any Store

    static let all = [
        Engine(testDescription: "SQLite") { folder, sealer, mergesEnquiries, hooksNewLeads in
            try CRMStore(
                path: folder + "/leadsheet.db", sealer: sealer, mergesEnquiries: mergesEnquiries, hooksNewLeads: hooksNewLeads)
        }
    ]

    /// Opens the data in a folder, which may be empty; `sealer` is the same for every opening of it.
    func open(_ folder: String, _ sealer: SecretSealer, mergesEnquiries: Bool = false, hooksNewLeads: Bool = false) throws -> any Store {
        try make(folder, sealer, mergesEnquiries, hooksNewLeads)
    }
}
