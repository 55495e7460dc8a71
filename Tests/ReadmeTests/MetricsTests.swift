import CRM
import Foundation
import LeadIntake
import Testing

@testable import WebhookListener

/// The metrics of the program, of their page, and of the alerts with their runbook.
@Suite("Metrics and alerts")
struct MetricsTests {
    /// The text of `/metrics` with everything that it can tell.
    private static let exposition: String = {
        let counts = ["by_webhook": 1, "by_catch_up": 1, "waiting": 1, "failed": 1, "meta": 1]
        let report = ListenerReport(
            data: "", canWrite: true, intake: IntakeMetrics(),
            events: Dictionary(uniqueKeysWithValues: EventState.allCases.map { ($0.rawValue, 1) }), catchUp: CatchUpMetrics(),
            ledger: [.init(pageID: "1", formID: "2", counts: counts)], isBlocked: ["1": true])
        return MetricsText(receiver: WebhookMetrics(), connections: ConnectionMetrics(), report: report).text
    }()

    private static let ofProgram = Set(exposition.matches(of: /# TYPE (\w+)/).map { String($0.1) })
    /// The values of each metric's labels.
    private static let values: [String: Set<String>] = {
        var values: [String: Set<String>] = [:]
        for line in exposition.matches(of: #/(?m)^(leadsheet_\w+)\{(.+)\}/#) {
            values[String(line.1), default: []].formUnion(line.2.matches(of: #/"(\w+)"/#).map { String($0.1) })
        }
        return values
    }()

    private static func alerts() throws -> String {
        try String(contentsOf: MarkdownPage.root.appending(path: "config/prometheus-alerts.yaml"), encoding: .utf8)
    }

    @Test("every metric of the program, with its labels' values, is explained, and no other")
    func page() throws {
        let rows = try MarkdownPage.documentation("operations").rows("metric")
        let explained = Dictionary(uniqueKeysWithValues: rows.map { (MarkdownPage.code(in: $0[0])[0], $0) })
        #expect(Set(explained.keys) == Self.ofProgram)
        for (metric, values) in Self.values where !["leadsheet_ledger_leads", "leadsheet_page_blocked"].contains(metric) {
            let told = Set(MarkdownPage.code(in: explained[metric]?[2] ?? ""))
            #expect(told == values, "\(metric)")
        }
    }

    @Test("every metric that a page names is one of the program", arguments: MarkdownPage.ofUsers)
    func pages(_ page: MarkdownPage) {
        for code in page.code {
            guard let name = code.prefixMatch(of: /leadsheet_\w+/) else { continue }
            #expect(Self.ofProgram.contains(String(name.0)), "\(code)")
        }
    }

    @Test("the alerts ask for metrics of the program and for values that these have")
    func expressions() throws {
        let named = try Self.alerts().matches(of: /(leadsheet_\w+)(?:\{\w+=~?"([^"]+)"\})?/)
        #expect(named.count > 12)
        for match in named {
            let metric = String(match.1)
            #expect(Self.ofProgram.contains(metric), "\(metric)")
            for value in match.2?.split(separator: "|") ?? [] {
                #expect(Self.values[metric]?.contains(String(value)) == true, "\(metric) \(value)")
            }
        }
    }

    @Test("the runbook has a section for each alert, and for no other")
    func runbook() throws {
        let alerts = try Self.alerts().matches(of: /- alert: (\w+)/).map { String($0.1) }
        let sections = try MarkdownPage.documentation("runbook").prose.filter { $0.hasPrefix("## ") }.map { String($0.dropFirst(3)) }
        #expect(sections == alerts)
    }
}
