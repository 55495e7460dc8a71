import CRM
import TerminalKit

/// A column of the grid, as data: what it shows, how wide it may be, and the order in which columns give way.
struct GridColumn: Hashable, Sendable {
    enum Content: Hashable, Sendable {
        /// The age of the lead, which cannot be edited.
        case wait
        case field(CustomerField)
        /// The one of several users who has taken the customer.
        case claim
        /// The answers of the row's leads to a question, by its ``QuestionKey``.
        case answer(String)
    }

    let content: Content
    /// As a sentence says it.
    let label: String
    var align = Alignment.left
    let least: Int
    let best: Int
    /// The higher gives way first.
    let priority: Int
    /// The letter that sorts by it after `o`.
    var sortLetter: Character?
    var sortTitle = ""

    /// Nil for a column that cannot be edited.
    var field: CustomerField? { if case .field(let field) = content { field } else { nil } }

    /// As a heading says it.
    var title: String { label.uppercased() }

    var id: String {
        switch content {
        case .wait: "wait"
        case .field(let field): field.rawValue
        case .claim: "taken by"
        case .answer(let key): "answer: \(key)"
        }
    }

    /// The order that a list has by it; nil where it has none.
    var order: SheetOrder.Key? {
        switch content {
        case .wait: .arrival
        case .field(let field): .field(field)
        case .claim, .answer: nil
        }
    }

    /// Whether what stands in it is seen in every list, however narrow the window is: whom to call, how, since when and when.
    var isVital: Bool {
        switch content {
        case .wait: true
        case .field(let field): [.customerName, .phoneNumber, .nextCallDate].contains(field)
        case .claim, .answer: false
        }
    }

    /// Those that every list has, from left to right.
    static let all =
        [
            GridColumn(
                content: .wait, label: "wait", align: .right, least: 4, best: 4, priority: 1, sortLetter: "a",
                sortTitle: "arrival, newest first")
        ]
        + CustomerColumn.all.sorted { $0.grid.place < $1.grid.place }.flatMap { column in
            column.field == .nextCallDate ? [stored(column), claim] : [stored(column)]
        }

    private static let claim = GridColumn(content: .claim, label: "taken by", least: 8, best: 14, priority: 2)

    private static func stored(_ column: CustomerColumn) -> GridColumn {
        GridColumn(
            content: .field(column.field), label: column.title, least: column.grid.minWidth, best: column.grid.idealWidth,
            priority: column.grid.priority, sortLetter: column.grid.sortLetter, sortTitle: column.title)
    }

    /// The answers to a question. A person chose it, so that it gives way after company, e-mail and remark.
    static func answer(_ key: String, label: String) -> GridColumn {
        GridColumn(content: .answer(key), label: label, least: 8, best: 24, priority: 3)
    }
}

extension GridColumn {
    /// The columns that fit, the one with the cell cursor among them. Room goes to the name first, then to the status, then to the
    /// company, and what is left to e-mail and remark; a column without any text takes none. Where there is little room the next call
    /// grows short, then the name; then answers give way, and at last the status, which keeps three letters.
    ///
    /// - Parameter isNarrow: what is vital is shown whatever was chosen.
    static func layout(
        _ columns: ListColumns = .standard, isNarrow: Bool = false, width: Int, cursor: CustomerField, widths: GridWidths, widestStatus: Int
    ) -> ColumnLayout {
        let wanted = columns.shown(isNarrow: isNarrow, cursor: cursor).filter { $0.isWanted(cursor, widths) }
        let name = min(24, max(16, widths.need("customer_name")))
        let marked = min(24, max(name, widths.markedName))
        let roomy = [
            Stage(name: marked, status: 6, nextCall: 16, last: 6), Stage(name: marked, status: 6, nextCall: 16),
            Stage(name: name, status: 6, nextCall: 16, last: 6), Stage(name: name, status: 6, nextCall: 16), Stage(name: name, status: 6),
            Stage(name: 16, status: 6), Stage(name: 12, status: 6),
        ]
        let tight = [Stage(name: 12, status: 3), Stage(name: 8, status: 3)]
        // With the answers first, then where there is no room for them without.
        for (stage, mayGoWithout) in roomy.map({ ($0, false) }) + (roomy + tight).map({ ($0, true) }) {
            let layout = layout(wanted, width: width, cursor, widths, widestStatus, stage)
            // E-mail and remark are shown where nothing gives way to them.
            let needed = wanted.filter { $0.column.priority <= (stage.last > 4 ? 4 : mayGoWithout ? 2 : 3) }
            if needed.allSatisfy({ layout.isVisible($0.column.id) }) { return layout }
        }
        return layout(wanted, width: width, cursor, widths, widestStatus, Stage(name: 8, status: 3))
    }

    /// The least widths that the columns get.
    private struct Stage {
        var name: Int
        var status: Int
        var nextCall = 12
        /// Columns of a higher priority are not shown.
        var last = 4
    }

    private static func layout(
        _ wanted: [ListColumns.Entry], width: Int, _ cursor: CustomerField, _ widths: GridWidths, _ widestStatus: Int, _ stage: Stage
    ) -> ColumnLayout {
        ColumnLayout(
            wanted.filter { $0.column.priority <= stage.last || $0.column.field == cursor }.map { entry in
                let column = entry.column
                var (least, best) = bounds(column, widths, widestStatus, stage)
                if let chosen = entry.width { (least, best) = (min(least, chosen), chosen) }
                return ColumnLayout.Column(
                    id: column.id, least: least, best: best, priority: column.field == cursor ? min(0, column.priority) : column.priority,
                    flexible: column.field?.column.input == .lines && entry.width == nil)
            }, width: width)
    }

    private static func bounds(_ column: GridColumn, _ widths: GridWidths, _ widestStatus: Int, _ stage: Stage) -> (Int, Int) {
        let need = min(column.best, widths.need(column.id))
        switch column.content {
        case .wait, .field(.phoneNumber): return (column.least, max(column.least, need))
        case .field(.customerName): return (stage.name, max(stage.name, min(24, max(16, need))))
        case .field(.nextCallDate): return (stage.nextCall, max(column.least, need))
        case .field(.status) where stage.status == 3: return (3, 3)
        case .field(.status):
            // The longest word that may come to stand there.
            let best = max(stage.status, min(column.best, widestStatus))
            return (min(best, max(stage.status, need)), best)
        case .field: return (min(column.least, max(column.title.count, need)), max(column.least, need))
        case .claim: return (column.least, max(column.least, need))
        // A long question is no reason for a wide column of short answers.
        case .answer: return (column.least, max(column.least, min(14, TextWidth.of(column.title)), need))
        }
    }
}

extension ListColumns.Entry {
    /// A column without any text takes no room, unless a person asked for it.
    fileprivate func isWanted(_ cursor: CustomerField, _ widths: GridWidths) -> Bool {
        if case .answer = column.content { return true }
        return column.field == cursor || column.field == .customerName || width != nil || widths.need(column.id) > 0
    }
}
