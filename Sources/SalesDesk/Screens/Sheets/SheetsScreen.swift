import CRM
import TerminalKit

extension ScreenID {
    static let sheets = ScreenID("sheets")
}

extension Command.Place {
    static let grid = Command.Place("The grid", "in the list of customers", within: [.lists, .everywhere])
    static let spreadsheets = Command.Place("The list of spreadsheets", "in the list of spreadsheets", within: [.lists, .everywhere])
}

/// The Sheets screen: the spreadsheets and the customers of the one that is open.
extension Screen {
    static let sheets = Screen(
        id: .sheets, title: "Sheets", words: "Go to the spreadsheets", keys: ["1"],
        // The card is told of with the list of customers, from which it is opened most.
        places: [.grid, .spreadsheets, .card],
        commands: CommandRegistry.gridCommands + CommandRegistry.markCommands + CommandRegistry.customerCommands
            + CommandRegistry.messageCommands
            + CommandRegistry.spreadsheetCommands + [CommandRegistry.importCommand]
            + CommandRegistry.cardCommands,
        place: { $0.sheets.focus == .grid ? .grid : .spreadsheets },
        draw: SheetsView.draw,
        open: Desk.ensureRows,
        move: Desk.moveSheets,
        edge: Desk.edgeOfSheets,
        pageHeight: { SheetsLayout($0).rowCount },
        scroll: Desk.scrollSheets,
        click: Desk.clickSheets,
        back: Desk.backInSheets,
        runThere: Desk.runInSheets,
        currentCustomer: { $0.sheets.focus == .grid ? $0.sheets.grid?.selectedCustomer : nil },
        isSettling: { $0.sheets.grid?.isSettling == true },
        turnCard: Desk.turnGridCard,
        customer: { id, state in state.sheets.grid?.rows.first { $0.id == id } },
        choose: { id, state in
            guard let grid = state.sheets.grid, grid.rows.contains(where: { $0.id == id }) else { return }
            state.sheets.grid?.choose(id)
        },
        callThrough: Desk.callThroughGrid,
        marking: markingOfSheets,
        preview: { state in
            guard let place = SheetsLayout(state).preview, let customer = state.sheets.grid?.selectedCustomer else { return nil }
            return (place, customer)
        },
        ages: { state in state.sheets.grid.map { Array($0.visible(SheetsLayout(state).rowCount)) } ?? [] },
        hints: hintsOfSheets,
        drawStatus: { state, y, scene in
            guard state.sheets.focus == .grid, let enquiry = state.sheets.grid?.selectedCustomer?.enquiry else { return }
            PersonPresentation.draw(enquiry, state.keys, y: y, into: &scene)
        },
        legend: legendOfSheets)

    /// On an empty list most commands could not be used.
    private static func hintsOfSheets(_ state: DeskState) -> [KeyHints.Hint] {
        guard WelcomeView.isShown(state) else { return KeyHints.ranked(state, isUsable: true) }
        return WelcomeView.hints(state).map { state.keys.button($0.id, $0.word) }
    }

    /// Rows of a search belong to the spreadsheet in which it was begun.
    private static func markingOfSheets(_ state: DeskState) -> Marking? {
        guard let grid = state.sheets.grid else { return nil }
        let list = state.sheets.viewID.map(MarkedList.view) ?? grid.query.spreadsheetID.map(MarkedList.spreadsheet)
        return list.map {
            Marking(
                list: $0, hasKeys: state.sheets.focus == .grid, rows: grid.rows, selected: grid.selectedCustomer, query: grid.query,
                arrived: grid.arrived)
        }
    }

