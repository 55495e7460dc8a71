import ArgumentParser
import Base
import CRM
import Foundation

/// `leadsheet settings`
struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings", abstract: "Print every setting with its value and where it was said.",
        usage: "leadsheet settings [--check FILE] [OPTIONS]",
        discussion: """
            An option counts before its environment variable, the variable before leadsheet.yaml, and that before the default. Passwords in \
            addresses and the arguments of commands are not shown.

            With --check nothing is printed but the faults of that file, each with its line; the exit status is 1 when it has one.
            """
    ).withCommonOptions
    @Option(help: ArgumentHelp("Say what is wrong with this settings file.", valueName: "file"), completion: .file()) var check: String?
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        if let check { return try await examine(check) }
        let settings = try await options.settings()
        var table = TextTable(["setting", "said by", "value"])
        let found = [
            SettingRecords.records.database.name: settings.folders.database.text,
            SettingRecords.records.timeZone.name: settings.zone.identifier,
        ]
        for said in settings.said {
            let text = said.shownText.isEmpty ? found[said.record.name] : nil
            table.add([said.record.name, said.origin.cell, text ?? said.shownText])
        }
        try Output.text(table.text)
    }

    private func examine(_ path: String) async throws {
        let faults = try await SettingsLoader.faults(ofFile: path, environment: ProcessInfo.processInfo.environment)
        for fault in faults { try Output.line(PlainLine.of(fault.message)) }
        guard faults.isEmpty else {
            let them = faults.count == 1 ? "it" : "them"
            throw PlainError("\(path) has \(Counted.text(faults.count, "fault")), see above. Mend \(them) before the file is used.")
        }
        try Output.line("\(PlainLine.of(path)) can be used as it is.")
    }
}
