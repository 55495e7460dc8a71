import Foundation
import SalesDesk
import TestSupport
import Testing

@testable import leadsheet

/// Holds `config/leadsheet.yaml` against the code.
@Suite struct SettingsFileTests {
    private static let path = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appendingPathComponent("config/leadsheet.yaml").path

    @Test("config/leadsheet.yaml names every setting, and none that does not exist")
    func keys() async throws {
        let file = try await SettingsFile.read(Self.path, mustExist: true)
        #expect(Set(file.lines.keys) == Set(SettingRecords.all.map(\.name)))
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
        let titles = keys.matches(of: /#  ([\w.]+): \[.*\] +# (.+)/).map { "\($0.1): \($0.2)" }
        #expect(Set(titles) == Set(CommandRegistry.all.map { "\($0.id): \($0.title(.standard))" }))
        withExtendedLifetime(folder) {}
    }

    @Test("every setting of config/leadsheet.yaml has a comment above it or above its neighbour")
    func comments() throws {
        var isCommented = false
        for line in try String(contentsOfFile: Self.path, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
            if line.isEmpty { isCommented = false }
            if line.hasPrefix("#") { isCommented = true }
            if line.first?.isLetter == true { #expect(isCommented, "\(line)") }
        }
    }
}
