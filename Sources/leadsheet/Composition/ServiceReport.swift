import CRM
import Foundation
import LeadIntake
import WebhookListener

/// What `/healthz` and `/metrics` say of this process.
struct ServiceReport: Sendable {
    let store: AnyStore
    let data: String
    let intake: Intake
    let catchUp: CatchUp
    let isIntakeHere: @Sendable () -> Bool

    /// Asks the store; blocks.
    func make() -> ListenerReport {
        var checks: [ListenerReport.Check] = []
        let figures = isIntakeHere() ? intake.figures : nil
        do {
            for page in try store.pages(of: nil) {
                checks += Self.checks(of: page)
                guard page.state == .ok, let trouble = figures?.graphTroubles[page.id] else { continue }
                checks.append(.init("leads \(page.id)", isWell: false, detail: trouble))
            }
        } catch {
            checks.append(.init("pages", isWell: false, detail: sentence(error)))
        }
        if let trouble = figures?.trouble { checks.append(.init("intake", isWell: false, detail: trouble)) }
        var events: [String: Int] = [:]
        do {
            for (state, count) in try store.eventCounts() { events[state.rawValue] = count }
        } catch {
            checks.append(.init("events", isWell: false, detail: sentence(error)))
        }
        var ledger: [ListenerReport.Leads] = []
        do {
            ledger = try store.ledger(user: nil).map(Self.leads)
            for page in try store.catchUpPages() {
                guard let trouble = page.trouble, !page.isBlocked else { continue }
                checks.append(.init("catch-up \(page.pageID)", isWell: false, detail: "\(trouble.reason): \(trouble.remedy)"))
            }
        } catch {
            checks.append(.init("ledger", isWell: false, detail: sentence(error)))
        }
        let fault = store.writeFault()
        return ListenerReport(
            version: Version.number, data: data, canWrite: fault == nil, writeFault: fault, checks: checks, intake: figures, events: events,
            catchUp: figures == nil ? nil : catchUp.figures, ledger: ledger)
    }

    private static func leads(_ row: LedgerRow) -> ListenerReport.Leads {
        var counts = ["by_webhook": row.byWebhook, "by_catch_up": row.byCatchUp, "waiting": row.waiting, "failed": row.failed]
        counts["meta"] = row.meta
        return .init(pageID: row.pageID, formID: row.formID ?? "", counts: counts)
    }

    /// One check a page; its detail says the worst.
    private static func checks(of page: MetaPage) -> [ListenerReport.Check] {
        let name = "page \(page.id)"
        let troubles = page.troubles(at: Date())
        func detail(_ trouble: PageTrouble) -> String { "\(trouble.finding) \(trouble.remedy)" }
        if let fault = troubles.first(where: \.isFault) { return [.init(name, isWell: false, detail: detail(fault))] }
        if let remark = PageRemarks.entered(page).first { return [.init(name, isWell: false, detail: remark)] }
        // It works still: said, and no reason to call anybody at night.
        if let trouble = troubles.first { return [.init(name, isWell: true, detail: detail(trouble))] }
        return [.init(name, isWell: true)]
    }

    private func sentence(_ error: any Error) -> String { (error as? StoreError)?.message ?? String(describing: error) }
}
