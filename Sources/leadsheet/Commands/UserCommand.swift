import ArgumentParser
import CRM

/// `leadsheet user …`
struct UserCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "The salespeople: each has spreadsheets and Meta pages of their own.",
        subcommands: [Add.self, List.self, Remove.self])

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Add a user.", usage: "leadsheet user add NAME [OPTIONS]")
        @Argument(help: "1 to 64 characters.") var name: String
        @OptionGroup(title: "Options of every command") var options: CommonOptions

        func run() async throws {
            let store = try OpenStore.open(try await options.settings())
            let user = try store.addUser(name)
            try Output.line("User \(PlainLine.of(user.name)) was added.")
        }
    }

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List the users.", usage: "leadsheet user list [--json] [OPTIONS]")
        @Flag(help: "An array of objects with name.") var json = false
        @OptionGroup(title: "Options of every command") var options: CommonOptions

        func run() async throws {
            let store = try OpenStore.open(try await options.settings())
            let users = try store.users()
            if json { return try Output.text(UsersJSON.text(users)) }
            guard !users.isEmpty else { return Output.note("there is no user yet. Add one with: leadsheet user add NAME") }
            try Output.text(users.map { PlainLine.of($0.name) + "\n" }.joined())
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Remove a user with all their spreadsheets, customers and pages.", usage: "leadsheet user remove NAME [--yes] [OPTIONS]",
            discussion: "This cannot be undone. It says first what will go, and asks on a terminal for the name again; elsewhere it wants --yes.")
        @Argument(help: "The user's name.") var name: String
        @Flag(help: "Do not ask.") var yes = false
        @OptionGroup(title: "Options of every command") var options: CommonOptions

        func run() async throws {
            let store = try OpenStore.open(try await options.settings())
            let users = try store.users()
            guard let user = users.first(where: { $0.name == name }) else {
                throw StoreError.userUnknown(name, known: users.map(\.name))
            }
            let sheets = try store.spreadsheets(of: user.id)
            let customers = sheets.reduce(0) { $0 + $1.customers }
            let pages = try store.pages(of: user.id).count
            let loss = "\(Words.count(sheets.count, "spreadsheet")), \(Words.count(customers, "customer")) and \(Words.count(pages, "page"))"
            if !yes { try Confirmation.ask("Removing \(name) deletes \(loss) for good.", word: name) }
            try store.removeUser(user.id)
            try Output.line("User \(PlainLine.of(name)) was removed, with \(loss).")
        }
    }
}
