import ArgumentParser
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

    @Test("the version is three numbers, said by the doctor first")
    func version() {
        #expect(Version.number.wholeMatch(of: /\d+\.\d+\.\d+/) != nil)
        #expect(Leadsheet.configuration.version == Version.number)
        #expect(Doctor.version.detail.contains(Version.number))
        #expect(Version.userAgent == "Leadsheet/\(Version.number)")
    }
}
