import ArgumentParser
import CRM
import Foundation

/// `leadsheet sheet …`
struct SheetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sheet", abstract: "With whom spreadsheets are shared.", subcommands: [Share.self, Shares.self])

    struct Share: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Share a spreadsheet with a colleague, or end that.",
            usage: "leadsheet sheet share SHEET --with USER --right RIGHT [OPTIONS]",
            discussion:
                "It then stands in the colleague's screens and lists. Its owner alone renames, deletes and shares it. Undo in the owner's screens takes it back."
        ).withCommonOptions

        enum Right: String, ExpressibleByArgument, CaseIterable {
            case read, write, none

            var shared: SharedRight? { SharedRight(rawValue: rawValue) }
        }

        @Argument(help: "The spreadsheet's name.", completion: CompletionValues.spreadsheets) var sheet: String
        @Option(
            name: .customLong("with"), help: ArgumentHelp("The colleague's name.", valueName: "user"), completion: CompletionValues.users)
        var colleague: String
        @Option(help: "read, write, or none, which ends it.") var right: Right
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let settings = try await options.settings()
            let store = try OpenStore.open(settings)
            guard case .user(let user) = try UserChoice.make(named: settings.user, among: store.users()) else {
                throw PlainError("There is no user yet who has spreadsheets. Add one: leadsheet user add NAME")
            }
            let seen = try store.spreadsheets(of: user.id)
            let own = seen.filter { $0.shared == nil }.map(\.spreadsheet)
            guard let found = own.first(where: { $0.name == sheet }) else {
                if let theirs = seen.first(where: { $0.shared != nil && [$0.title, $0.spreadsheet.name].contains(sheet) }) {
                    throw StoreError.ownersAlone(spreadsheet: theirs.title, owner: theirs.owner)
                }
                let known = own.isEmpty ? "none yet" : own.map(\.name).joined(separator: ", ")
                throw PlainError("\(user.name) has no spreadsheet \"\(sheet)\" (known: \(known)).")
            }
            guard colleague != user.name else {
                throw PlainError("\(sheet) is \(user.name)'s own already, so there is nothing to share. Name a colleague with --with.")
            }
            let colleagues = try store.colleagues(for: found.id)
            guard let other = colleagues.first(where: { $0.name == colleague }) else {
                throw StoreError.userUnknown(colleague, known: colleagues.map(\.name))
            }
            let applied = try store.apply(.shareSpreadsheet(found.id, with: other.id, right.shared), by: user.id, at: Date())
            try Output.line(PlainLine.of(applied.sentence))
        }
    }

    struct Shares: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List the spreadsheets that are shared, with whom and to do what.", usage: "leadsheet sheet shares [OPTIONS]"
        ).withCommonOptions
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let settings = try await options.settings()
            let store = try OpenStore.open(settings)
            var table = TextTable(["user", "spreadsheet", "with", "right"])
            var isEmpty = true
            for sheet in try store.spreadsheets(of: UserChoice.filter(settings, in: store)?.id) {
                for colleague in try store.colleagues(for: sheet.id) {
                    guard let right = colleague.right else { continue }
                    table.add([sheet.owner, sheet.spreadsheet.name, colleague.name, right.rawValue])
                    isEmpty = false
                }
            }
            guard !isEmpty else {
                return Output.note("no spreadsheet is shared. Share one: leadsheet sheet share SHEET --with USER --right write")
            }
            try Output.text(table.text)
        }
    }
}
