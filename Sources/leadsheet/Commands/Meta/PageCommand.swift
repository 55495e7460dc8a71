import ArgumentParser

/// `leadsheet page …`
struct PageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "page", abstract: "The Meta pages whose leads arrive here.",
        subcommands: [PageSetCommand.self, PageListCommand.self, PageRemoveCommand.self, PageCheckCommand.self, PageSubscribeCommand.self])
}
