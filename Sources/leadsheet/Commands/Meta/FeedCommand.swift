import ArgumentParser
import CRM

extension EventState: ExpressibleByArgument {}

/// `leadsheet feed …`
struct FeedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed", abstract: "The journal of Meta's notifications: what became of each lead.",
        subcommands: [FeedShowCommand.self, FeedRetryCommand.self], defaultSubcommand: FeedShowCommand.self)
}
