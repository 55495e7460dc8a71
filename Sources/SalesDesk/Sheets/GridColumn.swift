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

    static let all: [GridColumn] = [
        GridColumn(field: nil, title: "AGE", align: .right, least: 5, best: 5, priority: 1, sortLetter: "a", sortTitle: "age, newest first"),
        GridColumn(field: .customerName, title: "NAME", align: .left, least: 12, best: 22, priority: 1, sortLetter: "n", sortTitle: "name"),
        GridColumn(field: .phoneNumber, title: "PHONE", align: .left, least: 17, best: 18, priority: -1, sortLetter: "p", sortTitle: "phone"),
        GridColumn(field: .status, title: "STATUS", align: .left, least: 11, best: 11, priority: 2, sortLetter: "s", sortTitle: "status"),
        GridColumn(field: .nextCallDate, title: "NEXT CALL", align: .left, least: 16, best: 16, priority: 1, sortLetter: "d", sortTitle: "next call"),
        GridColumn(field: .companyName, title: "COMPANY", align: .left, least: 9, best: 20, priority: 3, sortLetter: "c", sortTitle: "company"),
        GridColumn(field: .email, title: "E-MAIL", align: .left, least: 12, best: 26, priority: 4, sortLetter: "e", sortTitle: "e-mail"),
        GridColumn(field: .remark, title: "REMARK", align: .left, least: 14, best: 40, priority: 5, sortLetter: "r", sortTitle: "remark"),
    ]

    /// The columns that can be edited, from left to right.
    static let fields = all.compactMap(\.field)

    static func neighbour(of field: CustomerField, by step: Int) -> CustomerField {
        let index = (fields.firstIndex(of: field) ?? 0) + step
        return fields[min(max(index, 0), fields.count - 1)]
    }

    /// The columns that fit, the one with the cell cursor among them. The name gets room for "2nd enquiry" beside it before e-mail and
    /// remark are shown, whether a row says so now or not: an arrival must not shift the columns.
    static func layout(width: Int, cursor: CustomerField) -> ColumnLayout {
        let plain = layout(width: width, cursor: cursor, leastName: 0)
        let roomy = layout(width: width, cursor: cursor, leastName: 24)
        let mayGo = [CustomerField.email, .remark].filter { $0 != cursor }.map(\.rawValue)
        let isNothingElseLost = plain.placements.allSatisfy { mayGo.contains($0.id) || roomy.isVisible($0.id) }
        return isNothingElseLost && plain.isVisible(mayGo[0]) ? roomy : plain
    }

    private static func layout(width: Int, cursor: CustomerField, leastName: Int) -> ColumnLayout {
        ColumnLayout(
            all.map {
                ColumnLayout.Column(
                    id: $0.id, least: $0.field == .customerName ? max($0.least, leastName) : $0.least, best: $0.best,
                    priority: $0.field == cursor ? 0 : $0.priority, flexible: $0.field == .remark)
            }, width: width)
    }

    /// The next text column for Tab while editing: status and date have keys of their own.
    static func editNeighbour(of field: CustomerField, forward: Bool) -> CustomerField? {
        let texts = fields.filter { $0 != .status && $0 != .nextCallDate }
        guard let index = texts.firstIndex(of: field) else { return nil }
        let next = index + (forward ? 1 : -1)
        return texts.indices.contains(next) ? texts[next] : nil
    }
}
