import ArgumentParser
import Base
import CRM
import CRMStore

/// `leadsheet database …`
struct DatabaseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database", abstract: "The database itself: make the tables on a server, look at it, bring it to a new version.",
        subcommands: [Create.self, Status.self, Upgrade.self, DatabaseGrantCommand.self, DatabaseRevokeCommand.self])

    struct Create: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Make the tables in an empty database of a PostgreSQL server.", usage: "leadsheet database create ADDRESS [OPTIONS]",
            discussion: """
                Its owner does this once. The address is postgres://NAME@HOST/DATABASE or service=NAME, without a password: that comes from \
                ~/.pgpass. Where the tables are there already, nothing is done.
                """
        ).withCommonOptions
        @OptionGroup var address: AddressArgument
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let settings = try await address.settings(options)
            let data = OpenStore.closed(settings.folders)
            try data.create()
            let status = try data.status()
            try Output.line("The database \(PlainLine.of(status.location)) has the tables of this Leadsheet.")
            // Another role than the owner's finds the tables there, and has nothing to make.
            guard settings.folders.database.isOnServer, status.members != nil else { return }
            Output.note(DatabaseCommand.rolesOfTheirOwn)
        }
    }

    /// The next steps of the owner of the tables.
    static let rolesOfTheirOwn = """
        each person is a user (leadsheet user add NAME) and works with a role of their own, whose rows the server guards: leadsheet database grant \
        ROLE sales. That role's address goes into leadsheet.yaml as database, and not this one, which may do everything.
        """

    struct Status: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Say where the data are, in which version, how many, and who is connected.",
            usage: "leadsheet database status [ADDRESS] [OPTIONS]"
        ).withCommonOptions
        @OptionGroup var address: AddressArgument
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let settings = try await address.settings(options)
            for line in Status.lines(try OpenStore.closed(settings.folders).status()) { try Output.line(PlainLine.of(line)) }
        }

        static func lines(_ status: DataStatus) -> [String] {
            var lines = ["database   \(status.location)", "kept by    \(status.program)", "version    \(version(status))"]
            if !status.rows.isEmpty {
                lines.append("rows       \(status.rows.map { Counted.text($0.count, $0.name) }.joined(separator: ", "))")
            }
            if let connected = status.connected {
                let roles = connected.map { "\($0.name) (\(Counted.text($0.count, "connection")))" }
                lines.append("connected  \(roles.isEmpty ? "nobody else" : roles.joined(separator: ", "))")
            }
            if let intake = status.intake { lines.append("intake     \(intake.name)") }
            if let locker = status.locker { lines.append("locked by  \(locker)") }
            if let members = status.members {
                let given = members.filter(\.isGiven).map(role).joined(separator: ", ")
                lines.append("roles      \(given.isEmpty ? "none yet; leadsheet database grant gives one its part" : given)")
                let others = members.filter { !$0.isGiven }.map(role).joined(separator: ", ")
                if !others.isEmpty {
                    lines.append(
                        "not here   \(others): the server has no such role, or it has no part; leadsheet database grant gives it, leadsheet database revoke takes this entry out"
                    )
                }
            }
            return lines
        }

        private static func role(_ member: TeamMember) -> String {
            let user = member.user.map { $0 == member.role ? "" : ", user \($0)" } ?? ""
            return "\(member.role) (\(member.part.rawValue)\(user))"
        }

        private static func version(_ status: DataStatus) -> String {
            let own = status.ownVersion
            return switch status.version {
            case nil: "none, for there are no tables: leadsheet database create makes them"
            case own?: "\(own), which is that of this Leadsheet"
            case .some(let version) where version < own:
                "\(version), older than \(own) of this Leadsheet: leadsheet database upgrade brings it there"
            case .some(let version): "\(version), newer than \(own) of this Leadsheet: install the newer one"
            }
        }
    }

    struct Upgrade: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring the tables on a PostgreSQL server to the version of this Leadsheet.",
            usage: "leadsheet database upgrade [ADDRESS] [OPTIONS]",
            discussion: """
                Their owner does this after a new version of Leadsheet. All of it is done, or nothing. Make a backup before. A database that is \
                a file is brought to a new version at its first start.
                """
        ).withCommonOptions
        @OptionGroup var address: AddressArgument
        @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

        func run() async throws {
            let settings = try await address.settings(options)
            let data = OpenStore.closed(settings.folders)
            let change = try data.upgrade()
            let location = PlainLine.of(try data.status().location)
            guard change.before < change.after else {
                return try Output.line("The database \(location) is of this version, \(change.after). There was nothing to do.")
            }
            try Output.line("The database \(location) was brought from version \(change.before) to \(change.after).")
            Output.note("install this version of Leadsheet wherever the database is used, and start those anew that run.")
        }
    }

    /// The address, which counts before the option and the settings.
    struct AddressArgument: ParsableArguments {
        @Argument(help: "The database: postgres://NAME@HOST/DATABASE or service=NAME. May be left out where a setting names it.")
        var address: String?

        func settings(_ options: CommonOptions) async throws(PlainError) -> Settings {
            var options = options
            if let address { options.database = address }
            return try await options.settings()
        }
    }
}
