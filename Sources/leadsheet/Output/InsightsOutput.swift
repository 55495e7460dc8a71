import Base
import CRM
import Foundation

/// Insights as `leadsheet insights` prints them.
enum InsightsOutput {
    /// For people: a line for today, one for the span, and a table for each question.
    static func text(_ insights: Insights) -> String {
        let today = insights.today
        var text =
            "Today: \(Counted.text(today.made, "call")), \(today.reached) reached, \(Counted.text(today.appointments, "appointment"))"
        text += insights.todayFirstCall.median.map { "; first call \(FirstCallSpeed.text($0)) (median)\n" } ?? "\n"
        text += "Last \(insights.question.span.days) days: \(Counted.text(insights.customers, "customer")), \(insights.won) won\n\n"
        if let median = insights.firstCall.median, let worst = insights.firstCall.worst {
            text += "First call: median \(FirstCallSpeed.text(median)), worst \(FirstCallSpeed.text(worst)), "
            text += "\(percent(insights.firstCall.shareUnderFive)) in less than 5 minutes\n\n"
        }
        var statuses = TextTable(["status", "customers"], numbers: [1])
        for status in insights.statuses { statuses.add([status.status, String(status.count)]) }
        text += statuses.text
        guard !insights.groups.isEmpty else { return text }
        var groups = TextTable([insights.question.grouping.rawValue, "leads", "won", "rate", "first call"], numbers: [1, 2, 3, 4])
        for group in insights.groups {
            groups.add([
                group.name ?? "none named", String(group.leads), String(group.won), percent(group.rate),
                group.firstCall.median.map(FirstCallSpeed.text) ?? "",
            ])
        }
        return text + "\n" + groups.text
    }

    /// One object. Times are in seconds of working hours, null where nobody was called; days begin with the oldest.
    static func json(_ insights: Insights) -> String {
        JSONText.object([
            .init("span_days", .number(Int64(insights.question.span.days))),
            .init("customers", count(insights.customers)),
            .init("won", count(insights.won)),
            .init("first_call", speed(insights.firstCall)),
            .init("statuses", .object(insights.statuses.map { .init($0.status, count($0.count)) })),
            .init("days", .array(insights.days.map(count))),
            .init("grouping", .string(insights.question.grouping.rawValue)),
            .init(
                "groups",
                .array(
                    insights.groups.map { group in
                        .object([
                            .init("name", .text(group.name)), .init("leads", count(group.leads)), .init("won", count(group.won)),
                            .init("first_call", speed(group.firstCall)),
                        ])
                    })),
            .init("hours", .array(insights.hours.map(calls))),
            .init("today", calls(insights.today)),
        ]).line + "\n"
    }

    private static func count(_ number: Int) -> JSONText { .number(Int64(number)) }

    private static func speed(_ speed: FirstCallSpeed) -> JSONText {
        .object([
            .init("leads", count(speed.count)), .init("median", .integer(speed.median.map(Int64.init))),
            .init("worst", .integer(speed.worst.map(Int64.init))),
            .init("under_5_minutes", count(speed.count(.underOneMinute) + speed.count(.underFive))),
        ])
    }

    private static func calls(_ calls: Insights.Calls) -> JSONText {
        .object([
            .init("calls", count(calls.made)), .init("reached", count(calls.reached)), .init("appointments", count(calls.appointments)),
        ])
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
