import ArgumentParser
import CRM
import CRMStore
import Foundation
import TerminalKit

/// `leadsheet import`
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add the customers of a CSV file to a spreadsheet.",
        usage: "leadsheet import FILE --sheet NAME [--dry-run] [OPTIONS]",
        discussion: """
            The first line names the columns as an export does, in any order: customer_name, company_name, phone_number, email, remark, \
            status, next_call_date, next_call_time. Others are left out. Cells stand between commas, semicolons or tabs. Every record \
            becomes a new row; one that breaks a rule is named with its line and left out, and the exit status is then 1. All of it is \
            one step to undo in the screens, also when it is broken off.
            """).withCommonOptions
    @Argument(help: "The CSV file, UTF-8; - reads standard input.") var file: String
    @Option(help: ArgumentHelp("The spreadsheet, which is made if it is not there.", valueName: "name")) var sheet: String
    @Flag(help: "Only check the file and say what would be done.") var dryRun = false
    @OptionGroup(visibility: .hidden) var options: CommonOptions

    /// So many records are named; of the others it is said how many they are.
    private static let mostNamed = 20

    func run() async throws {
        let settings = try await options.settings()
        let input = try InputFile(file)
        let store = try OpenStore.importer(settings)
        let user = try user(settings, store)
        let isThere = try store.hasSpreadsheet(named: sheet, of: user?.id)
        var result = CustomerImport.Result()
        var reader = CSVReader(input.next)
        var pauses = WritePauses()
        var named = 0
        do {
            try CustomerImport(into: sheet, by: dryRun ? nil : user?.id, store: store, at: Date())
                .run(&reader, &result, rest: { pauses.rest() }) { tell($0, &named) }
        } catch let error as StoreError {
            throw PlainError(error.message + halfway(result))
        } catch let error as PlainError {
            throw PlainError(error.message + halfway(result))
        }
        try Output.line(sentence(result, isThere: isThere))
        if result.leftOut > named { Output.note("\(result.leftOut - named) more are left out and not named here.") }
        guard result.leftOut == 0 else {
            let records = Words.count(result.leftOut, "record")
            throw PlainError(dryRun
                ? "\(records) would be left out, for the reasons above. Mend the file first, or import the others without."
                : "\(records) left out, for the reasons above. Mend them and import them alone, for the others are here now.")
        }
    }

    /// Nil for a trial while there is no user yet.
    private func user(_ settings: Settings, _ store: any SheetStoring) throws -> User? {
        if dryRun {
            guard case .user(let user) = try UserChoice.make(named: settings.user, among: store.users()) else { return nil }
            return user
        }
        let (user, wasMade) = try UserChoice.settle(named: settings.user, in: store, login: LoginName.current(), country: LocaleCountry.current())
        if wasMade { Output.note("user \(user.name) was made, since there was none. \(CountryOption.sentence(user))") }
        return user
    }

    /// Says a remark, and counts the records it has named; of those there is an end.
    private func tell(_ remark: CustomerImport.Remark, _ named: inout Int) {
        switch remark {
        case .columnsLeftOut(let names):
            Output.note(Self.short("These columns are not imported: \(names.joined(separator: ", "))."))
        case .recordLeftOut(let line, let sentence):
            guard named < Self.mostNamed else { return }
            named += 1
            Output.note(Self.short("line \(line) is left out. \(sentence)"))
        }
    }

    private func sentence(_ result: CustomerImport.Result, isThere: Bool) -> String {
        let sheet = PlainLine.of(sheet)
        if result.imported == 0 { return "No customer \(dryRun ? "would be" : "was") imported into \(sheet)." }
        let count = Words.count(result.imported, "customer")
        let into = isThere ? sheet : "the new spreadsheet \(sheet)"
        if dryRun { return "\(count) would be imported into \(into). Nothing was written." }
        return "\(count) imported into \(into). u in the screens takes \(result.imported == 1 ? "it" : "them") back."
    }

    /// What a failure on the way leaves behind.
    private func halfway(_ result: CustomerImport.Result) -> String {
        if dryRun || result.imported == 0 { return "" }
        return " Until then \(Words.count(result.imported, "customer")) had been imported into \(sheet). u in the screens takes that back."
    }

    /// A line of bounded length: a cell may be very long, and a header may have very many columns.
    private static func short(_ sentence: String) -> String { TextWidth.truncate(PlainLine.of(sentence), to: 400) }
}
