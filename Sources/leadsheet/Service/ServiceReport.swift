import CRM
import CRMStore
import Foundation
import LeadIntake
import WebhookListener

/// The facts that `/healthz` and `/metrics` tell about this process.
struct ServiceReport: Sendable {
    let store: AnyStore
    let data: String
    let intake: Intake
    let catchUp: CatchUp
    let lock: any IntakeLocking

    /// Asks the store; blocks.
    func make() -> ListenerReport {
        var checks: [ListenerReport.Check] = []
        let figures = isFetching ? intake.figures : nil
        checks += ofIntake()
        var isBlocked: [String: Bool] = [:]
        do {
            for page in try store.pages(of: nil) {
                isBlocked[page.id] = page.state != .ok
                checks += Self.checks(of: page)
                guard page.state == .ok, let trouble = figures?.graphTroubles[page.id] else { continue }
                checks.append(.init("leads \(page.id)", isWell: false, detail: trouble))
            }
        } catch {
            checks.append(.init("pages", isWell: false, detail: LogText.of(error)))
        }
        if let trouble = figures?.trouble { checks.append(.init("intake", isWell: false, detail: trouble)) }
        var events: [String: Int] = [:]
        do {
            let counts = try store.eventCounts()
            for state in EventState.allCases { events[state.rawValue] = counts[state] ?? 0 }
        } catch {
            checks.append(.init("events", isWell: false, detail: LogText.of(error)))
        }
        var ledger: [ListenerReport.Leads] = []
        do {
            ledger = try store.ledger(user: nil).map(Self.leads)
            for page in try store.catchUpPages() {
                guard let problem = page.problem, !page.isBlocked else { continue }
                checks.append(.init("catch-up \(page.pageID)", isWell: false, detail: problem.text))
            }
        } catch {
            checks.append(.init("ledger", isWell: false, detail: LogText.of(error)))
        }
        let fault = store.writeFault()
        return ListenerReport(
            version: Version.number, data: data, canWrite: fault == nil, writeFault: fault, checks: checks, intake: figures, events: events,
            catchUp: lock.isHeld ? catchUp.figures : nil, ledger: ledger,
            isBlocked: isBlocked)
    }

    /// Whether this process makes customers of the leads that are taken.
    private var isFetching: Bool { intake.figures.isRunning }

    private static func leads(_ row: LedgerRow) -> ListenerReport.Leads {
        var counts = ["by_webhook": row.byWebhook, "by_catch_up": row.byCatchUp, "waiting": row.waiting, "failed": row.failed]
        counts["meta"] = row.meta
        return .init(pageID: row.pageID, formID: row.formID ?? "", counts: counts)
    }

    /// One check a page; its detail says the worst.
    private static func checks(of page: MetaPage) -> [ListenerReport.Check] {
        let name = "page \(page.id)"
        let problems = page.problems(at: Date())
        if let fault = problems.first(where: \.isFault) { return [.init(name, isWell: false, detail: fault.text)] }
        if let remark = PageRemarks.entered(page).first { return [.init(name, isWell: false, detail: remark)] }
        // It works still: said, and no reason to call anybody at night.
        if let problem = problems.first { return [.init(name, isWell: true, detail: problem.text)] }
        return [.init(name, isWell: true)]
    }

    /// Whether anybody reads the leads that are taken.
    private func ofIntake() -> [ListenerReport.Check] {
        if let old = lock.stoppedPredecessor {
            return [
                .init(
                    "process \(old)", isWell: false,
                    detail: "It is stopped or hangs, and may still have a port. \(LeadService.remedy(stopped: old))")
            ]
        }
        guard !lock.isHeld, !isFetching else { return [] }
        if let silent = lock.silentHolder {
            return [
                .init(
                    "intake", isWell: false,
                    detail:
                        "Leads are taken and not read: \(silent.name), which does that, gives no sign of life. Another one takes over within \(Int(type(of: lock).silence)) s. \(LeadService.remedy(stopped: silent))"
                )
            ]
        }
        guard lock.holder() == nil else { return [] }
        return [
            .init("intake", isWell: false, detail: "Leads are taken and not read: no process does that. This one begins within seconds.")
        ]
    }
}
