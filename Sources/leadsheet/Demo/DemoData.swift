import CRM
import Foundation
import MetaSimulator

/// Fills a throw-away database with a sales floor and the simulator's pages.
struct DemoData {
    let store: any SheetStoring & BulkWriting
    let user: User
    let now: Date
    let zone: TimeZone
    let statuses: StatusCatalogue

    /// The spreadsheet of leads comes first, so that it is the one that is open.
    func fill(pages: [SimulatedPage], seed: UInt64) throws {
        let leads = DemoLeads.make(seed: seed, pages: pages.map(\.id), now: now, zone: zone, statuses: statuses)
        let ids = try add(Spreadsheet.metaAdsLeads, Spreadsheet.metaAdsLeadsDescription, leads.entries)
        try store.importLeads(zip(ids, leads.leads).map { (customer: $0, lead: $1) })
        for sheet in SalesFloor.make(seed: seed, now: now, zone: zone, statuses: statuses).spreadsheets {
            try add(sheet.name, sheet.description, sheet.entries)
        }
        for page in pages {
            let settings = PageSettings(
                metaPageId: page.id, metaPageAccessToken: Secret(page.accessToken), metaAppSecret: Secret(page.appSecret),
                metaVerifyToken: Secret(page.verifyToken))
            _ = try store.apply(.savePage(settings), by: user.id, at: now)
        }
        _ = try store.apply(.editTemplate(.save(DemoData.template)), by: user.id, at: now)
        _ = try store.apply(.saveView(DemoData.view), by: user.id, at: now)
        try store.forgetSteps(of: user.id)
    }

    /// Both stand behind the built-in ones.
    static let template = MessageTemplate(
        name: "price list", text: "Hi {first_name}, this is {me}. Our prices: https://example.com/prices. Shall I call you about them?")
    static let view = SavedView(name: "Warm kitchens", query: "form:kitchen status:interested,appointment sort:next")

    @discardableResult
    private func add(_ name: String, _ description: String, _ entries: [SalesFloor.Entry]) throws -> [Customer.ID] {
        let made = try store.apply(.createSpreadsheet(name: name, description: description), by: user.id, at: now)
        guard let sheet = made.spreadsheetID else { throw StoreError.spreadsheetGone }
        let customers = entries.map { entry in
            var customer = entry.customer
            customer.contact = entry.contact(by: user.name)
            return customer
        }
        let ids = try store.importCustomers(customers, into: sheet)
        try store.importTimeline(
            zip(ids, entries).flatMap { id, entry in
                entry.timeline.map { moment in
                    ImportedActivity(
                        customerID: id, kind: moment.kind, at: moment.at, author: moment.kind == .lead ? nil : user.name, text: moment.text,
                        outcome: moment.outcome, status: moment.status)
                }
            })
        return ids
    }
}
