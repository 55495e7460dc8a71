import CRM
import TerminalKit

/// A column of the grid, as data: what it shows, how wide it may be, and the order in which columns give way.
struct GridColumn: Sendable {
    /// Nil: the age of the lead, which cannot be edited.
    let field: CustomerField?
    let title: String
    let align: Alignment
    let least: Int
    let best: Int
    /// The higher gives way first.
    let priority: Int
    /// The letter that sorts by it after `o`.
    let sortLetter: Character?
    let sortTitle: String

    var id: String { field?.rawValue ?? "age" }
    var order: SheetOrder.Key { field.map(SheetOrder.Key.field) ?? .arrival }

    /// From left to right.
    static let all =
        [
            GridColumn(
                field: nil, title: "WAIT", align: .right, least: 4, best: 4, priority: 1, sortLetter: "a",
                sortTitle: "arrival, newest first")
        ] + CustomerColumn.all.sorted { $0.grid.place < $1.grid.place }.map(stored)

    private static func stored(_ column: CustomerColumn) -> GridColumn {
        GridColumn(
            field: column.field, title: column.title.uppercased(), align: .left, least: column.grid.minWidth, best: column.grid.idealWidth,
            priority: column.grid.priority, sortLetter: column.grid.sortLetter, sortTitle: column.title)
    }

    /// The columns that can be edited, from left to right.
    static let fields = all.compactMap(\.field)

    static func neighbour(of field: CustomerField, by step: Int) -> CustomerField {
        let index = (fields.firstIndex(of: field) ?? 0) + step
        return fields[min(max(index, 0), fields.count - 1)]
    }

    /// The columns that fit, the one with the cell cursor among them. Room goes to the name first, then to the status, then to the
    /// company, and what is left to e-mail and remark; a column without any text takes none. Where there is little room the next call
    /// grows short, then the name, then the status, which keeps three letters.
    static func layout(width: Int, cursor: CustomerField, widths: GridWidths, widestStatus: Int) -> ColumnLayout {
        let name = min(24, max(16, widths.need("customer_name")))
        let marked = min(24, max(name, widths.markedName))
        let stages = [
            Stage(name: marked, status: 6, nextCall: 16, last: 5), Stage(name: marked, status: 6, nextCall: 16),
            Stage(name: name, status: 6, nextCall: 16, last: 5), Stage(name: name, status: 6, nextCall: 16), Stage(name: name, status: 6),
            Stage(name: 16, status: 6), Stage(name: 12, status: 6), Stage(name: 12, status: 3), Stage(name: 8, status: 3),
        ]
        for stage in stages {
            let layout = layout(width: width, cursor, widths, widestStatus, stage)
            // E-mail and remark are shown where nothing gives way to them.
            let needed = all.filter { $0.priority <= (stage.last > 3 ? 3 : 2) && $0.isWanted(cursor, widths) }
            if needed.allSatisfy({ layout.isVisible($0.id) }) { return layout }
        }
        return layout(width: width, cursor, widths, widestStatus, Stage(name: 8, status: 3))
    }

    /// The least widths that the columns get.
    private struct Stage {
        var name: Int
        var status: Int
        var nextCall = 12
        /// Columns of a higher priority are not shown.
        var last = 3
    }

    private func isWanted(_ cursor: CustomerField, _ widths: GridWidths) -> Bool {
        field == cursor || field == .customerName || widths.need(id) > 0
    }

    private static func layout(width: Int, _ cursor: CustomerField, _ widths: GridWidths, _ widestStatus: Int, _ stage: Stage)
        -> ColumnLayout
    {
        ColumnLayout(
            all.filter { $0.isWanted(cursor, widths) && ($0.priority <= stage.last || $0.field == cursor) }.map { column in
                let need = min(column.best, widths.need(column.id))
                var (least, best) = (column.least, max(column.least, need))
                switch column.field {
                case .customerName: (least, best) = (stage.name, max(stage.name, min(24, max(16, need))))
                case .nextCallDate: least = stage.nextCall
                case .status where stage.status == 3: (least, best) = (3, 3)
                case .status:
                    // The longest word that may come to stand there.
                    best = max(stage.status, min(column.best, widestStatus))
                    least = min(best, max(stage.status, need))
                case nil, .phoneNumber: break
                case .some: least = min(column.least, max(column.title.count, need))
                }
                return ColumnLayout.Column(
                    id: column.id, least: least, best: best, priority: column.field == cursor ? min(0, column.priority) : column.priority,
                    flexible: column.field?.column.input == .lines)
            }, width: width)
    }

    /// The next text column for Tab while editing: status and date have keys of their own.
    static func editNeighbour(of field: CustomerField, forward: Bool) -> CustomerField? {
        let texts = fields.filter(\.column.input.isText)
        guard let index = texts.firstIndex(of: field) else { return nil }
        let next = index + (forward ? 1 : -1)
        return texts.indices.contains(next) ? texts[next] : nil
    }
}
