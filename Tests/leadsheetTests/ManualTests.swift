import ArgumentParser
import Foundation
import SalesDesk
import TerminalKit
import TestSupport
import Testing

@testable import leadsheet

@Suite("The manual") struct ManualTests {
    private func page(_ file: String) throws -> String {
        let page = try #require(Manual.pages.first { $0.fileName == file }, "there is no \(file)")
        // As a person reads it.
        return page.text.replacing("\\(aq", with: "'").replacing("\\(ti", with: "~").replacing("\\(ha", with: "^").replacing(
            "\\(ga", with: "`"
        )
        .replacing("\\-", with: "-").replacing("\\(rs", with: "\\").replacing("\\&", with: "")
    }

    /// The options of a command as its own help lists them, and those of the commands below it.
    private func options(_ command: any ParsableCommand.Type) -> Set<String> {
        let help = command.helpMessage(columns: 400).components(separatedBy: "OPTIONS:").dropFirst().joined()
        let own = help.matches(of: #/(?m)^  (--[a-z-]+)/#).map { String($0.1) }
        return command.configuration.subcommands.reduce(Set(own)) { $0.union(options($1)) }.subtracting(["--version", "--help"])
    }

    @Test("every command has a page, which tells of all its options and of the commands below it")
    func commands() throws {
        let overview = try page("leadsheet.1")
        #expect(Leadsheet.configuration.subcommands.count > 20)
        for command in Leadsheet.configuration.subcommands {
            let name = try #require(command.configuration.commandName)
            let text = try page("leadsheet-\(name).1")
            #expect(overview.contains("leadsheet-\(name)(1)") && text.contains("leadsheet(1)"))
            // Said once, and not below each command.
            #expect(!text.contains("Options of every command"))
            for option in options(command) { #expect(text.contains("\\fB\(option)"), "\(name) \(option)") }
            for below in command.configuration.subcommands {
                #expect(text.contains("leadsheet \(name) \(below.configuration.commandName ?? below._commandName)"), "\(name) \(below)")
            }
        }
        for option in ["--home", "--user", "--database", "--listen", "--log-level"] { #expect(overview.contains("\\fB\(option) ")) }
    }

    @Test("every setting is in leadsheet.yaml(5) with its variable and its default")
    func settings() throws {
        let text = try page("leadsheet.yaml.5")
        for record in SettingRecords.all {
            let entry = try #require(
                text.components(separatedBy: ".TP\n").first { $0.hasPrefix("\\fB\(record.name)\\fR\n") }, "\(record.name)")
            let words = entry.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            // The keys are refused as a variable, and their list is on a page of its own.
            let isKeymap = record.name == SettingRecords.records.keymap.name
            #expect(words.contains("Also \(record.environmentName)") != isKeymap)
            #expect(!words.contains("Here are all commands") && words.contains("leadsheet-keys(7)") == isKeymap)
            guard !isKeymap else { continue }
            #expect(words.contains("Default: \(record.defaultText.isEmpty ? "empty" : record.defaultText.replacing(",", with: ", "))"))
            #expect(words.contains("Taken on SIGHUP.") == record.isReloaded)
        }
    }

    @Test("every command of the screens is in leadsheet-keys(7) with its keys")
    func keys() throws {
        let entries = try page("leadsheet-keys.7").components(separatedBy: ".TP\n").map {
            $0.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        for command in CommandRegistry.all {
            let entry = try #require(entries.first { $0.contains("(\(command.id))") }, "\(command.id)")
            for key in command.defaultKeys { #expect(entry.contains(key.description), "\(command.id)") }
        }
    }

    @Test(
        "mandoc and groff have nothing to say against a page",
        arguments: [["mandoc", "-T", "lint", "-W", "warning"], ["groff", "-ww", "-z", "-man", "-T", "utf8", "-K", "utf8"]])
    func readers(_ reader: [String]) async throws {
        let path = "/usr/bin:/bin:/usr/local/bin"
        guard path.split(separator: ":").contains(where: { access("\($0)/\(reader[0])", X_OK) == 0 }) else { return }
        let folder = try TestFolder()
        let files = try Manual.pages.map { try folder.write($0.text, to: $0.fileName) }
        #expect(files.count > 20)
        let run = ProgramRun(
            words: reader + files, environment: ["PATH": path], folder: folder.path, timeLimit: .seconds(600), hearsOutput: true)
        #expect(await run.run() == ProgramRun.Result(end: .done))
        withExtendedLifetime(folder) {}
    }
}
