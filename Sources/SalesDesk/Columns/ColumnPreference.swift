import CRM
import Foundation

/// How the columns of a list are kept from one start to the next: by list and user, as JSON.
enum ColumnPreference {
    /// The name under which the columns of the open list are kept; nil where none is open.
    static func name(_ sheets: SheetsState) -> String? {
        if let view = sheets.viewID { return name(ofView: view) }
        return sheets.grid?.query.spreadsheetID.map { name(of: $0) }
    }

    static func name(of sheet: Spreadsheet.ID) -> String { "sheets.columns.\(sheet)" }
    static func name(of view: SavedView) -> String { name(ofView: view.id) }
    private static func name(ofView id: SavedView.ID) -> String { "views.columns.\(id)" }

    private struct Stored: Codable {
        var column: String?
        var answer: String?
        var label: String?
        var width: Int?
        var isHidden: Bool?

        enum CodingKeys: String, CodingKey {
            case column, answer, label, width
            case isHidden = "hidden"
        }
    }

    /// Nil for the columns that a list has when nobody chose others.
    static func text(of columns: ListColumns) -> String? {
        let chosen = columns.chosen
        guard chosen != .standard else { return nil }
        let stored = chosen.entries.map { entry in
            var stored = Stored(width: entry.width, isHidden: entry.isShown ? nil : true)
            if case .answer(let key) = entry.column.content {
                (stored.answer, stored.label) = (key, entry.column.label)
            } else {
                stored.column = entry.column.id
            }
            return stored
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(stored)).map { String(decoding: $0, as: UTF8.self) }
    }

    /// The columns again. A column that there is not any more is left out; one that is new since stands behind the others.
    static func columns(_ text: String?) -> ListColumns {
        guard let text, let stored = try? JSONDecoder().decode([Stored].self, from: Data(text.utf8)) else { return .standard }
        var entries: [ListColumns.Entry] = []
        for item in stored {
            let column =
                item.answer.map { GridColumn.answer($0, label: item.label ?? $0) }
                ?? GridColumn.all.first { $0.id == item.column }
            guard let column, !entries.contains(where: { $0.column.id == column.id }) else { continue }
            let width = item.width.map { min(max($0, ListColumns.widths.lowerBound), ListColumns.widths.upperBound) }
            let isHidden = item.isHidden == true && column.field != .customerName
            entries.append(ListColumns.Entry(column: column, isShown: !isHidden, width: width))
        }
        let known = Set(entries.map(\.column.id))
        entries += ListColumns.standard.entries.filter { !known.contains($0.column.id) }
        return ListColumns(entries: entries)
    }
}
