import ArgumentParser
import Foundation
import Testing

@testable import leadsheet

@Suite("Commands of the pages")
struct CommandTests {
    @Test("every command line in a block of code is understood", arguments: MarkdownPage.all)
    func blocks(_ page: MarkdownPage) async {
        for block in page.blocks where ["", "sh"].contains(block.language) {
            for line in ShellLine.lines(of: block.text) {
                guard let arguments = line.arguments(of: "leadsheet") else { continue }
                await #expect(throws: Never.self, "leadsheet \(arguments.joined(separator: " "))") {
                    try await Leadsheet.asyncParseAsRoot(arguments)
                }
            }
        }
    }

    @Test("the blocks of the pages have command lines, with their remarks and line ends left out")
    func found() {
        let lines = MarkdownPage.ofUsers.flatMap(\.blocks).flatMap { ShellLine.lines(of: $0.text) }
        let found = lines.compactMap { $0.arguments(of: "leadsheet") }
        #expect(found.count > 20)
        #expect(found.contains(["import", "fair.csv", "--sheet", "Trade fair", "--dry-run"]))
        #expect(found.contains(["--home", "/var/lib/leadsheet"]))
        #expect(found.contains(["demo"]))
    }

    @Test("every command named within a sentence is one, and has the options that are named", arguments: MarkdownPage.all)
    func sentences(_ page: MarkdownPage) {
        for code in page.code where code.hasPrefix("leadsheet ") {
            let words = code.split(separator: " ").dropFirst().map { $0.trimmingCharacters(in: ["[", "]"]) }
            let (command, rest) = Self.command(words)
            if command == Leadsheet.self, let word = rest.first, !word.hasPrefix("-"), word != "help" {
                Issue.record("\(page.path): `\(code)` is no command")
            }
            // Options of a group's own are those of its command that need not be named.
            let told = [command, command.configuration.defaultSubcommand, Leadsheet.self].compactMap { $0 }
            let options = told.flatMap { $0.helpMessage(includeHidden: true).matches(of: /--[a-z-]+/).map { String($0.0) } }
            for option in rest where option.hasPrefix("--") { #expect(options.contains(option), "\(code)") }
        }
    }

    @Test("every command of the program stands in the table of commands")
    func table() throws {
        // A row names its first command in full, and others of the same group by their last words.
        let named = try MarkdownPage.documentation("commands").rows("command").flatMap { row -> [[String]] in
            let commands = MarkdownPage.code(in: row[0]).map { $0.split(separator: " ").map(String.init) }
            guard let first = commands.first else { return [] }
            return commands.map { $0.first == "leadsheet" ? Array($0.dropFirst()) : [first[1]] + $0 }
        }
        for path in Self.paths(Leadsheet.self) {
            #expect(named.contains { $0.starts(with: path) }, "leadsheet \(path.joined(separator: " "))")
        }
    }

    /// The command that the words name, and the words behind it.
    private static func command(_ words: [String]) -> (any ParsableCommand.Type, [String]) {
        var command: any ParsableCommand.Type = Leadsheet.self
        var rest = words[...]
        while let word = rest.first, let next = command.configuration.subcommands.first(where: { $0._commandName == word }) {
            command = next
            rest = rest.dropFirst()
        }
        return (command, Array(rest))
    }

    /// The names of all commands without commands below them, such as `["user", "add"]`. One that need not be named has its group's name.
    private static func paths(_ command: any ParsableCommand.Type) -> [[String]] {
        let configuration = command.configuration
        return configuration.subcommands.flatMap { below -> [[String]] in
            let name = below == configuration.defaultSubcommand ? [] : [below._commandName]
            return below.configuration.subcommands.isEmpty ? [name] : paths(below).map { name + $0 }
        }
    }
}
