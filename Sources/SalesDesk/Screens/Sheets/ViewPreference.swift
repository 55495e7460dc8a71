import CRM

/// How the view of a spreadsheet is kept from one start to the next: `-arrival`, `customer_name`, `next_call_date new attempted`. A search
/// is not kept: it is for the moment. What narrows the list down is kept in the language of queries: `-arrival status:new next:<today`.
enum ViewPreference {
    /// The spreadsheet that is open.
    static let open = "sheets.open"

    static func name(of id: Spreadsheet.ID) -> String { "sheets.view.\(id)" }

    /// Nil for the view that a spreadsheet has when nobody chose another.
    static func text(of query: SheetQuery) -> String? {
        let filter = query.filter.hasWords ? "" : query.filter.text
        guard query.order != .newestFirst || !filter.isEmpty else { return nil }
        let key =
            switch query.order.key {
            case .arrival: "arrival"
            case .field(let field): field.rawValue
            }
        return [query.order.isDescending ? "-\(key)" : key, filter].filter { !$0.isEmpty }.joined(separator: " ")
    }

    /// The view again; what is no order, or cannot be read any more, is left out.
    static func query(of id: Spreadsheet.ID, _ text: String?, in context: QueryContext) -> SheetQuery {
        var query = SheetQuery(id)
        guard let words = text?.split(separator: " ").map(String.init), let first = words.first else { return query }
        let isDescending = first.hasPrefix("-")
        let name = isDescending ? String(first.dropFirst()) : first
        if name == "arrival" {
            query.order = SheetOrder(.arrival, descending: isDescending)
        } else if let field = CustomerField(rawValue: name) {
            query.order = SheetOrder(.field(field), descending: isDescending)
        }
        let rest = words.dropFirst().map { word in
            // Earlier versions kept the statuses alone.
            context.statuses.statuses.contains { $0.id == word } ? "status:\(word)" : word
        }
        let statuses = rest.filter { $0.hasPrefix("status:") }
        let merged =
            rest.count > 1 && statuses.count == rest.count ? ["status:" + statuses.map { $0.dropFirst(7) }.joined(separator: ",")] : rest
        query.filter = (try? QueryParser.parse(merged.joined(separator: " "), in: context)) ?? .all
        if let order = query.filter.order { query.order = order }
        return query
    }
}

extension Desk {
    /// Has the order, the filter and the open spreadsheet kept.
    static func remember(_ state: inout DeskState) -> [DeskEffect] {
        guard let query = state.sheets.grid?.query, let id = query.spreadsheetID else { return [] }
        return state.prefer(ViewPreference.open, "\(id)") + state.prefer(ViewPreference.name(of: id), ViewPreference.text(of: query))
    }
}
