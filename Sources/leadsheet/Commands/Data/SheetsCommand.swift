import ArgumentParser
import CRM

/// `leadsheet sheets`
struct SheetsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheets", abstract: "List the spreadsheets with their counts.",
        usage: "leadsheet sheets [--json] [OPTIONS]"
    ).withCommonOptions
    @Flag(help: "An array of objects with id, user, name, description, customers and new.") var json = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        let sheets = try store.spreadsheets(of: UserChoice.filter(settings, in: store)?.id)
        if json { return try Output.text(SheetsJSON.text(sheets, catalogue: settings.statuses)) }
        guard !sheets.isEmpty else {
            return Output.note("there is no spreadsheet yet. Add a customer in the screens, or: leadsheet import FILE --sheet NAME")
        }
        var table = TextTable(["user", "spreadsheet", "customers", "new", "description"], numbers: [2, 3])
        for sheet in sheets {
            table.add([
                sheet.owner, sheet.spreadsheet.name, String(sheet.customers),
                String(sheet.new(in: settings.statuses)), sheet.spreadsheet.description,
            ])
        }
        try Output.text(table.text)
    }
}
