import Base
import ArgumentParser
import CRM
import CRMStore
import Foundation
import SalesDesk

/// `leadsheet import`
struct ImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Add the customers of a CSV file to a spreadsheet.",
        usage:
            "leadsheet import FILE --sheet NAME [--map COLUMN=FIELD ...] [--existing skip|fill|add] [--errors FILE] [--dry-run] [OPTIONS]",
        discussion: """
            Takes exports of Leadsheet, the files of Meta's "Download leads", and those of HubSpot, Salesforce, Zoho, Google Contacts, \
            Outlook and people's own tables, in many languages: UTF-8, UTF-16 or Windows-1252, with commas, semicolons or tabs. The first \
            line names the columns; which of them fills what is printed first, and --map says it otherwise. Fields: customer_name, \
            first_name, middle_name, last_name, company_name, phone_number, email, remark, status, next_call_date, next_call_time, and \
            of leads leadgen_id, form_id, form_name, campaign_id, created_at and the others of an export; answer is a lead's answer to the \
            question in the heading, and - leaves the column out.

            A record whose telephone number or e-mail address a customer of the spreadsheet has, and no other name, is a customer that is \
            there already: --existing skip leaves it out, fill gives the customer what it lacks, add makes it a row of its own. Without \
            --existing it is added, but from a file that --errors or the screens wrote filled: its customer came in before.

            Every other record becomes a new row, but a lead that is here already, or was erased, is not added again. A cell that cannot be used \
            is named with its line and left empty; the exit status is then 1, and --errors writes the lines that were not imported in full \
            into a new CSV file, with the reasons in its first column, to be mended and imported again. All of it is one step to undo in the screens, also when it \
            is broken off.
            """
    ).withCommonOptions
    @Argument(help: "The CSV file; - reads standard input.", completion: .file()) var file: String
    @Option(
        help: ArgumentHelp("The spreadsheet, which is made if it is not there.", valueName: "name"),
        completion: CompletionValues.spreadsheets)
    var sheet: String
    @Option(
        name: .customLong("map"),
        help: ArgumentHelp("What a column fills, by its heading; may be given several times.", valueName: "column=field"))
    var choices: [String] = []
    @Option(
        help: ArgumentHelp("What becomes of customers that are there already.", valueName: "skip|fill|add"),
        completion: .list(ImportExisting.allCases.map(\.rawValue)))
    var existing: String?
    @Option(help: ArgumentHelp("A new file for the lines that are not imported in full.", valueName: "file"), completion: .file())
    var errors: String?
    @Flag(help: "Only check the file and say what would be done.") var dryRun = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func validate() throws {
        guard let existing else { return }
        guard ImportExisting(rawValue: existing) != nil else { throw ValidationError("--existing takes skip, fill or add.") }
    }

    func run() async throws {
        let settings = try await options.settings()
        let input = try InputFile(file)
        let store = try OpenStore.importer(settings)
        let user = try user(settings, store)
        let there = try store.spreadsheet(called: sheet, of: user?.id)
        if let user, there == nil { try tellOthers(store.spreadsheets(of: user.id)) }
        let interruption = Interruption()
        let source = UTF8Source {
            repeat { try interruption.check() } while !input.isReady(within: 100)
            return try input.next()
        }
        var reader = CSVReader(source.next)
        var result = CustomerImport.Result()
        let report = ImportReport()
        let errorFile = try errorFile(settings.folders)
        let work = CustomerImport(
            into: sheet, by: user, isTrial: dryRun, in: user?.country, store: store,
            context: FileImporter.dates(settings, user, now: Date()), choices: .named(choices),
            existing: existing.flatMap(ImportExisting.init), recognise: ContactHeading.reading)
        let pauses = SharedPauses()
        let undo = settings.keymap.of("undo")
        do {
            defer {
                report.end()
                errorFile?.end()
            }
            try work.run(&reader, &result, rest: { pauses.rest() }) { remark in
                try report.tell(remark)
                switch remark {
                case .header(let cells, let separator): errorFile?.begin(header: cells, separator: separator)
                case .faulty(let line): errorFile?.add(line)
                default: break
                }
            }
        } catch is CancellationError {
            Output.note("The import was broken off.\(halfway(result, undo: undo))")
            throw ExitCode(interruption.status ?? ExitCode.failure.rawValue)
        } catch StoreError.notImported(let sentence) {
            throw PlainError(sentence)
        } catch let error as StoreError {
            throw PlainError((result.hasWritten ? error.messageOfRest : error.message) + halfway(result, undo: undo))
        } catch let error as PlainError {
            throw PlainError(error.message + halfway(result, undo: undo))
        }
        try Output.line(sentence(result, into: there, undo: undo))
        if let trouble = trouble(result) { throw PlainError(trouble + sentence(errorFile)) }
    }

    /// Says that a colleague's spreadsheet of the same name stays as it is.
    private func tellOthers(_ sheets: [SpreadsheetSummary]) {
        guard let other = sheets.first(where: { $0.shared != nil && $0.spreadsheet.name == sheet }) else { return }
        Output.note("\(other.title) is \(other.owner)'s spreadsheet and stays as it is: an import goes into one of your own.")
    }

    /// Nil where none was asked for, and for a trial, which writes nothing. Throws a sentence for a file that is there already, or cannot be made.
    private func errorFile(_ folders: Folders) throws -> ErrorFile? {
        guard let errors, !dryRun else { return nil }
        try OwnFiles(folders).refuse(errors)
        guard access(errors, F_OK) != 0 else {
            throw PlainError("\(errors) is there already, so nothing was imported. Name a file for the errors that is not.")
        }
        let folder = OutputPlace.folder(of: errors)
        guard access(folder.isEmpty ? "." : folder, W_OK) == 0 else {
            throw PlainError(
                "\(errors) cannot be written (\(SystemError.reason())), so nothing was imported. Name another file for the errors.")
        }
        return ErrorFile(.named(errors))
    }

    private func sentence(_ file: ErrorFile?) -> String {
        guard let file, let path = file.path else { return file?.remark.map { " \($0)" } ?? "" }
        return file.remark.map { " \($0)" } ?? " The lines are in \(path)."
    }

    /// Nil for a trial while there is no user yet.
    private func user(_ settings: Settings, _ store: any SheetStoring) throws -> User? {
        switch try UserChoice.make(named: settings.user, among: store.users()) {
        case .user(let user): return user
        case .nobody where dryRun: return nil
        case .nobody:
            throw PlainError("There is no user yet, and customers belong to one. Add one: leadsheet user add NAME --country CODE")
        }
    }

    /// - Parameter there: the name of the spreadsheet where it was there before.
    private func sentence(_ result: CustomerImport.Result, into there: String?, undo: String) -> String {
        let sheet = PlainLine.of(there ?? sheet)
        let (are, were) = result.known == 1 ? ("is", "was") : ("are", "were")
        let leads =
            result.known == 0
            ? ""
            : " \(Counted.text(result.known, "lead")) of the file \(are) here already and \(dryRun ? "would not be" : "\(were) not") added again."
        let known = leads + self.existing(result)
        if result.imported == 0 { return "No customer \(dryRun ? "would be" : "was") imported into \(sheet).\(known)" }
        let count = Counted.text(result.imported, "customer")
        let into = there != nil ? sheet : "the new spreadsheet \(sheet)"
        if dryRun { return "\(count) would be imported into \(into). Nothing was written.\(known)" }
        return "\(count) imported into \(into). \(undo) in the screens takes \(result.imported == 1 ? "it" : "them") back.\(known)"
    }

    /// The sentence about customers that are there already; empty for none.
    private func existing(_ result: CustomerImport.Result) -> String {
        guard result.existing > 0 else { return "" }
        let are = "\(Counted.text(result.existing, "customer")) of the file \(result.existing == 1 ? "is" : "are") there already"
        if existing == ImportExisting.skip.rawValue { return " \(are) and \(dryRun ? "would not be" : "were not") added again." }
        if dryRun { return " \(are), and what they lack would be filled in." }
        let kept = result.keptStatuses == 0 ? "" : " \(result.keptStatuses) of them kept another status than that of the file."
        return " \(are), and \(result.filled == 0 ? "none" : String(result.filled)) of them got what was missing.\(kept)"
    }

    /// The sentences about faults that there are to mend; nil when all was taken.
    private func trouble(_ result: CustomerImport.Result) -> String? {
        var sentences: [String] = []
        if let unread = result.unreadSentence {
            let again = result.imported > 0 && !dryRun ? " With --existing skip those that are in are left out." : ""
            sentences.append(unread + again)
        }
        func words(_ count: Int, _ one: String, _ several: String) -> String { count == 1 ? one : several }
        if result.leftOut > 0 {
            let lines = Counted.text(result.leftOut, "line")
            let mend = words(result.leftOut, "Fix it and import only that", "Fix them and import only those")
            let isRestIn = result.unread == nil && result.imported + result.existing + result.known > 0
            sentences.append(
                dryRun
                    ? "\(lines) would not be imported (see above)."
                    : "\(lines) \(words(result.leftOut, "was", "were")) not imported (see above). \(mend)\(isRestIn ? ": the rest is in" : "")."
            )
        }
        if result.cells > 0 {
            let customers = words(result.cells, "The customer", "The customers")
            let come = dryRun ? "would come in" : words(result.cells, "is in", "are in")
            let cells = Counted.text(result.cells, "cell")
            sentences.append("\(cells) could not be used (see above). \(customers) \(come), without \(words(result.cells, "it", "them")).")
        }
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    /// A sentence that says what a failure on the way leaves behind.
    private func halfway(_ result: CustomerImport.Result, undo: String) -> String {
        if dryRun || !result.hasWritten { return " Nothing was imported." }
        let filled = result.filled == 0 ? "" : ", and blanks of \(result.filled) filled"
        return
            " Until then \(Counted.text(result.imported, "customer")) had been imported into \(PlainLine.of(sheet))\(filled). \(undo) in the screens takes that back; with --existing skip the same command leaves out those that are in."
    }
}
