import CRM
import TerminalKit

extension ScreenID {
    static let calls = ScreenID("calls")
}

extension Command.Place {
    static let calls = Command.Place("The call list", "in the call list", within: [.lists, .everywhere])
}

/// The Calls screen: whom to call now, over all spreadsheets of the user.
extension Screen {
    static let calls = Screen(
        id: .calls, title: CallsPresentation.title, words: "Go to the calls: whom to call now", keys: ["2"],
        places: [.calls], commands: CommandRegistry.callListCommands,
        place: { _ in .calls },
        draw: CallsView.draw,
        open: Desk.openCalls,
        refresh: { Desk.readCallsAgain(&$0, isShown: $0.screen == .calls) },
        refreshAround: { _ in [.calls(.count)] },
        move: Desk.moveCalls,
        edge: Desk.edgeOfCalls,
        pageHeight: { CallsLayout($0).rowCount },
        scroll: { lines, _, state in Desk.moveCalls(lines, &state) },
        click: Desk.clickCalls,
        back: { state in state.calls.group == nil ? nil : Desk.showCalls(nil, keeping: state.calls.list?.selectedID, &state) },
        currentCustomer: { $0.calls.list?.selectedRow?.customer },
        isSettling: { $0.calls.list?.isSettling == true },
        customer: { id, state in state.calls.list?.rows.first { $0.id == id }?.customer },
        change: { id, state, body in
            state.calls.list?.change(id) { body(&$0.customer) }
            state.calls.list?.pin(id)
        },
        remove: { id, state in
            let height = CallsLayout(state).rowCount
            _ = state.calls.list?.remove(id, height: height)
        },
        choose: { id, state in
            guard let list = state.calls.list, list.rows.contains(where: { $0.id == id }) else { return }
            state.calls.list?.choose(id)
        },
        callThrough: Desk.callThroughCalls,
        marking: { state in
            state.calls.list.map { list in
                Marking(
                    list: .calls, rows: list.rows.map(\.customer), selected: list.selectedRow?.customer,
                    hasMore: list.rows.count >= CallListState.stride, arrived: list.arrived)
            }
        },
        preview: { state in
            guard let place = CallsLayout(state).preview, let row = state.calls.list?.selectedRow else { return nil }
            return (place, row.customer)
        },
        ages: { state in state.calls.list.map { $0.visible(CallsLayout(state).rowCount).map(\.customer) } ?? [] },
        badge: { $0.calls.counts?.all ?? MatchCount(count: 0, isMore: false) },
        nextChange: { $0.calls.counts?.nextChange },
        clock: { Desk.clockOfCalls(&$0, isShown: $0.screen == .calls) },
        hints: { KeyHints.ranked($0, isUsable: true) },
        drawStatus: { state, y, scene in
            guard state.calls.group == nil, CallsLayout(state).groups == nil, state.size.columns >= 60 else {
                scene.grid.horizontalLine(x: 0, y: y, width: state.size.columns)
                return
            }
            let words = "in this order: \(CallsPresentation.order)"
            let text = TextWidth.of(words) <= state.size.columns - 2 ? words : CallsPresentation.order
            scene.grid.put(text, x: 1, y: y, width: state.size.columns - 2, style: .dim)
        },
        legend: legendOfCalls)

    private static func legendOfCalls(_ state: DeskState) -> [HelpText.Entry] {
        [
            HelpText.Entry(key: "due 14:30", text: "you promised to call at this time, and it has come."),
            HelpText.Entry(
                key: "new 0:42", text: "nobody has called this lead. Those of the last 30 minutes of work come early, the newest first."),
            HelpText.Entry(key: "today 16:00", text: "a call of today; a time that is still to come waits for its minute."),
            HelpText.Entry(key: "overdue 2d", text: "the call was for two days ago; the youngest come first."),
            HelpText.Entry(key: "no date", text: "nobody has planned a call: \(state.keys.of("customer.nextCall")) sets one."),
            MarkView.legend(state),
            PresencePresentation.legend,
            HelpText.Entry(key: "z", text: "it is before 8 or after 21 where this number is: such customers come last."),
            HelpText.Entry(key: "done", text: "you have dealt with it; \(state.keys.of("calls.refresh")) drops it."),
        ]
    }
}
