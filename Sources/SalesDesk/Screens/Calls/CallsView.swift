import CRM
import TerminalKit

/// Draws the Calls screen: the groups above the list or beside it, and whom to call, with the reason why.
enum CallsView {
    private static let heads = [
        ("why", "WHY"), ("name", "NAME"), ("phone", "PHONE"), ("status", "STATUS"), ("there", "THERE"), ("last", "LAST"),
    ]

    static func draw(_ state: DeskState, into scene: inout Scene) {
        let layout = CallsLayout(state)
        if let groups = layout.groups {
            drawGroups(state, in: groups, into: &scene)
            drawTitle(state, layout, into: &scene)
        } else {
            drawHeadline(state, layout, into: &scene)
        }
        guard let list = state.calls.list, list.isLoaded, let moment = state.callMoment else { return }
        if list.rows.isEmpty {
            guard !list.isUnread else { return }
            let top = layout.headsY ?? layout.rows.y
            EmptyState.draw(
                CallsPresentation.empty(state),
                in: Rect(x: layout.list.x, y: top, width: layout.list.width, height: layout.list.maxY - top),
                into: &scene)
            return
        }
        if let y = layout.headsY {
            for (id, title) in heads {
                guard let place = layout.columns[id] else { continue }
                scene.grid.put(title, x: layout.rows.x + place.x, y: y, width: place.width, style: .dim)
            }
        }
        if let preview = layout.preview { PreviewView.draw(in: preview, state, into: &scene) }
        let marks = state.shownMarks
        for (line, row) in list.visible(layout.rowCount).enumerated() {
            let (y, isSelected) = (layout.rows.y + line, row.id == list.selectedID)
            drawRow(row, moment, isSelected: isSelected, state, layout, y: y, into: &scene)
            MarkView.drawSign(row.id, marks, x: layout.list.x + 1, y: y, isSelected: isSelected, into: &scene)
        }
        drawRule(state, layout, below: list.visible(layout.rowCount).count, into: &scene)
    }

    /// The rule of the order where the title has no room for it: below the last row, with a line between.
    private static func drawRule(_ state: DeskState, _ layout: CallsLayout, below rows: Int, into scene: inout Scene) {
        guard layout.groups == nil, state.calls.group == nil, rows + 2 <= layout.rowCount else { return }
        scene.grid.put(CallsPresentation.order, x: layout.rows.x, y: layout.rows.y + rows + 1, width: layout.rows.width, style: .dim)
    }

    // MARK: Groups

    /// ` CALLS  all 14 · due 1 · new 3 · today 6 · overdue 3 · no date 1     Thu 26 Nov`
    private static func drawHeadline(_ state: DeskState, _ layout: CallsLayout, into scene: inout Scene) {
        let y = layout.list.y
        let day = CalendarNames.shortDate(state.today)
        var end = layout.list.maxX - 1
        for piece in BulkPresentation.title(state).reversed() {
            end -= TextWidth.of(piece.text)
            scene.grid.put(piece.text, x: end, y: y, style: piece.style)
            end -= 2
        }
        var x = 1
        let groups = state.calls.groups(withDays: false)
        let texts = groups.map { group in
            "\(CallsPresentation.brief(group, in: state)) \(state.calls.count(group).map(Numbers.bounded) ?? "")"
        }
        let isRoomy = 7 + texts.reduce(0) { $0 + TextWidth.of($1) + 3 } + day.count + 1 <= end
        if isRoomy {
            x += scene.grid.put("CALLS", x: x, y: y, style: .dim) + 2
            scene.grid.put(day, x: end - day.count, y: y, style: .dim)
            end -= day.count + 1
        }
        // Without the dots there is room for the last number where the window is narrow.
        let gap = x + texts.reduce(-3) { $0 + TextWidth.of($1) + 3 } <= end ? " · " : "  "
        for (index, (group, text)) in zip(groups, texts).enumerated() where x < end {
            if index > 0 { x += scene.grid.put(gap, x: x, y: y, width: end - x, style: .dim) }
            let isHere = group == state.calls.group
            let isEmpty = state.calls.count(group)?.count == 0
            let used = scene.grid.put(
                text, x: x, y: y, width: max(0, end - x), style: isHere ? .accent.bolded() : isEmpty ? .dim : .plain)
            scene.hit(Rect(x: x, y: y, width: used, height: 1), .calls(.group(group)))
            x += used
        }
        drawUnseen(state, x: x + 2, y: y, end: end, into: &scene)
    }

    private static func drawGroups(_ state: DeskState, in rect: Rect, into scene: inout Scene) {
        scene.grid.put("CALLS", x: rect.x + 1, y: rect.y, width: rect.width - 1, style: .dim)
        scene.grid.verticalLine(x: rect.maxX, y: rect.y, height: rect.height)
        if rect.y > 1 { scene.grid.put("┬", x: rect.maxX, y: rect.y - 1, style: .line) }
        var y = rect.y + 1
        var hasDays = false
        for group in state.calls.groups(withDays: true) {
            if case .day = group, !hasDays {
                hasDays = true
                y += 1
            }
            guard y < rect.maxY else { return }
            let row = Rect(x: rect.x, y: y, width: rect.width, height: 1)
            let isHere = group == state.calls.group
            let surface = isHere ? scene.drawSelection(of: row, hasFocus: false) : .plain
            let count = state.calls.count(group)
            let style: Style = isHere ? .bold : count?.count == 0 ? .dim : .plain
            let number = count.map(Numbers.bounded) ?? ""
            scene.grid.put(number, x: rect.maxX - 1 - number.count, y: y, style: style.on(surface))
            scene.grid.put(
                CallsPresentation.name(group, in: state), x: rect.x + 1, y: y, width: rect.width - 3 - number.count,
                style: style.on(surface))
            scene.hit(row, .calls(.group(group)))
            y += 1
        }
    }

