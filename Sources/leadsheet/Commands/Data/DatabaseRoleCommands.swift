import ArgumentParser
import Base
import CRM
import CRMStore

/// `leadsheet database grant …`
struct DatabaseGrantCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grant", abstract: "Give a role of the server its part in the database: whose rows it reads and writes.",
        usage: "leadsheet database grant ROLE sales|manager|serve [--user NAME] [OPTIONS]",
        discussion: """
            The owner of the tables does this. sales reads and writes what belongs to its user; manager what belongs to anybody; serve, for \
            leadsheet serve, brings leads in and alone reads the sealed secrets and what Meta posted. The user is the one with the role's name \
            unless --user names another. A role that is not there is made, and may log in; it has no password until one is given, as by \\password \
            in psql.
            """
    ).withCommonOptions
    @Argument(help: "The role's name on the server.") var role: String
    @Argument(help: "sales, manager or serve.") var part: TeamPart
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let user = part == .serve ? nil : options.user ?? role
        try OpenStore.closed(settings.folders).grant(part, to: role, of: user)
        try Output.line("The role \(PlainLine.of(role)) \(sentence(user.map { PlainLine.of($0) } ?? "")).")
    }

    private func sentence(_ user: String) -> String {
        switch part {
        case .sales: "reads and writes what belongs to user \(user), and nothing else"
        case .manager: "is user \(user), and reads and writes what belongs to any user, but no secrets"
        case .serve: "brings leads in: leadsheet serve may use it"
        }
    }
}

/// `leadsheet database revoke …`
struct DatabaseRevokeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "revoke", abstract: "Take its part in the database from a role: it reads and writes nothing any more.",
        usage: "leadsheet database revoke ROLE [OPTIONS]",
        discussion: "It counts at once, also for who is connected. The user stays with all rows; leadsheet user remove does this by itself."
    ).withCommonOptions
    @Argument(help: "The role's name on the server.") var role: String
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let isThere = try OpenStore.closed(settings.folders).revoke(role)
        try Output.line(DatabaseRevokeCommand.sentence(role, isThere: isThere))
    }

    /// - Parameter isThere: whether the server has the role.
    static func sentence(_ role: String, isThere: Bool) -> String {
        let name = PlainLine.of(role)
        guard isThere else { return "The role \(name) has no part in the database any more, and the server has no such role." }
        let quoted = "\"\(name.replacing("\"", with: "\"\""))\""
        return "The role \(name) has no part in the database any more. It is still on the server, until: DROP ROLE \(quoted)"
    }
}

extension TeamPart: ExpressibleByArgument {}
