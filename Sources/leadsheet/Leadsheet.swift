import ArgumentParser
import CRM
import Foundation
import Logging

/// The program: its commands, and how a failure ends it.
@main
struct Leadsheet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leadsheet",
        abstract: "A terminal CRM for people who phone leads from Meta Lead Ads.",
        usage: "leadsheet [OPTIONS] [COMMAND]",
        discussion: """
            Without a command it shows the screens and listens for Meta's webhooks.

            Every option below is also an environment variable (--graph-url: LEADSHEET_GRAPH_URL) and, but for --config, a setting in \
            leadsheet.yaml. \
            The option counts before the variable, the variable before the file.
            """,
        version: Version.number,
        subcommands: [
            ScreensCommand.self, ServeCommand.self, DemoCommand.self, SimulateCommand.self, UserCommand.self, TemplateCommand.self,
            PageCommand.self, SheetsCommand.self, SheetCommand.self, ViewCommand.self, ExportCommand.self, ImportCommand.self,
            FeedCommand.self,
            LedgerCommand.self, FormCommand.self, InsightsCommand.self, DoctorCommand.self, SettingsCommand.self, ManualCommand.self,
            CompletionsCommand.self,
            BackupCommand.self, DatabaseCommand.self, MoveCommand.self, EraseCommand.self, KeyCommand.self,
        ],
        defaultSubcommand: ScreensCommand.self)

    @OptionGroup(title: "Options of every command") var options: CommonOptions

    /// Runs the command. What goes wrong is one sentence on standard error and status 1; wrong usage is status 64.
    static func main() async {
        StandardDescriptors.open()
        Signals.ignoreBrokenPipes()
        CoreFiles.forbid()
        do {
            var command = try await asyncParseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let error as PlainError {
            fail(error.message, error.isUsage ? .validationFailure : .failure)
        } catch let error as StoreError {
            fail(error.message)
        } catch is Output.Closed {
            // The reader of a pipe has seen enough (`| head`): that is no failure of ours.
            Foundation.exit(0)
        } catch {
            let words = CommandLine.arguments.dropFirst()
            // The parser speaks of an argument that it did not expect, and not of the commands; and where help is asked for, of neither.
            if exitCode(for: error) == .validationFailure || CommandWords.askForHelp(words), let sentence = CommandWords.fault(in: words) {
                fail(sentence, .validationFailure)
            }
            if exitCode(for: error) == .success { say(fullMessage(for: error)) }
            exit(withError: error)
        }
    }

    /// Help, or the version, as it was asked for.
    private static func say(_ text: String) -> Never {
        do {
            if !text.isEmpty { try Output.line(text) }
        } catch let error as PlainError {
            fail(error.message)
        } catch {
            // The reader of a pipe has seen enough.
        }
        Foundation.exit(0)
    }

    private static func fail(_ sentence: String, _ code: ExitCode = .failure) -> Never {
        let priority = Journal.isBehind(STDERR_FILENO) ? Journal.prefix(.error) : ""
        StandardError.write("\(priority)leadsheet: \(PlainLine.of(sentence))\n")
        Foundation.exit(code.rawValue)
    }
}
