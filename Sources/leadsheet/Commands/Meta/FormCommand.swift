import ArgumentParser

/// `leadsheet form …`
struct FormCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "form", abstract: "The lead forms, and which answer fills which field.",
        subcommands: [FormListCommand.self, FormMapCommand.self])
}
