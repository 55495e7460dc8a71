import CRM
import TerminalKit

/// A line of the insights.
struct InsightsLine: Hashable, Sendable {
    /// A text with its style.
    struct Piece: Hashable, Sendable {
        var text: String
        var style = Style.dim
    }

    /// The things that the small bars of a line count.
    enum Chart: Hashable, Sendable {
        case arrivals, hours
    }

    enum Content: Hashable, Sendable {
        case blank
        /// A title in capitals, and what is said beside it.
        case heading(String, [Piece])
        /// A bar of a length from 0 to 1 of the room for bars, with its figure behind it.
        case bar(String, length: Double, style: Style, figure: String)
        /// Small bars beside a title, one for each value, the one that is chosen, and what is said of them.
        case chart(Chart, String, [Int], chosen: Int, String)
        /// A table's row, or its headings: a name, and figures at the right of it.
        case row(String, [String], isHeading: Bool)
    }

    var content: Content
    /// The search that shows the customers of the line; nil where it stands for none.
    var query: String?
    /// Where it stands, from the first row on.
    var row = 0
    /// It stands in the right one of two columns.
    var isBeside = false

    static let blank = InsightsLine(content: .blank)

    /// Nil where it has no small bars.
    var chart: Chart? { if case .chart(let chart, _, _, _, _) = content { chart } else { nil } }
}

extension [InsightsLine] {
    /// The number of rows that they take.
    var rowCount: Int { (map(\.row).max() ?? -1) + 1 }
}

/// Makes the lines of an answer.
struct InsightsLines {
    let insights: Insights
    let state: DeskState

    /// One below the other, or in a wide window what came and when beside what became of it.
    var all: [InsightsLine] {
        var lines = today + [total, .blank] + firstCall + statuses + [days, hours, .blank] + groups
        let split = InsightsView.isBeside(state) ? lines.firstIndex { $0.chart != nil } ?? lines.count : lines.count
        for index in lines.indices { (lines[index].row, lines[index].isBeside) = (index < split ? index : index - split, index >= split) }
        return lines
    }

    /// A heading with what is said beside it, over as many lines as it needs.
    private func heading(_ title: String, _ pieces: [InsightsLine.Piece]) -> [InsightsLine] {
        let width = InsightsView.width(state)
        let start = max(TextWidth.of(title) + 2, InsightsView.figures(width))
        var lines: [(title: String, pieces: [InsightsLine.Piece])] = [(title, [])]
        var x = start
        for piece in pieces {
            if x > start, x + TextWidth.of(piece.text) > width - 1 {
                lines.append(("", []))
                x = InsightsView.figures(width)
            }
            lines[lines.count - 1].pieces.append(piece)
            x += TextWidth.of(piece.text) + 3
        }
        return lines.map { InsightsLine(content: .heading($0.title, $0.pieces)) }
    }

    // MARK: Searches

    /// The customers of the span: those that the answer counts.
    private var span: String { "came:>=\(firstDay) -is:test" }

    private var firstDay: CalendarDay {
        CalendarDay(state.now, in: state.configuration.zone).adding(days: 1 - insights.question.span.days)
    }

