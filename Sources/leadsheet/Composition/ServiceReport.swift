import CRM
import Foundation
import LeadIntake
import WebhookListener

/// What `/healthz` and `/metrics` say of this process.
struct ServiceReport: Sendable {
    let store: AnyStore
    let data: String
    let intake: Intake
    let isIntakeHere: @Sendable () -> Bool

    /// Asks the store; blocks.
    func make() -> ListenerReport {
        var checks: [ListenerReport.Check] = []
        do {
            for page in try store.pages(of: nil) { checks += Self.checks(of: page) }
        } catch {
            checks.append(.init("pages", isWell: false, detail: sentence(error)))
        }
        let figures = isIntakeHere() ? intake.figures : nil
        if let trouble = figures?.trouble { checks.append(.init("intake", isWell: false, detail: trouble)) }
        var events: [String: Int] = [:]
        do {
            for (state, count) in try store.eventCounts() { events[state.rawValue] = count }
        } catch {
            checks.append(.init("events", isWell: false, detail: sentence(error)))
        }
        return ListenerReport(data: data, canWrite: store.canWrite(), checks: checks, intake: figures, events: events)
    }

    /// One check a page; its detail says the worst.
    private static func checks(of page: MetaPage) -> [ListenerReport.Check] {
        let name = "page \(page.id)"
        if case .blocked(let reason, let remedy) = page.state { return [.init(name, isWell: false, detail: "\(reason) \(remedy)")] }
        if let remark = PageRemarks.of(page).first { return [.init(name, isWell: false, detail: remark)] }
        return [.init(name, isWell: true)]
    }

    private func sentence(_ error: any Error) -> String { (error as? StoreError)?.message ?? String(describing: error) }
}
