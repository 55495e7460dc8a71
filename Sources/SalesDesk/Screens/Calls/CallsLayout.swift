import CRM
import TerminalKit

/// Where the parts of the Calls screen stand at a size.
struct CallsLayout {
    /// From here on the groups stand beside the list, with status and local time in it.
    static let wide = 110
    private static let groupsWidth = 19
    /// The list keeps so many cells beside the card: status and newest note are read in it.
    private static let leastList = 89

    /// Nil where the groups stand above the list.
    let groups: Rect?
    let list: Rect
    /// The card of the row with the cursor; nil when hidden.
    let preview: Rect?
    /// Nil on a screen too low for them.
    let headsY: Int?
    let rows: Rect
    let columns: ColumnLayout

    var rowCount: Int { rows.height }

    init(_ state: DeskState) {
        let body = FrameLayout(state).body
        let isWide = body.width >= Self.wide
        groups = isWide ? Rect(x: 0, y: body.y, width: Self.groupsWidth, height: body.height) : nil
        let left = isWide ? Self.groupsWidth + 1 : 0
        let room = body.width - left
        let width = state.calls.list?.selectedID == nil ? nil : PreviewState.width(state, beside: room, keeping: Self.leastList)
        preview = width.map { Rect(x: body.maxX - $0, y: body.y, width: $0, height: body.height) }
        list = Rect(x: left, y: body.y, width: room - (width.map { $0 + 1 } ?? 0), height: body.height)
        headsY = body.height >= 5 ? list.y + 1 : nil
        let top = list.y + (headsY == nil ? 1 : 2)
        rows = Rect(x: list.x + 2, y: top, width: max(1, list.width - 3), height: max(0, list.maxY - top))
        let shown = state.calls.list?.visible(rows.height) ?? []
        let names = shown.map { TextWidth.of($0.customer.customerName) }.max() ?? 0
        let statuses = state.configuration.statuses.statuses.map { TextWidth.of($0.id) }.max() ?? 0
        var columns: [ColumnLayout.Column] = [
            .init(id: "why", least: 11, best: 11, priority: 1), .init(id: "name", least: 12, best: min(24, max(16, names)), priority: 0),
            .init(id: "phone", least: 17, best: 18, priority: 2),
        ]
        if isWide {
            columns += [
                .init(id: "status", least: 9, best: min(14, max(9, statuses)), priority: 4),
                .init(id: "there", least: 7, best: 7, priority: 3),
            ]
        }
        columns.append(.init(id: "last", least: 10, best: 20, priority: 5, flexible: true))
        self.columns = ColumnLayout(columns, width: rows.width)
    }
}
