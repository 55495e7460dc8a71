import Base
import CRM

/// The spreadsheets as `sheets --json` prints them.
enum SheetsJSON {
    /// An array of `id user name description customers new`, one spreadsheet a line.
    static func text(_ sheets: [SpreadsheetSummary], users: [User], catalogue: StatusCatalogue) -> String {
        let names = Dictionary(users.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        return JSONText.lines(
            sheets.map { sheet in
                .object([
                    .init("id", .number(sheet.id)),
                    .init("user", .text(names[sheet.spreadsheet.userID])),
                    .init("name", .string(sheet.spreadsheet.name)),
                    .init("description", .string(sheet.spreadsheet.description)),
                    .init("customers", .number(Int64(sheet.customers))),
                    .init("new", .number(Int64(sheet.new(in: catalogue)))),
                ])
            })
    }
}
