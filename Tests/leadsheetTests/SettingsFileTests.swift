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
            let fault = await #expect(throws: PlainError.self) { try await SettingsLoader.faults(ofFile: path, environment: [:]) }
            #expect(fault?.message.hasPrefix("The settings file \(path) cannot be read (it is a pipe or a device, and no file).") == true)
            await #expect(throws: PlainError.self) { try await SettingsLoader.load(config: path, environment: [:]) }
        }
        withExtendedLifetime(folder) {}
    }

    @Test(
        "a file that says nothing where it seems to is refused with the line",
        arguments: [
            ("  mouse: false\n  public_url: https://crm.example.com\n", 1, "a setting begins in the first column"),
            ("# mine\n\n\tmouse: false\n", 3, "a setting begins in the first column"),
            (" - x\n", 1, "a setting begins in the first column"),
            ("bell: false\nmouse:false\n", 2, "\"mouse:false\" is not a setting, expected NAME: VALUE."),
        ])
    func nothing(_ text: String, line: Int, reason: String) async throws {
        let folder = try TestFolder()
        let file = try folder.write(text)
        let faults = try await SettingsLoader.faults(ofFile: file, environment: [:]).map(\.message)
        #expect(faults.count == 1 && faults[0].hasPrefix("\(file), line \(line): \(reason)"), "\(faults)")
        await #expect(throws: PlainError.self) { try await SettingsLoader.load(config: file, environment: [:]) }
        withExtendedLifetime(folder) {}
    }

    @Test("a file in another encoding than UTF-8 is told as such")
    func encoding() async throws {
        let folder = try TestFolder()
        let file = try folder.write("")
        try #require("mouse: false\n".data(using: .utf16)).write(to: URL(filePath: file))
        let fault = await #expect(throws: PlainError.self) { try await SettingsLoader.load(config: file, environment: [:]) }
        #expect(fault?.message.contains("cannot be read (it is not UTF-8).") == true, "\(fault?.message ?? "")")
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
