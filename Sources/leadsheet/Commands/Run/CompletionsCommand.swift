import ArgumentParser
import Foundation

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

              mkdir -p ~/.local/share/bash-completion/completions
              leadsheet completions bash > ~/.local/share/bash-completion/completions/leadsheet

            in zsh, into a folder of $fpath:

              mkdir -p ~/.zsh/completions
              leadsheet completions zsh > ~/.zsh/completions/_leadsheet

            and in fish:

              mkdir -p ~/.config/fish/completions
              leadsheet completions fish > ~/.config/fish/completions/leadsheet.fish

            Users, spreadsheets, templates, pages and forms are read from your data when you press Tab.
            """)
    @Argument(help: "bash, zsh or fish.") var shell: Shell

    func run() throws { try Output.text(Self.script(for: shell)) }

    static func script(for shell: Shell) -> String {
        guard let kind = CompletionShell(rawValue: shell.rawValue) else { preconditionFailure("The parser writes no script for \(shell).") }
        let script = CommonOptions.$visibility.withValue(.default) { CompletedProgram.completionScript(for: kind) } + "\n"
        // The program itself knows these options behind the command that is meant.
        return withHelp(script.replacing("---completion feed -- ", with: "---completion feed show -- "), shell)
    }

    /// With the commands behind `help`, whose help it is, and those below them: the parser's script has none there.
    private static func withHelp(_ script: String, _ shell: Shell) -> String {
        func words(_ commands: [ProgramCommand]) -> String { commands.map(\.word).joined(separator: " ") }
        let all = words(ProgramCommand.root.subcommands)
        let groups = ProgramCommand.root.subcommands.filter { !$0.subcommands.isEmpty }.map { ($0.word, words($0.subcommands)) }
        // Its function is the last.
        func behind(_ line: String, _ new: String) -> String {
            guard let place = script.range(of: line, options: .backwards) else {
                preconditionFailure("The parser's script has no help as is read here.")
            }
            return script.replacingCharacters(in: place, with: new)
        }
        switch shell {
        case .bash:
            let end = "    __leadsheet_offer_flags_options -1\n"
            let cases = groups.map { "\($0)) words='\($1)' ;; " }.joined()
            return behind(
                end,
                """
                \(end)    local words=
                    case "${COMP_CWORD}" in
                    2) words='\(all)' ;;
                    3) case "${COMP_WORDS[2]}" in \(cases)esac ;;
                    esac
                    COMPREPLY+=($(compgen -W "${words}" -- "${cur}"))

                """)
        case .zsh:
            let cases = groups.map { "(\($0)) compadd \($1) ;; " }.joined()
            return behind("'*:subcommands:'", "'1:command:(\(all))' '2:command:{ case $words[2] in \(cases)esac }'")
        case .fish:
            let isHelp = "__fish_seen_subcommand_from help; and"
            return script + "complete -c leadsheet -n '\(isHelp) not __fish_seen_subcommand_from \(all)' -fa '\(all)'\n"
                + groups.map { "complete -c leadsheet -n '\(isHelp) __fish_seen_subcommand_from \($0)' -fa '\($1)'\n" }.joined()
        }
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
