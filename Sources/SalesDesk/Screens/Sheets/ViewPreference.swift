import CRM

/// How the view of a spreadsheet is kept from one start to the next: `-arrival`, `customer_name`, `next_call_date new attempted`. A search
/// is not kept: it is for the moment.
enum ViewPreference {
    /// The spreadsheet that is open.
    static let open = "sheets.open"

    static func name(of id: Spreadsheet.ID) -> String { "sheets.view.\(id)" }

    /// Nil for the view that a spreadsheet has when nobody chose another.
    static func text(of query: SheetQuery) -> String? {
        guard query.order != .newestFirst || !query.statuses.isEmpty else { return nil }
        let key =
            switch query.order.key {
            case .arrival: "arrival"
            case .field(let field): field.rawValue
            }
        return ([query.order.isDescending ? "-\(key)" : key] + query.statuses.sorted()).joined(separator: " ")
    }

    /// The view again; what is no order, or no status any more, is left out.
    static func query(of id: Spreadsheet.ID, _ text: String?, _ statuses: StatusCatalogue) -> SheetQuery {
        var query = SheetQuery(id)
        guard let words = text?.split(separator: " ").map(String.init), let first = words.first else { return query }
        let isDescending = first.hasPrefix("-")
        let name = isDescending ? String(first.dropFirst()) : first
        if name == "arrival" {
            query.order = SheetOrder(.arrival, descending: isDescending)
        } else if let field = CustomerField(rawValue: name) {
            query.order = SheetOrder(.field(field), descending: isDescending)
        }
        query.statuses = Set(words.dropFirst()).intersection(statuses.statuses.map(\.id))
        return query
    }
}

extension Desk {
    /// Has the order, the filter and the open spreadsheet kept.
    static func remember(_ state: inout DeskState) -> [DeskEffect] {
        guard let query = state.sheets.grid?.query else { return [] }
        return state.prefer(ViewPreference.open, "\(query.spreadsheetID)")
            + state.prefer(ViewPreference.name(of: query.spreadsheetID), ViewPreference.text(of: query))
    }
}
