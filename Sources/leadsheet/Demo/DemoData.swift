import CRM
import CRMStore
import Foundation
import MetaSimulator

/// Fills a throw-away database with a sales floor and the stand-in's pages.
enum DemoData {
    static func fill(_ store: CRMStore, user: User, pages: [SimulatedPage], seed: UInt64, now: Date, zone: TimeZone, statuses: StatusCatalogue) throws {
        let floor = SalesFloor.make(seed: seed, now: now, zone: zone, statuses: statuses)
        for sheet in floor.spreadsheets {
            let made = try store.apply(.createSpreadsheet(name: sheet.name, description: sheet.description), by: user.id, at: now)
            guard let id = made.spreadsheetID else { continue }
            let ids = try store.importCustomers(sheet.entries.map(\.customer), into: id)
            let lines = zip(ids, sheet.entries).flatMap { id, entry in
                entry.timeline.map { moment in
                    ImportedActivity(
                        customerID: id, kind: moment.kind, at: moment.at, author: moment.kind == .lead ? nil : user.name, text: moment.text)
                }
            }
            try store.importTimeline(lines)
        }
        for page in pages {
            let settings = PageSettings(
                metaPageId: page.id, metaPageAccessToken: Secret(page.accessToken), metaAppSecret: Secret(page.appSecret),
                metaVerifyToken: Secret(page.verifyToken))
            _ = try store.apply(.savePage(settings), by: user.id, at: now)
        }
    }
}
