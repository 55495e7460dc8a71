import LeadIntake

/// The text of `/metrics` (Prometheus: exposition formats, text-based format 0.0.4).
struct MetricsText {
    static let contentType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    init(receiver: WebhookMetrics, connections: ConnectionMetrics, report: ListenerReport) {
        counter(
            "deliveries_total", "POSTs of the webhook by answer.", "answer",
            [
                ("accepted", receiver.accepted), ("forbidden", receiver.forbidden), ("malformed", receiver.malformed),
                ("unavailable", receiver.unavailable), ("overloaded", receiver.overloaded), ("too_large", receiver.tooLarge),
            ])
        counter("events_received_total", "Events written to the journal.", receiver.events)
        counter("changes_dropped_total", "Changes of POSTs kept in part that were not signed under their page's secret.", receiver.dropped)
        counter(
            "stranger_changes_not_kept_total", "Unsigned changes for pages of nobody here beyond what is kept in a day.",
            receiver.unknownPagesNotKept)
        counter(
            "verifications_total", "Verifications of the callback by answer.", "answer",
            [
                ("confirmed", receiver.verified), ("refused", receiver.verificationsRefused),
            ])
        gauge("connections_open", "Connections that are open.", connections.open)
        counter(
            "connections_cut_total", "Connections that were closed before their time, since others needed their places.", connections.cut)
        if let intake = report.intake {
            counter("leads_saved_total", "Leads that became customers.", intake.saved)
            counter("leads_repeated_total", "Events of leads that were here already.", intake.repeated)
            counter("lead_fetches_total", "Leads asked of the Graph API.", intake.fetches)
            counter("lead_fetch_failures_total", "Questions for a lead without a lead as the answer.", intake.failures)
            counter("pages_blocked_total", "Times a page was blocked at a lead.", intake.pagesBlocked)
            counter("store_failures_total", "Times the store failed and the intake paused.", intake.storeFailures)
            gauge("lead_fetches_under_way", "Fetches under way.", intake.underWay)
        }
        if let catchUp = report.catchUp {
            counter(
                "catch_ups_total", "Comparisons of a page with Meta's lists of leads, by how they ended.", "result",
                [
                    ("completed", catchUp.completed), ("failed", catchUp.failed),
                ])
            counter("catch_up_leads_total", "Leads that were found missing by comparing.", catchUp.found)
        }
        if !report.isBlocked.isEmpty {
            samples(
                "page_blocked", "gauge", "1 while Meta refuses the settings of a page.", "page",
                report.isBlocked.sorted { $0.key < $1.key }.map { (Self.label($0.key), $0.value ? 1 : 0) })
        }
        gauge("journal_writable", "1 when the journal can be written.", report.canWrite ? 1 : 0)
        if !report.events.isEmpty {
            samples("events", "gauge", "Events of the journal by state.", "state", report.events.sorted { $0.key < $1.key })
        }
        ledger(report.ledger)
    }

    private mutating func ledger(_ rows: [ListenerReport.Leads]) {
        guard !rows.isEmpty else { return }
        text += "# HELP leadsheet_ledger_leads Leads by page, form and where they are: at Meta (meta), here, waiting or failed.\n"
        text += "# TYPE leadsheet_ledger_leads gauge\n"
        for row in rows.prefix(Self.mostForms) {
            for (count, value) in row.counts.sorted(by: { $0.key < $1.key }) {
                text +=
                    "leadsheet_ledger_leads{page=\"\(Self.label(row.pageID))\",form=\"\(Self.label(row.formID))\",count=\"\(count)\"} \(value)\n"
            }
        }
    }

    /// Form ids come from outside: each is a label for ever in the reader's database.
    private static let mostForms = 500

    /// An id of Meta's as a label: what is neither letter, digit, `-` nor `_` becomes `_`, and 64 characters are enough.
    private static func label(_ id: String) -> String {
        String(
            id.unicodeScalars.prefix(64).map { scalar in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9", "-", "_": Character(scalar)
                default: "_"
                }
            })
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
