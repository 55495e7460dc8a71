import ArgumentParser

/// `leadsheet completions`
struct CompletionsCommand: ParsableCommand {
    enum Shell: String, CaseIterable, ExpressibleByArgument {
        case bash
        case zsh
        case fish
    }

    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "Print the script that has a shell's Tab complete commands, options and values.",
        usage: "leadsheet completions bash|zsh|fish",
        discussion: """
            A package has put it in its place. Without one, in bash:

              leadsheet completions bash > ~/.local/share/bash-completion/completions/leadsheet

            in zsh, into a folder of $fpath:

              leadsheet completions zsh > ~/.zsh/completions/_leadsheet

            and in fish:

              leadsheet completions fish > ~/.config/fish/completions/leadsheet.fish

            Users, spreadsheets, templates, pages and forms are read from your data when you press Tab.
            """)
    @Argument(help: "bash, zsh or fish.") var shell: Shell

    func run() throws { try Output.text(Self.script(for: shell)) }

    static func script(for shell: Shell) -> String {
        guard let kind = CompletionShell(rawValue: shell.rawValue) else { preconditionFailure("The parser writes no script for \(shell).") }
        let script = CommonOptions.$visibility.withValue(.default) { CompletedProgram.completionScript(for: kind) } + "\n"
        // The program itself knows these options behind the command that is meant.
        return script.replacing("---completion feed -- ", with: "---completion feed show -- ")
    }
}

/// The program as a shell completes it. The parser completes no option of a command that is meant where none is named, so a command has those
/// here itself; the program's own are those of every command.
private struct CompletedProgram: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        var configuration = Leadsheet.configuration
        configuration.subcommands = configuration.subcommands.map { $0 == FeedCommand.self ? Feed.self : $0 }
        configuration.defaultSubcommand = nil
        return configuration
    }
    @OptionGroup var options: CommonOptions

    struct Feed: AsyncParsableCommand {
        static var configuration: CommandConfiguration {
            var configuration = FeedCommand.configuration
            configuration.defaultSubcommand = nil
            return configuration
        }
        @OptionGroup var show: FeedShowCommand
    }
}
