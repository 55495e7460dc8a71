import CRM
import TerminalKit

extension ScreenID {
    static let insights = ScreenID("insights")
}

extension Command.Place {
    static let insights = Command.Place("The insights", "in the insights", within: [.lists, .everywhere])
}

/// The insights: what became of the customers of the last days, and how fast they were called.
extension Screen {
    static let insights = Screen(
        id: .insights, title: "Insights", words: "Go to the insights", keys: ["4"],
        places: [.insights], commands: CommandRegistry.insightsCommands, place: { _ in .insights },
        draw: InsightsView.draw,
        open: { Desk.countInsights($0) },
        refresh: { $0.screen == .insights ? Desk.countInsights($0) : [] },
        fail: { if case .insights(.count) = $0 { $1.insights.failToCount() } },
        move: Desk.moveInsights,
        edge: { last, state in Desk.moveInsights(last ? Int(Int16.max) : -Int(Int16.max), &state) },
        scroll: { lines, _, state in
            state.insights.scroll(lines, count: state.insightsLines.rowCount, height: FrameLayout(state).body.height)
            return []
        },
        click: Desk.clickInsights)
}

extension CommandRegistry {
    static let insightsCommands: [Command] = [
        Command(
            "insights.open", "Show the customers of the line", hint: "show these customers", rank: 10, keys: ["Enter"], in: [.insights],
            disabled: { $0.insightsQuery == nil ? "There is no customer to show here." : nil }
        ) { Desk.openInsights(&$0) },
        Command(
            "insights.earlier", "An earlier bar of the days or hours", hint: "bar before", rank: 15, keys: ["Left", "h"],
            in: [.insights]
        ) {
            Desk.stepBars(-1, &$0)
        },
        Command("insights.later", "A later bar of the days or hours", keys: ["Right", "l"], in: [.insights]) {
            Desk.stepBars(1, &$0)
        },
        Command("insights.span", "Another span of days: 7, 30, 90, 365", hint: "days", rank: 20, keys: ["p"], in: [.insights]) { state in
            var question = state.insights.question
            question.span = question.span.next
            return Desk.askInsights(question, &state)
        },
        Command("insights.group", "By campaign, or by form", hint: "campaign or form", rank: 30, keys: ["b"], in: [.insights]) { state in
            var question = state.insights.question
            question.grouping = question.grouping.other
            return Desk.askInsights(question, &state)
        },
    ]
}

extension DeskState {
    /// Empty until the first answer.
    var insightsLines: [InsightsLine] { insights.insights.map { InsightsLines(insights: $0, state: self).all } ?? [] }

    /// The search of the chosen line.
    var insightsQuery: String? {
        let queries = insightsLines.compactMap(\.query)
        return queries.indices.contains(insights.selected) ? queries[insights.selected] : nil
    }
}

extension Desk {
    static func countInsights(_ state: DeskState) -> [DeskEffect] { [.insights(.count(state.insights.question))] }

    static func askInsights(_ question: InsightQuestion, _ state: inout DeskState) -> [DeskEffect] {
        state.insights.ask(question)
        return countInsights(state)
    }

    /// Shows the customers of the chosen line, as a search for them in all spreadsheets.
    static func openInsights(_ state: inout DeskState) -> [DeskEffect] {
        guard let text = state.insightsQuery, let query = state.sheets.grid?.query else { return [] }
        do throws(QueryFault) {
            let filter = try QueryParser.parse(text, in: state.queryContext)
            let scope = query.spreadsheetID.map { .everywhere(first: $0, of: state.configuration.user.id) } ?? query.scope
            return show(.sheets, &state) + change(to: SheetQuery(scope, filter, order: query.order), &state)
        } catch {
            state.say(error.sentence, .warning)
            return []
        }
    }

    static func moveInsights(_ steps: Int, _ state: inout DeskState) -> [DeskEffect] {
        state.insights.select(state.insights.selected + steps, in: state.insightsLines, height: FrameLayout(state).body.height)
        return []
    }

    /// Chooses another bar: of the hours where their line is chosen, else of the days, whose line is chosen then.
    fileprivate static func stepBars(_ steps: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard let insights = state.insights.insights else { return [] }
        let lines = InsightsLines(insights: insights, state: state)
        let charts = lines.all.filter { $0.query != nil }.map(\.chart)
        if charts.indices.contains(state.insights.selected), charts[state.insights.selected] == .hours {
            state.insights.stepHour(steps, from: lines.hour)
        } else if let place = charts.firstIndex(of: .arrivals) {
            state.insights.stepBack(-steps, of: lines.arrivals.count)
            state.insights.select(place, in: state.insightsLines, height: FrameLayout(state).body.height)
        }
        return []
    }

    fileprivate static func clickInsights(_ target: Hit.Target, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        guard case .insights(.line(let place)) = target else { return [] }
        state.insights.select(place, in: state.insightsLines, height: FrameLayout(state).body.height)
        return isDouble ? openInsights(&state) : []
    }
}
