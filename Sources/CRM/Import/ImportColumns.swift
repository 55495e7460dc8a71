import Foundation

/// Which cell of a record fills which field, as the header of a CSV file says.
public struct ImportColumns: Hashable, Sendable {
    private var places: [CustomerField: Int] = [:]
    private var timePlace: Int?
    private let count: Int
    /// Names of the columns that no import can set, as they stand in the header.
    public private(set) var leftOut: [String] = []

    /// The column of an export that has the time of day of a next call.
    private static let time = "next_call_time"
    /// Without any of these a file tells of no customer.
    private static let needed: [CustomerField] = [.customerName, .phoneNumber, .email]

    /// Takes the names that an export writes, in any order and any case. Throws a sentence when none of them tells who the customers
    /// are, and when one stands there twice.
    public init(header: [String]) throws(StoreError) {
        count = header.count
        for (place, cell) in header.enumerated() {
            let title = CSVGuard.unguarded(cell).trimmingCharacters(in: .whitespacesAndNewlines)
            let name = title.lowercased()
            if let field = CustomerField(rawValue: name) {
                if places.updateValue(place, forKey: field) != nil { throw ImportColumns.twice(name) }
            } else if name == ImportColumns.time {
                if timePlace != nil { throw ImportColumns.twice(name) }
                timePlace = place
            } else {
                leftOut.append(title.isEmpty ? "column \(place + 1)" : title)
            }
        }
        guard ImportColumns.needed.contains(where: { places[$0] != nil }) else {
            let needed = ImportColumns.needed.map(\.rawValue).joined(separator: ", ")
            let all = (CustomerField.allCases.map(\.rawValue) + [ImportColumns.time]).joined(separator: ", ")
            throw .invalid("The first line names none of the columns \(needed), so nothing was imported. It must name the columns; those that can be filled: \(all).")
        }
    }

    private static func twice(_ name: String) -> StoreError {
        .invalid("The first line names the column \(name) twice, so nothing was imported. Give one of them another name.")
    }

    /// What a record's cells say, as text that a person could have entered. Cells that are missing at the end are empty; throws a
    /// sentence when there are more of them than columns.
    public func fields(of cells: [String]) throws(StoreError) -> [CustomerField: String] {
        guard cells.dropFirst(count).allSatisfy(\.isEmpty) else {
            throw .invalid("There are \(cells.count) cells, but \(count) columns. Put quotes around a cell that has the separator in it.")
        }
        func cell(_ place: Int?) -> String? {
            guard let place else { return nil }
            return place < cells.count ? CSVGuard.unguarded(cells[place]) : ""
        }
        var fields: [CustomerField: String] = [:]
        for (field, place) in places { fields[field] = cell(place) }
        if let time = cell(timePlace), !time.isEmpty {
            fields[.nextCallDate] = "\(fields[.nextCallDate] ?? "") \(time)"
        }
        return fields
    }
}
