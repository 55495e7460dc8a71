import CRM
import TerminalKit

/// The number of cells that the columns need for the rows that were read since the view was opened. Rows that come later widen nothing, so
/// that no column shifts while a person reads; a column that has its first text appears.
struct GridWidths: Hashable, Sendable {
    /// By the column's id; a column without any text has none.
    private(set) var needs: [String: Int] = [:]

    init() {}

    init(_ rows: [Customer], in state: DeskState) {
        for customer in rows { measure(customer, state) }
    }

    func need(_ id: String) -> Int { needs[id] ?? 0 }

    /// With more rows of the same view, which a person scrolled to.
    func with(_ rows: [Customer], in state: DeskState) -> GridWidths {
        var widths = self
        for customer in rows { widths.measure(customer, state) }
        return widths
    }

    /// With rows that came or changed by themselves: only columns that were empty ask for room.
    func admitting(_ rows: [Customer], in state: DeskState) -> GridWidths {
        var widths = GridWidths(rows, in: state)
        widths.needs.merge(needs) { _, old in old }
        widths.needs[Self.markedName] = needs[Self.markedName]
        return widths
    }

    /// The cells that the names need together with their marks in full, as in `Ada  has 2nd enquiry`.
    var markedName: Int { need(Self.markedName) }

    private static let markedName = "customer_name and mark"

    private mutating func measure(_ customer: Customer, _ state: DeskState) {
        if let enquiry = customer.enquiry {
            let width = TextWidth.of(String(customer.customerName.prefix(24))) + 1 + TextWidth.of(enquiry.words)
            needs[Self.markedName] = max(markedName, width)
        }
        for column in state.sheets.columns.entries.map(\.column) {
            let width = GridWidths.width(column, customer, state)
            if width > 0 { needs[column.id] = max(needs[column.id] ?? 0, width) }
        }
    }

    private static func width(_ column: GridColumn, _ customer: Customer, _ state: DeskState) -> Int {
        switch column.content {
        case .wait: return customer.lead == nil ? 0 : column.least
        case .claim: return min(column.best, TextWidth.of(ClaimPresentation.holder(customer, in: state) ?? ""))
        case .answer(let key): return min(column.best, TextWidth.of(String((customer.answers[key] ?? "").prefix(column.best))))
        case .field(.customerName):
            // A row that says which enquiry it is says so beside its name, as shortly as it must.
            let mark = customer.enquiry?.forms.last.map { 1 + TextWidth.of($0) } ?? 0
            return min(column.best, TextWidth.of(String(customer.customerName.prefix(column.best))) + mark)
        case .field(.phoneNumber): return customer.phoneNumber.isEmpty ? 0 : min(column.best, max(column.least, customer.phoneNumber.count))
        case .field(.nextCallDate):
            let isEnded = state.configuration.statuses.type(of: customer.status).isEnded
            return customer.nextCall == nil && isEnded ? 0 : column.best
        case .field(let field): return min(column.best, TextWidth.of(String(customer[field: field].prefix(column.best))))
        }
    }
}
