import CRM
import CRMStore
import Foundation
import Testing

@testable import leadsheet

@Suite struct DemoDataTests {
    private let now = Date(timeIntervalSince1970: 1_795_437_127)
    private let zone = TimeZone(identifier: "Europe/Rome") ?? .gmt

    @Test("the demo opens on leads from Meta, some of them new, beside the spreadsheets of a sales floor")
    func floor() throws {
        let folder = try TestFolder()
        let store = try CRMStore(path: "\(folder.path)/leadsheet.db", sealer: .random())
        let user = try store.addUser("ana")
        try DemoData(store: store, user: user, now: now, zone: zone, statuses: .standard).fill(pages: DemoPages.make(2), seed: 1)

        let sheets = try store.spreadsheets(of: user.id)
        let leads = try #require(sheets.first)
        #expect(leads.spreadsheet.name == Spreadsheet.metaAdsLeads)
        #expect(leads.new(in: .standard) > 0 && leads.new(in: .standard) < leads.customers)
        #expect(sheets.count == 5 && sheets.reduce(0) { $0 + $1.customers } > 600)
        #expect(try store.pages(of: user.id).map(\.signatureChecked) == [true, true])
        #expect(try store.undo(by: user.id, at: now) == nil, "nothing of it is the person's own work")
        for customer in try store.rows(SheetQuery(leads.id), from: .start, limit: 100).rows {
            let lead = try #require(try store.lead(of: customer.id))
            #expect(lead.createdTime < now && !lead.answers.isEmpty)
            #expect(try store.timeline(of: customer.id, limit: 50).last?.kind == .lead)
        }
    }

    @Test("the same seed gives the same leads")
    func seed() {
        func make(_ seed: UInt64) -> DemoLeads {
            DemoLeads.make(seed: seed, pages: ["1", "2"], now: now, zone: zone, statuses: .standard)
        }
        #expect(make(3).leads == make(3).leads)
        #expect(make(3).leads != make(4).leads)
    }
}
