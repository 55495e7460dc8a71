import ArgumentParser
import Foundation
import Logging

/// The options of every command: each but the settings file itself is a setting, and counts before the variable and the file.
struct CommonOptions: ParsableArguments {
    /// A command's own help leaves them to `leadsheet --help`. A shell completes them everywhere: while its script is made it is another one.
    @TaskLocal static var visibility = ArgumentVisibility.hidden

    @Option(
        help: ArgumentHelp("One folder for everything: settings, database, key and log. Without it, the XDG folders.", valueName: "dir"),
        completion: .directory)
    var home: String?

    @Option(help: ArgumentHelp("The settings file.", valueName: "file"), completion: .file())
    var config: String?

    @Option(
        help: ArgumentHelp("The user whose data it is. May be left out while there is one.", valueName: "name"),
        completion: CompletionValues.users)
    var user: String?

    @Option(help: ArgumentHelp("The database: a file, or postgres://NAME@HOST/DATABASE.", valueName: "file"), completion: .file())
    var database: String?

    @Option(help: ArgumentHelp("Where Meta's webhooks come in (default: 127.0.0.1:8080).", valueName: "host:port"))
    var listen: String?

    @Option(help: ArgumentHelp("The Graph API (default: https://graph.facebook.com).", valueName: "url"))
    var graphURL: String?

    @Option(help: ArgumentHelp("The Graph API's version (default: v25.0).", valueName: "version"))
    var graphVersion: String?

    @Option(
        help: ArgumentHelp("trace, debug, info, notice, warning, error or critical (default: info).", valueName: "level"),
        completion: .list(Logger.Level.allCases.map(\.rawValue)))
    var logLevel: String?

    /// The settings of this run.
    func settings(environment: [String: String] = ProcessInfo.processInfo.environment) async throws(PlainError) -> Settings {
        let records = SettingRecords.records
        var flags: [String: String] = [:]
        flags[records.home.name] = home
        flags[records.user.name] = user
        flags[records.database.name] = database
        flags[records.listen.name] = listen
        flags[records.graphURL.name] = graphURL
        flags[records.graphVersion.name] = graphVersion
        flags[records.logLevel.name] = logLevel
        return try await SettingsLoader.load(flags: flags, config: config, environment: environment)
    }
}

extension CommandConfiguration {
    /// The last paragraph of a command's help.
    static let commonOptionsNote = "Options of every command, such as --home, --user and --database: leadsheet --help"

    /// Lines as wide as those of the rest of the help, for the parser leaves them as they are.
    private static func wrapped(_ usage: String) -> String {
        var (lines, width) = ([""], "USAGE: ".count)
        for word in usage.split(separator: " ", omittingEmptySubsequences: false) {
            if !lines[lines.count - 1].isEmpty, width + 1 + word.count > 80 {
                lines.append(continuation + word)
                width = "USAGE: ".count + continuation.count + word.count
            } else {
                lines[lines.count - 1] += (lines[lines.count - 1].isEmpty ? "" : " ") + word
                width += 1 + word.count
            }
            if word.contains("\n") { width = word.count }
        }
        return lines.joined(separator: "\n")
    }

    /// Begins a line of a usage that goes on; a second way to give the command begins with fewer blanks.
    static let continuation = "           "

    /// The same with a line that says where the options of every command are told: a command's own help shows its own only.
    var withCommonOptions: CommandConfiguration {
        var configuration = self
        configuration.usage = usage.map(Self.wrapped)
        configuration.discussion = [discussion, Self.commonOptionsNote].filter { !$0.isEmpty }.joined(separator: "\n\n")
        return configuration
    }
}
