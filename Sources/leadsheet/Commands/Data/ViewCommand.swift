import ArgumentParser
import CRM

/// `leadsheet view …`
struct ViewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "view", abstract: "The saved views: searches that have a name.", subcommands: [ViewListCommand.self])
}

/// `leadsheet view list`
struct ViewListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the saved views with their searches and counts.",
        usage: "leadsheet view list [--json] [OPTIONS]"
    ).withCommonOptions
    @Flag(help: "An array of objects with id, user, name, query, customers and fault.") var json = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    /// A view as it is listed.
    struct Line {
        var user: User
        var view: SavedView
        /// Nil where it cannot be read.
        var customers: Int?
        /// Why it cannot be read.
        var fault: String?
    }

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        let only = try UserChoice.filter(settings, in: store)
        var lines: [Line] = []
        for user in try store.users() where only == nil || only?.id == user.id {
            for view in try store.views(of: user.id) { lines.append(try line(view, of: user, settings, store)) }
        }
        if json { return try Output.text(ViewsJSON.text(lines)) }
        guard !lines.isEmpty else {
            return Output.note("there is no view. In the screens a search gets a name; leadsheet export --where takes any search.")
        }
        var table = TextTable(["user", "view", "customers", "search"], numbers: [2])
        for line in lines {
            table.add([line.user.name, line.view.name, line.customers.map(String.init) ?? "-", line.fault ?? line.view.query])
        }
        try Output.text(table.text)
    }

    private func line(_ view: SavedView, of user: User, _ settings: Settings, _ store: AnyStore) throws -> Line {
        let filter: CustomerFilter
        do throws(QueryFault) {
            filter = try QueryParser.parse(view.query, in: QueryChoice.context(settings, user: user))
        } catch {
            return Line(user: user, view: view, customers: nil, fault: error.sentence)
        }
        if let fault = QueryChoice.fault(filter, spreadsheets: try store.spreadsheets(of: user.id)) {
            return Line(user: user, view: view, customers: nil, fault: fault)
        }
        let count = try store.countBeside([SheetQuery(.user(user.id), filter)], upTo: .max)[0].count
        return Line(user: user, view: view, customers: count, fault: nil)
    }
}
