import Base
import ArgumentParser
import CRM
import Foundation
import CRMStore

/// `leadsheet user …`
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "The salespeople: each has spreadsheets and Meta pages of their own.",
        subcommands: [Add.self, Set.self, Rename.self, List.self, Remove.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Add a user.", usage: "leadsheet user add NAME [--country CODE] [OPTIONS]"
        ).withCommonOptions
        @Argument(help: "1 to 64 characters.") var name: String
        @Option(help: ArgumentHelp("Where phone numbers without a country code belong (default: the locale's country).", valueName: "code"))
        var country: String?
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let store = try OpenStore.begin(try await options.settings())
            let user = try store.addUser(name, country: country.map(CountryOption.parse) ?? LocaleCountry.current())
            try Output.line("User \(PlainLine.of(user.name)) was added. \(CountryOption.sentence(user))")
        }
    }

    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Set a user's country.", usage: "leadsheet user set NAME --country CODE [OPTIONS]",
            discussion:
                "The phone numbers of all the user's customers are read again; what was typed stays. Open screens show it after a restart. With a million such numbers it takes a while, and others cannot write meanwhile."
        ).withCommonOptions
        @Argument(help: "The user's name.", completion: CompletionValues.users) var name: String
        @Option(help: ArgumentHelp("Where phone numbers without a country code belong: two letters, such as IT.", valueName: "code"))
        var country: String
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let country = try CountryOption.parse(country)
            let settings = try await options.settings()
            let store = try OpenStore.open(settings)
            var user = try UserCommand.user(name, in: store, settings)
            try store.setCountry(country, of: user.id)
            user.country = country
            try Output.line(CountryOption.sentence(user))
        }
    }

    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a user another name.", usage: "leadsheet user rename OLD NEW [OPTIONS]",
            discussion:
                "Spreadsheets, customers and pages stay theirs. Timelines keep the name under which something was done. Open screens show the new name after a restart; a setting user: in leadsheet.yaml must be changed too."
        ).withCommonOptions
        @Argument(help: "The user's name.", completion: CompletionValues.users) var old: String
        @Argument(help: "The new name, 1 to 64 characters.") var new: String
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let settings = try await options.settings()
            let store = try OpenStore.open(settings)
            try store.renameUser(UserCommand.user(old, in: store, settings).id, to: new)
            try Output.line("User \(PlainLine.of(old)) is called \(PlainLine.of(new)) now.")
        }
    }

    private static func user(_ name: String, in store: any SheetStoring, _ settings: Settings) throws -> User {
        let users = try store.users()
        if let user = users.first(where: { $0.name == name }) { return user }
        // A salesperson's role sees its own user alone, and may change none.
        guard settings.folders.database.isOnServer, try OpenStore.closed(settings.folders).status().members == nil else {
            throw StoreError.userUnknown(name, known: users.map(\.name))
        }
        throw PlainError(
            "Your role on the server sees no user \"\(PlainLine.of(name))\" and may change none, so nothing was written. The owner of the database does: --database with that role's name in the address"
        )
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the users.", usage: "leadsheet user list [--json] [OPTIONS]")
            .withCommonOptions
        @Flag(help: "An array of objects with name and country.") var json = false
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let store = try OpenStore.open(try await options.settings())
            let users = try store.users()
            if json { return try Output.text(UsersJSON.text(users)) }
            guard !users.isEmpty else { return Output.note("there is no user yet. Add one with: leadsheet user add NAME") }
            var table = TextTable(["user", "country"])
            for user in users { table.add([user.name, user.country.map { "\($0.code) \($0.name)" } ?? "not set"]) }
            try Output.text(table.text)
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a user with all their spreadsheets, customers and pages.",
            usage: "leadsheet user remove NAME [--yes] [OPTIONS]",
            discussion:
                "Spreadsheets that colleagues share with the user stay with these, and customers that the user has taken there are free again. This cannot be undone. It says first what will go, and asks on a terminal for the name again; elsewhere it wants --yes."
        ).withCommonOptions
        @Argument(help: "The user's name.", completion: CompletionValues.users) var name: String
        @Flag(help: "Do not ask.") var yes = false
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let settings = try await options.settings()
            let store = try OpenStore.open(settings)
            let user = try UserCommand.user(name, in: store, settings)
            let listed = try store.spreadsheets(of: user.id)
            let sheets = listed.filter { $0.shared == nil }
            let customers = sheets.reduce(0) { $0 + $1.customers }
            let pages = try store.pages(of: user.id).count
            let loss =
                "\(Counted.text(sheets.count, "spreadsheet")), \(Counted.text(customers, "customer")) and \(Counted.text(pages, "page"))"
            if !yes { try Confirmation.ask("Removing \(name) deletes \(loss) for good.", word: name) }
            let data = OpenStore.closed(settings.folders)
            let roles = try data.status().members?.filter { $0.user == name }.map(\.role) ?? []
            let revoked = try roles.map { DatabaseRevokeCommand.sentence($0, isThere: try data.revoke($0)) }
            try store.removeUser(user.id, at: Date())
            try Output.line("User \(PlainLine.of(name)) was removed, with \(loss).")
            let others = listed.count - sheets.count
            if others > 0 {
                Output.note(
                    "\(Counted.text(others, "spreadsheet")) that colleagues shared with \(PlainLine.of(name)) \(others == 1 ? "stays" : "stay") with these."
                )
            }
            for sentence in revoked { Output.note(sentence) }
        }
    }
}