    private static func legendOfSheets(_ state: DeskState) -> [HelpText.Entry] {
        let age = GridColumn.all.first { $0.content == .wait }?.title ?? ""
        return [
            HelpText.Entry(
                key: age,
                text:
                    "how long a new lead has waited, in working hours: green, yellow from 3 minutes, red from 5 to the end of that day. Grey: somebody has called, and that is how long it waited."
            ),
            HelpText.Entry(
                key: "2nd enquiry", text: "this person has asked before; \"has 2nd enquiry\" or 1st: they have asked again since."),
            HelpText.Entry(key: "NEXT CALL", text: "red: overdue; green: today; grey: later, or the work has ended."),
            HelpText.Entry(key: "no next call", text: "nobody has planned a call: \(state.keys.of("customer.nextCall")) sets one."),
            MarkView.legend(state),
            PresencePresentation.legend,
            HelpText.Entry(key: "(test)", text: "a test lead from Meta, no customer."),
            HelpText.Entry(key: "grey row", text: "it no longer matches the search or filter: \(state.keys.of("grid.refresh")) drops it."),
            HelpText.Entry(key: "↑ 3 new", text: "leads have arrived above what you see: \(state.keys.of("move.first")) shows them."),
        ]
    }
}

extension Desk {
    fileprivate static func moveSheets(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        state.sheets.focus == .grid ? moveGrid(lines, &state) : moveSpreadsheet(lines, &state)
    }

    fileprivate static func edgeOfSheets(last: Bool, _ state: inout DeskState) -> [DeskEffect] {
        if state.sheets.focus == .grid { return gridEdge(last: last, &state) }
        return moveSpreadsheet(last ? state.sheets.items.count : -state.sheets.items.count, &state)
    }

    fileprivate static func scrollSheets(_ lines: Int, at point: Point, _ state: inout DeskState) -> [DeskEffect] {
        guard SheetsLayout(state).list?.contains(point.x, point.y) == true else { return scrollGrid(lines, &state) }
        return state.sheets.focus == .spreadsheets ? moveSpreadsheet(lines.signum(), &state) : []
    }

    fileprivate static func clickSheets(_ target: Hit.Target, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        guard case .sheets(let hit) = target else { return [] }
        switch hit {
        case .spreadsheet(let id):
            state.sheets.focus = isDouble ? .grid : .spreadsheets
            return openSpreadsheet(id, &state)
        case .view(let id):
            state.sheets.focus = isDouble ? .grid : .spreadsheets
            return openSavedView(id, &state)
        case .cell(let id, let field):
            state.sheets.focus = .grid
            state.sheets.grid?.choose(id)
            if let field { state.sheets.column = field }
            return ensureRows(&state) + (isDouble ? openCard(id, &state) : [])
        case .columnHead(let key): return sort(by: key, &state)
        }
    }

    /// Out of a search or a filter.
    fileprivate static func backInSheets(_ state: inout DeskState) -> [DeskEffect]? {
        guard state.sheets.viewID == nil else { return backOutOfView(&state) }
        guard let query = state.sheets.grid?.query, query.isFiltered else { return nil }
        return leaveSearch(to: .all, &state) + remember(&state)
    }

    fileprivate static func runInSheets(_ command: Command, at place: Command.Place, _ state: inout DeskState) -> [DeskEffect] {
        if place == .card {
            state.say("Open a customer first: \(state.keys.of("customer.open")) in the list.", .warning)
            return []
        }
        state.sheets.focus = place == .grid ? .grid : .spreadsheets
        return show(.sheets, &state) + CommandRegistry.run(command, &state)
    }

    /// The next or the former customer of the grid, without going back to it.
    fileprivate static func turnGridCard(_ step: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard let card = state.card, state.sheets.grid?.selectedID == card.id else { return [] }
        let field = card.field
        var effects = moveGrid(step, &state)
        guard let id = state.sheets.grid?.selectedID, id != card.id else {
            state.say(step > 0 ? "This is the last customer." : "This is the first customer.", .info)
            return effects
        }
        effects += openCard(id, &state)
        state.card?.field = field
        return effects
    }

    /// Calls through the view from the cursor on.
    fileprivate static func callThroughGrid(_ state: inout DeskState) -> [DeskEffect] {
        guard let grid = state.sheets.grid, let first = grid.selectedCustomer else { return [] }
        let name = state.sheets.summary(grid.query.spreadsheetID)?.spreadsheet.name ?? ""
        state.moves.askLoop()
        return [.calls(.worklist(TextWidth.truncate(name, to: 18), grid.query, from: first))]
    }
}
