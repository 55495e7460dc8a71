import ArgumentParser
import CRM

extension ExportWriter.Format: ExpressibleByArgument {}

/// `leadsheet export`
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write the customers as CSV or JSON.",
        usage: "leadsheet export [--sheet NAME] [--where SEARCH] [--format csv|json] [--output F] [OPTIONS]",
        discussion: """
            Covers every user unless --user names one. A file is written beside its place and put there whole, or not at all; into a pipe \
            or a device it is written in place.
            """
    ).withCommonOptions
    @Option(help: ArgumentHelp("Only the spreadsheets of this name.", valueName: "name"), completion: CompletionValues.spreadsheets)
    var sheet: String?
    @Option(
        name: .customLong("where"), parsing: .unconditional,
        help: ArgumentHelp(
            "Only the customers that a search finds, in the words of the screens: 'status:new next:<today'.", valueName: "search"))
    var search: String?
    @Option(help: "csv or json.") var format: ExportWriter.Format = .csv
    @Option(help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
    var output: String?
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        let chosen = try UserChoice.filter(settings, in: store)
        let user = chosen?.id
        if let sheet {
            let sheets = try store.spreadsheets(of: user)
            let names = sheets.map(\.title)
            guard names.contains(sheet) || sheets.contains(where: { $0.spreadsheet.name == sheet }) else {
                let known = names.isEmpty ? "there is none yet" : "known: \(Set(names).sorted().joined(separator: ", "))"
                throw PlainError("There is no spreadsheet \"\(sheet)\" (\(known)).")
            }
        }
        let filter = try search.map { try QueryChoice.filter($0, settings, user: chosen) } ?? .all
        if let fault = QueryChoice.fault(filter, spreadsheets: try store.spreadsheets(of: user)) { throw PlainError(fault) }
        if let output {
            try OwnFiles(settings.folders).refuse(output)
            try OutputFile.write(output, notes: settings.folders.stateFolder) { try write(store, user: user, filter, to: &$0) }
        } else {
            var standard = Output.standard
            try write(store, user: user, filter, to: &standard)
        }
    }

    private func write(_ store: AnyStore, user: User.ID?, _ filter: CustomerFilter, to output: inout Output) throws {
        // The writer keeps what it is given to write with, and an inout cannot be kept: the pieces go through a box.
        let pieces = Pieces()
        var writer = ExportWriter(format) { pieces.text += $0 }
        func pass() throws {
            try output.write(pieces.text)
            pieces.text.removeAll(keepingCapacity: true)
        }
        try writer.header()
        try store.export(user: user, spreadsheet: sheet, where: filter) { row in
            try writer.row(row)
            try pass()
        }
        try writer.footer()
        try pass()
        try output.flush()
    }

    private final class Pieces {
        var text = ""
    }
}
