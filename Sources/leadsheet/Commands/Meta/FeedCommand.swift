import ArgumentParser
import CRM

extension EventState: ExpressibleByArgument {}

/// `leadsheet feed …`
struct FeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed", abstract: "The journal of Meta's notifications: what became of each lead.",
        discussion: """
            leadsheet feed alone is leadsheet feed show, with the same options, such as --follow and --state. leadsheet feed show --help \
            tells them.
            """,
        subcommands: [FeedShowCommand.self, FeedRetryCommand.self], defaultSubcommand: FeedShowCommand.self)
}
