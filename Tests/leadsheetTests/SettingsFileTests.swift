import Foundation
import SalesDesk
import TestSupport
import Testing

@testable import leadsheet

/// Holds `config/leadsheet.yaml` against the code.
@Suite struct SettingsFileTests {
    private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("config/leadsheet.yaml").path

    @Test("config/leadsheet.yaml is what the records of the settings say")
    func example() throws {
        let fresh = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "leadsheet.yaml.new")
        let shown = try String(contentsOfFile: Self.path, encoding: .utf8)
        let right = SettingsExample.text
        if shown == right {
            // Left by an earlier run that failed; that it is missing is the usual case.
            try? FileManager.default.removeItem(at: fresh)
        } else {
            try right.write(to: fresh, atomically: true, encoding: .utf8)
        }
        #expect(shown == right, "Tests/leadsheetTests/leadsheet.yaml.new is what the records say: put it into config/leadsheet.yaml.")
    }

    @Test("a device and a pipe are said to be no file")
    func noFile() async throws {
        let folder = try TestFolder()
        let pipe = "\(folder.path)/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        for path in ["/dev/null", pipe] {
            for fault in await SettingsLoader.faults(ofFile: path, environment: [:]) {
                #expect(fault.message.hasPrefix("The settings file \(path) cannot be read (it is a pipe or a device, and no file)."))
            }
            await #expect(throws: PlainError.self) { try await SettingsLoader.load(config: path, environment: [:]) }
        }
        withExtendedLifetime(folder) {}
    }

    @Test("every setting is told of, by itself or with the one before it")
    func about() throws {
        #expect(SettingRecords.all.first?.about.isEmpty == false)
        for (record, next) in zip(SettingRecords.all, SettingRecords.all.dropFirst()) where next.about.isEmpty {
            #expect(!record.about.isEmpty, "\(next.name)")
        }
    }

    @Test("config/leadsheet.yaml gives every setting its default")
    func defaults() async throws {
        let file = try await SettingsFile.read(Self.path, mustExist: true)
        let (statuses, reasons) = (SettingRecords.records.statuses.name, SettingRecords.records.lostReasons.name)
        for setting in SettingRecords.all where setting.name != statuses && setting.name != reasons {
            #expect(try file.text(of: setting.name) == setting.defaultText, "\(setting.name)")
        }
        #expect(try file.list(of: statuses) == StatusList.defaultLines)
        #expect(try file.list(of: reasons) == LostReasonList.defaultLines)
    }

    @Test("config/leadsheet.yaml lists every command of the screens with its keys, so that a line can be taken as it is")
    func commands() async throws {
        let text = try String(contentsOfFile: Self.path, encoding: .utf8)
        let keys = String(text[try #require(text.range(of: "\nkeys:\n")).lowerBound...])
        let folder = try TestFolder()
        let file = try folder.write(keys.replacing("\n#  ", with: "\n  "))
        #expect(try await SettingsLoader.load(config: file, environment: [:]).keymap == .standard)
        withExtendedLifetime(folder) {}
    }
}
