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
            (["help", "exprot"], "There is no command \"leadsheet exprot\". Did you mean export?"),
        ] as [([String], String)])
    func wrong(words: [String], sentence: String) {
        #expect(CommandWords.fault(in: words) == sentence)
    }

    @Test("an option of every command is found where it is meant, which the help of the command leaves out")
    func option() {
        #expect(CommandWords.fault(in: ["export", "--usr", "ana"]) == "There is no option \"--usr\". Did you mean --user?")
        #expect(CommandWords.fault(in: ["page", "check", "7", "--hme=x"]) == "There is no option \"--hme\". Did you mean --home?")
        #expect(CommandWords.fault(in: ["export", "--format", "cvs", "--wonder"]) == nil)
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
