import ArgumentParser
import Foundation
import Testing

@testable import leadsheet

@Suite("Words of a command line") struct CommandWordsTests {
    @Test(
        "a word that is no command is told with the command that was meant",
        arguments: [
            (["serv"], "There is no command \"leadsheet serv\". Did you mean serve?"),
            (["--home", "serve", "exprot", "--format", "csv"], "There is no command \"leadsheet exprot\". Did you mean export?"),
            (["page", "chek", "7"], "There is no command \"leadsheet page chek\". Did you mean check?"),
            (["user", "quit"], "There is no command \"leadsheet user quit\". leadsheet user --help lists those there are."),
            (["help", "databse"], "There is no command \"leadsheet databse\". Did you mean database?"),
            (["erase", "-5"], "There is no option \"-5\", and no number below 0 is taken here."),
            (["help", "exprot"], "There is no command \"leadsheet exprot\". Did you mean export?"),
            (["pgae", "list"], "There is no command \"leadsheet pgae\". Did you mean page?"),
            (["version"], "There is no command \"leadsheet version\". leadsheet --version says which version this is."),
            (["-v"], "There is no option \"-v\". leadsheet --version says which version this is."),
        ] as [([String], String)])
    func wrong(words: [String], sentence: String) {
        #expect(CommandWords.fault(in: words) == sentence)
    }

    @Test("an option of every command is found where it is meant, which the help of the command leaves out")
    func option() {
        #expect(CommandWords.fault(in: ["export", "--usr", "ana"]) == "There is no option \"--usr\". Did you mean --user?")
        #expect(CommandWords.fault(in: ["page", "check", "7", "--hme=x"]) == "There is no option \"--hme\". Did you mean --home?")
        #expect(CommandWords.fault(in: ["export", "--format", "cvs", "--wonder"]) == nil)
        // Too short, or too far from one.
        #expect(CommandWords.fault(in: ["export", "-x"]) == nil && CommandWords.fault(in: ["--theme=dark"]) == nil)
    }

    @Test(
        "values are no commands",
        arguments: [
            [], ["serve"], ["--user", "serv"], ["--user=serv", "export"], ["export", "x"], ["page", "check", "chek"], ["--", "serv"],
            ["help", "serve"], ["doctor", "--json"], ["feed", "--state", "lost"],
            ["import", "-", "--existing", "merge"],
        ])
    func right(words: [String]) {
        #expect(CommandWords.fault(in: words) == nil)
    }

    @Test("completion knows which data are meant, however a shell gives the words")
    func completion() {
        let first = CompletionValues.options(in: ["leadsheet", "--home", "/h", "export", "--sheet", ""])
        #expect(first.flags == ["home": "/h"] && first.config == nil)
        let parts = CompletionValues.options(in: ["leadsheet", "--user", "=", "ana", "--config=/c"])
        #expect(parts.flags == ["user": "ana"] && parts.config == "/c")
        #expect(CompletionValues.options(in: ["leadsheet", "--home", "\"/a b\"", "--user", ""]).flags == ["home": "/a b"])
    }

    @Test("a value is offered as it is, whatever a shell makes of its signs")
    func literal() {
        #expect(CompletionValues.literal("$(touch x) 'y", in: .bash) == "'$(touch x) '\\''y'")
        #expect(CompletionValues.literal("a:b\\c", in: .zsh) == "a\\:b\\\\c")
        #expect(CompletionValues.literal("a:b", in: .fish) == "a:b")
    }

    @Test("a command with one below it that is meant where none is named completes the options of that")
    func meant() throws {
        #expect(ProgramCommand.root.subcommands.filter { $0.defaultCommand != nil }.map(\.word) == ["feed"])
        let bash = CompletionsCommand.script(for: .bash)
        let feed = try #require(bash.firstMatch(of: /\n_leadsheet_feed\(\) \{\n(?s:.*?)\n\}\n/)).0
        for word in ["--state", "--follow", "--since", "'saved'", "--user", "retry"] { #expect(feed.contains(word), "\(word)") }
        let zsh = CompletionsCommand.script(for: .zsh)
        let function = try #require(zsh.firstMatch(of: /\n_leadsheet_feed\(\) \{\n(?s:.*?)\n\}\n/)).0
        for word in ["--state", "--follow", "saved"] { #expect(function.contains(word), "\(word)") }
        for shell in CompletionsCommand.Shell.allCases {
            // The program is asked for values by the name of the command that has the option.
            #expect(!CompletionsCommand.script(for: shell).contains("---completion feed --"))
        }
    }

    @Test("behind help the scripts complete the commands, and those below them")
    func help() throws {
        for shell in CompletionsCommand.Shell.allCases {
            let script = CompletionsCommand.script(for: shell)
            let place = try #require(script.range(of: shell == .fish ? "from help" : "\n_leadsheet_help() {"))
            #expect(script[place.upperBound...].prefix(600).contains("screens serve demo"), "\(shell)")
            #expect(script[place.upperBound...].contains("create status upgrade grant revoke"), "\(shell)")
        }
    }

    @Test("the scripts complete the options of every command behind each command, whose help leaves them out")
    func everywhere() {
        for shell in CompletionsCommand.Shell.allCases {
            let script = CompletionsCommand.script(for: shell)
            let option = shell == .fish ? "-l 'home'" : "--home"
            #expect(script.components(separatedBy: option).count > 20, "\(shell)")
            #expect(script.contains("---completion export -- --sheet"))
            #expect(script.contains("critical"))
        }
        #expect(!ExportCommand.helpMessage().contains("--graph-url"))
    }
}