    /// ` All calls  14 of 1,204      promised, new, today, overdue`
    private static func drawTitle(_ state: DeskState, _ layout: CallsLayout, into scene: inout Scene) {
        let (y, end) = (layout.list.y, layout.list.maxX - 1)
        let title = state.calls.group.map { CallsPresentation.name($0, in: state) } ?? "All calls"
        var x = layout.list.x + 1 + scene.grid.put(title, x: layout.list.x + 1, y: y, style: .bold) + 2
        let customers = state.sheets.summaries.reduce(0) { $0 + $1.customers }
        let count = state.calls.count(state.calls.group).map { "\(Numbers.bounded($0)) of \(Numbers.grouped(customers))" } ?? ""
        x += scene.grid.put(count, x: x, y: y, style: .dim) + 2
        for piece in BulkPresentation.title(state) {
            x += scene.grid.put(piece.text, x: x, y: y, width: max(0, end - x), style: piece.style) + 2
        }
        // The rule gives way to what is marked.
        let order = state.calls.group == nil && x + CallsPresentation.order.count <= end ? CallsPresentation.order : ""
        scene.grid.put(order, x: end - order.count, y: y, style: .dim)
        drawUnseen(state, x: x, y: y, end: end - order.count - 1, into: &scene)
    }

    /// Rows that came above the screen; or that these could not be read, for which the counts give way.
    private static func drawUnseen(_ state: DeskState, x: Int, y: Int, end: Int, into scene: inout Scene) {
        guard let list = state.calls.list else { return }
        if list.isUnread {
            let text = " \(ListRows.unread(state.keys.of("calls.refresh")))"
            scene.grid.put(text, x: min(x - 1, end - TextWidth.of(text)), y: y, style: .warning)
            return
        }
        guard list.unseen > 0 else { return }
        let text = "↑ \(Numbers.grouped(list.unseen)) new, \(state.keys.of("move.first")) shows"
        if x + TextWidth.of(text) <= end { scene.grid.put(text, x: x, y: y, style: .warning) }
    }

    // MARK: Rows

    private static func drawRow(
        _ row: CallRow, _ moment: CallMoment, isSelected: Bool, _ state: DeskState, _ layout: CallsLayout, y: Int, into scene: inout Scene
    ) {
        let line = Rect(x: layout.list.x, y: y, width: layout.list.width, height: 1)
        let customer = row.customer
        let isDone = !state.isInCallGroup(customer)
        let surface = isSelected ? scene.drawSelection(of: line) : .plain
        scene.hit(line, .calls(.row(row.id)))
        func put(_ id: String, _ text: String, _ style: Style) {
            guard let place = layout.columns[id] else { return }
            let style = isDone ? Style.dim : style
            scene.grid.put(text, x: layout.rows.x + place.x, y: y, width: place.width, style: style.on(surface))
        }
        let there = CallsPresentation.there(customer, in: state)
        let why =
            isDone
            ? (ClaimPresentation.isTaken(customer, in: state) ? "taken" : "done", Style.dim)
            : CallsPresentation.why(customer, moment, in: state)
        // Where there is no room for the time there, the mark tells why a call stands further down.
        let night = layout.columns["there"] == nil && there.isNight ? " \(PhonePresentation.nightMark)" : ""
        put("why", why.0 + night, why.1)
        let isNew = state.configuration.statuses.type(of: customer.status) == .open
        put("name", customer.customerName, isNew ? .bold : .plain)
        if let place = layout.columns["name"] {
            PresencePresentation.draw(
                at: customer.id, beside: customer.customerName, in: Rect(x: layout.rows.x + place.x, y: y, width: place.width, height: 1),
                gap: layout.list.x + 1, on: surface, state, into: &scene)
        }
        put("phone", state.configuration.phones.text(customer.phoneNumber), PhonePresentation.isWrong(customer) ? .dim : .plain)
        let attempts = customer.contact.attempts
        let status = CallReason.isByCadence(customer) && attempts > 0 ? "\(customer.status) \(attempts)" : customer.status
        put("status", status, StatusPresentation.style(customer.status, in: state))
        put("there", there.text, there.isNight ? .warning : .dim)
        guard let place = layout.columns["last"] else { return }
        let last = CallsPresentation.last(row, in: state)
        let x = layout.rows.x + place.x
        let room = place.width - (last.moment.isEmpty || place.width < 18 ? 0 : TextWidth.of(last.moment) + 1)
        scene.grid.put(last.text, x: x, y: y, width: room, style: Style.dim.on(surface))
        if room < place.width {
            scene.grid.put(last.moment, x: x + place.width - TextWidth.of(last.moment), y: y, style: Style.dim.on(surface))
        }
    }
}
