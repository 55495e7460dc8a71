import Foundation

/// What becomes of a row when other rows of the same person are merged into it: blanks are filled, nothing is overwritten, and the
/// status never moves backwards.
public struct RowMerge: Hashable, Sendable {
    /// What the row gets.
    public private(set) var edits: [FieldEdit] = []
    /// When a person first dealt with one of the rows, where nobody had with this one; nil changes nothing.
    public private(set) var touchedAt: Date?
    /// Where another row says something else: what is kept, and what it said.
    public private(set) var left: [FieldEdit] = []

    /// `others` in the order of their arrival. Where several could fill a blank, the newest does: what a person said last is the
    /// likeliest to be right. A next call that stands is kept; one is filled in only where the work has not ended.
    public init(of row: Customer, with others: [Customer], statuses: StatusCatalogue) {
        let status = statuses.furthest(of: [row.status] + others.map(\.status)) ?? row.status
        if status != row.status { edits.append(FieldEdit(.status, from: row.status, to: status)) }
        for field in CustomerField.allCases where field != .status {
            let own = row[field: field]
            let said = others.reversed().map { $0[field: field] }.filter { !Placeholder.isBlank($0, in: field) }
            if Placeholder.isBlank(own, in: field) {
                let mayFill = field != .nextCallDate || !statuses.type(of: status).isEnded
                if mayFill, let text = said.first { edits.append(FieldEdit(field, from: own, to: text)) }
            }
            let kept = edits.first { $0.field == field }?.to ?? own
            for text in said where text != kept && !left.contains(where: { $0.field == field && $0.to == text }) {
                if field == .remark, Placeholder.isLeadRemark(text) { continue }
                left.append(FieldEdit(field, from: kept, to: text))
            }
        }
        if row.firstTouchedAt == nil { touchedAt = others.compactMap(\.firstTouchedAt).min() }
    }
}
