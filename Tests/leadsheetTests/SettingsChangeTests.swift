import TestSupport
import Testing

@testable import leadsheet

@Suite("Settings that are read again") struct SettingsChangeTests {
    private func load(_ file: String) async throws -> Settings {
        let folder = try TestFolder()
        let settings = try await SettingsLoader.load(config: try folder.write(file), environment: [:])
        withExtendedLifetime(folder) {}
        return settings
    }

    @Test("they are told apart: those in force at once, and those that a restart brings")
    func change() async throws {
        let start = try await load("log_level: info\nuser: ana\n")
        let second = try await load("log_level: debug\nuser: bob\n")
        let third = try await load("log_level: debug\nuser: bob\non_new_lead: [tell, geheim]\n")
        #expect(
            SettingsChange(since: start, start, to: second).sentences == [
                "The settings were read again. From now on log_level is debug.", "Only a restart brings the new value of user.",
            ])
        #expect(
            SettingsChange(since: start, second, to: third).sentences == [
                "The settings were read again. From now on on_new_lead is tell ….", "Only a restart brings the new value of user.",
            ])
        #expect(
            SettingsChange(since: start, third, to: start).sentences == [
                "The settings were read again. From now on on_new_lead is empty, log_level is info."
            ])
        #expect(
            SettingsChange(since: start, start, to: start).sentences == [
                "The settings were read again. Nothing changed that can be taken while it runs."
            ])
    }
}
