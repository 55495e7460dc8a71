import ArgumentParser
import Foundation
import Testing

@testable import leadsheet

@Suite("Help and version of the program") struct HelpTests {
    @Test("a command's help shows its own options, and says where those of every command are")
    func ownOptions() {
        let help = ExportCommand.helpMessage(columns: 80)
        #expect(help.contains("--format"))
        #expect(!help.contains("--graph-url"))
        #expect(help.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains("leadsheet --help"))
        let general = Leadsheet.helpMessage(columns: 80)
        for option in ["--home", "--user", "--database", "--listen", "--graph-url", "--log-level"] { #expect(general.contains(option)) }
    }

    @Test(
        "the help of a command that is used without reading more fits a screen of 80x24, without the general options",
        arguments: [
            ExportCommand.helpMessage(columns: 80), SheetsCommand.helpMessage(columns: 80), BackupCommand.helpMessage(columns: 80),
            DoctorCommand.helpMessage(columns: 80), DemoCommand.helpMessage(columns: 80),
        ])
    func fits(_ help: String) {
        #expect(help.split(separator: "\n", omittingEmptySubsequences: false).count <= 24, "\(help)")
    }

    @Test("no line of a command's help is wider than a screen, and the manual has the usage in one piece")
    func narrow() throws {
        func check(_ command: ProgramCommand, _ type: any ParsableCommand.Type) {
            let help = Leadsheet.helpMessage(for: type, columns: 80)
            for line in help.split(separator: "\n") { #expect(line.count <= 80, "\(command.name): \(line)") }
            for (below, type) in zip(command.subcommands, type.configuration.subcommands) { check(below, type) }
        }
        check(.root, Leadsheet.self)
        let erase = try #require(ProgramCommand.root.subcommands.first { $0.word == "erase" })
        let ways = erase.usage.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(ways.count == 2 && ways.allSatisfy { $0.hasPrefix("leadsheet erase") })
        #expect(ProgramCommand.root.subcommands.first { $0.word == "simulate" }?.usage.contains("\n") == false)
    }

    @Test("the version is three numbers, said by the doctor first")
    func version() {
        #expect(Version.number.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
        #expect(Leadsheet.configuration.version == Version.number)
        #expect(Doctor.version.detail.contains(Version.number))
        #expect(Version.userAgent == "Leadsheet/\(Version.number)")
    }
}
