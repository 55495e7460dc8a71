import Foundation
import TestSupport
import Testing

@testable import leadsheet

@Suite("What simulate prints") struct SimulateTests {
    @Test("the commands for the other shell have what this one's variables say, which are not there, and a user where there are several")
    func variables() async throws {
        let folder = try TestFolder()
        let environment = ["HOME": folder.path, "LEADSHEET_HOME": folder.path, "LEADSHEET_LISTEN": "127.0.0.1:9099"]
        let settings = try await SettingsLoader.load(environment: environment)
        let words = SimulateCommand.common(settings, config: nil, firstUser: "ana b")
        #expect(words == " --home \(folder.path) --user 'ana b' --listen 127.0.0.1:9099")
        let named = try await SettingsLoader.load(flags: ["user": "ben"], environment: ["HOME": folder.path])
        #expect(SimulateCommand.common(named, config: "/c.yaml", firstUser: "ana") == " --config /c.yaml --user ben")
        withExtendedLifetime(folder) {}
    }

    @Test(
        "paths are those of any folder, for the other shell may be in another one",
        arguments: ["./trial", "trial", "../trial", "/srv/trial"])
    func absolute(_ path: String) {
        let text = SimulateCommand.absolute(path)
        #expect(text.hasPrefix("/") && text.hasSuffix("/trial") && !text.contains("./"), "\(text)")
    }
}
