import LeadIntake

/// The text of `/metrics` (Prometheus: exposition formats, text-based format 0.0.4).
struct MetricsText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    init(desk: DeskFigures, report: ListenerReport) {
        counter("deliveries_total", "POSTs of the webhook by answer.", "answer", [
            ("accepted", desk.accepted), ("forbidden", desk.forbidden), ("malformed", desk.malformed),
            ("unavailable", desk.unavailable),
        ])
        counter("events_received_total", "Events written to the journal.", desk.events)
        counter("changes_dropped_total", "Changes of accepted POSTs that were not signed under their page's secret.", desk.dropped)
        counter("verifications_total", "Verifications of the callback by answer.", "answer", [
            ("confirmed", desk.verified), ("refused", desk.verificationsRefused),
        ])
        if let intake = report.intake {
            counter("leads_saved_total", "Leads that became customers.", intake.saved)
            counter("leads_repeated_total", "Events of leads that were here already.", intake.repeated)
            counter("lead_fetches_total", "Leads asked of the Graph API.", intake.fetches)
            counter("lead_fetch_failures_total", "Questions for a lead without a lead as the answer.", intake.failures)
            counter("pages_blocked_total", "Times a page was blocked.", intake.pagesBlocked)
            counter("store_failures_total", "Times the store failed and the intake paused.", intake.storeFailures)
            gauge("lead_fetches_under_way", "Fetches under way.", intake.underWay)
        }
        gauge("journal_writable", "1 when the journal can be written.", report.canWrite ? 1 : 0)
        if !report.events.isEmpty {
            samples("events", "gauge", "Events of the journal by state.", "state", report.events.sorted { $0.key < $1.key })
        }
    }

    private mutating func counter(_ name: String, _ help: String, _ value: Int) {
        samples(name, "counter", help, nil, [("", value)])
    }

    private mutating func counter(_ name: String, _ help: String, _ label: String, _ values: [(String, Int)]) {
        samples(name, "counter", help, label, values)
    }

    private mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        samples(name, "gauge", help, nil, [("", value)])
    }

    private mutating func samples(
        _ name: String, _ type: String, _ help: String, _ label: String?, _ values: [(key: String, value: Int)]
    ) {
        text += "# HELP leadsheet_\(name) \(help)\n# TYPE leadsheet_\(name) \(type)\n"
        for (key, value) in values {
            text += "leadsheet_\(name)\(label.map { "{\($0)=\"\(key)\"}" } ?? "") \(value)\n"
        }
    }
}