    private static func quoted(_ text: String) -> String { "\"\(text.filter { $0 != "\"" })\"" }

    // MARK: Parts

    private var today: [InsightsLine] {
        let calls = insights.today
        let text =
            "\(Numbers.count(calls.made, "call")), \(Numbers.grouped(calls.reached)) reached, \(Numbers.count(calls.appointments, "appointment"))"
        guard let median = insights.todayFirstCall.median else { return heading("TODAY", [.init(text: text, style: .plain)]) }
        let first = "first call \(FirstCallSpeed.text(median)) (median)"
        let width = InsightsView.width(state)
        let isOne = InsightsView.figures(width) + TextWidth.of(text) + 3 + TextWidth.of(first) <= width - 1
        return heading("TODAY", (isOne ? ["\(text) · \(first)"] : [text, first]).map { .init(text: $0, style: .plain) })
    }

    private var total: InsightsLine {
        let rate = InsightsLines.tenths(insights.won, of: insights.customers)
        let text = "\(Numbers.count(insights.customers, "customer")) · \(Numbers.grouped(insights.won)) won · \(rate)"
        return InsightsLine(content: .heading("LAST \(insights.question.span.days) DAYS", [.init(text: text)]))
    }

    private var firstCall: [InsightsLine] {
        let speed = insights.firstCall
        guard let median = speed.median, let worst = speed.worst else {
            return [InsightsLine(content: .heading("FIRST CALL", [.init(text: "no lead of these days was called yet")])), .blank]
        }
        let heading = heading(
            "FIRST CALL",
            [
                .init(text: "median \(FirstCallSpeed.text(median))", style: InsightsLines.style(median).bolded()),
                .init(text: "worst \(FirstCallSpeed.text(worst))", style: InsightsLines.style(worst)),
                .init(text: "under 5 minutes \(InsightsLines.percent(speed.shareUnderFive))", style: .plain),
            ])
        let most = FirstCallSpeed.Bucket.allCases.map(speed.share).max() ?? 1
        let bars = FirstCallSpeed.Bucket.allCases.map { bucket in
            InsightsLine(
                content: .bar(
                    bucket.title, length: speed.share(bucket) / most, style: InsightsLines.style(bucket),
                    figure: "\(Numbers.grouped(speed.count(bucket)))   \(InsightsLines.percent(speed.share(bucket)))"),
                query: speed.count(bucket) == 0 ? nil : "\(bucket.query) \(span)")
        }
        return heading + bars + [.blank]
    }

    /// The statuses that somebody has.
    private var statuses: [InsightsLine] {
        let found = insights.statuses.filter { $0.count > 0 }
        guard let most = found.map(\.count).max() else { return [] }
        let bars = found.map { status in
            InsightsLine(
                content: .bar(
                    status.status, length: Double(status.count) / Double(most),
                    style: StatusPresentation.style(status.status, in: state), figure: Numbers.grouped(status.count)),
                query: "status:\(status.status) \(span)")
        }
        return [InsightsLine(content: .heading("BY STATUS", []))] + bars + [.blank]
    }

    /// Days in a bar: a year of days is as wide as no screen.
    private var daysInBar: Int { insights.question.span.days > 90 ? 7 : 1 }

    /// The customers that came, a bar for each day or week.
    var arrivals: [Int] {
        stride(from: insights.days.count, to: 0, by: -daysInBar).reversed().map { end in
            insights.days[max(0, end - daysInBar)..<end].reduce(0, +)
        }
    }

    private var days: InsightsLine {
        let values = arrivals
        let back = min(state.insights.daysBack, max(0, values.count - 1))
        let last = state.today.adding(days: -back * daysInBar)
        let first = last.adding(days: 1 - daysInBar)
        let day = CalendarNames.shortDate(last)
        let name = daysInBar > 1 ? "week to \(day)" : back == 0 ? "today" : day
        let count = values.isEmpty ? 0 : values[values.count - 1 - back]
        return InsightsLine(
            content: .chart(
                .arrivals, daysInBar == 1 ? "CUSTOMERS A DAY" : "CUSTOMERS A WEEK", values, chosen: values.count - 1 - back,
                "\(name) \(Numbers.grouped(count))"),
            query: "came:>=\(first) came:<=\(last) -is:test")
    }

    /// The hour in which most of the calls reached somebody; nil where no hour has calls enough to tell.
    private var bestHour: Int? {
        func share(_ hour: Int) -> Double { Double(insights.hours[hour].reached) / Double(insights.hours[hour].made) }
        return insights.hours.indices.filter { insights.hours[$0].made >= 5 }.max { share($0) < share($1) }
    }

    /// The hour that is chosen: before one is, the best, or else the one with the most calls.
    var hour: Int {
        state.insights.hour ?? bestHour ?? insights.hours.indices.max { insights.hours[$0].made < insights.hours[$1].made } ?? 0
    }

    /// The calls by the hour in which they were made.
    private var hours: InsightsLine {
        let (hour, made) = (hour, insights.hours.map(\.made))
        guard made.contains(where: { $0 > 0 }) else {
            return InsightsLine(content: .chart(.hours, "CALLS BY HOUR", made, chosen: hour, "no call in these days"))
        }
        let short = "at \(hour): \(Numbers.count(made[hour], "call"))"
        let share = made[hour] == 0 ? "" : ", \(InsightsLines.percent(Double(insights.hours[hour].reached) / Double(made[hour]))) reached"
        let long = "\(hour == bestHour ? "best " : "")\(short)\(share)"
        let width = InsightsView.width(state)
        let isLong = InsightsView.figures(width) + made.count + 2 + TextWidth.of(long) <= width - 1
        return InsightsLine(
            content: .chart(.hours, "CALLS BY HOUR", made, chosen: hour, isLong ? long : short),
            query: "called:>=\(firstDay)@\(hour)")
    }

    private var groups: [InsightsLine] {
        let grouping = insights.question.grouping
        let title = "BY \(grouping.rawValue.uppercased())"
        guard !insights.groups.isEmpty else {
            return [InsightsLine(content: .heading(title, [.init(text: "no lead came in these days")]))]
        }
        let rows = insights.groups.map { group in
            let figures = [
                Numbers.grouped(group.leads), Numbers.grouped(group.won), InsightsLines.tenths(group.won, of: group.leads),
                group.firstCall.median.map(FirstCallSpeed.text) ?? "–",
            ]
            return InsightsLine(
                content: .row(group.name ?? "none named", figures, isHeading: false),
                query: group.name.map { "\(grouping.rawValue):\(InsightsLines.quoted($0)) \(span)" }
                    ?? "has:lead -has:\(grouping.rawValue) \(span)")
        }
        return [InsightsLine(content: .row(title, ["leads", "won", "rate", "first call"], isHeading: true))] + rows
    }

    // MARK: Figures

    private static func style(_ seconds: Int) -> Style { seconds < 300 ? .good : seconds < 1800 ? .warning : .fault }

    private static func style(_ bucket: FirstCallSpeed.Bucket) -> Style {
        switch bucket {
        case .underOneMinute, .underFive: .good
        case .underThirty: .warning
        case .longer: .fault
        }
    }

    private static func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }

    /// `7.3 %`
    private static func tenths(_ part: Int, of whole: Int) -> String {
        let tenths = whole == 0 ? 0 : Int((Double(part) / Double(whole) * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }
}
