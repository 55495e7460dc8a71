import TestSupport
import Testing

@testable import leadsheet

@Suite("What the doctor says of the way to Meta") struct ProxyFindingTests {
    private func findings(_ environment: [String: String]) async throws -> [Finding] {
        let folder = try TestFolder()
        let settings = try await SettingsLoader.load(flags: ["home": folder.path], environment: ["HOME": folder.path])
        return MachineCheck(settings: settings, environment: environment).proxy
    }

    @Test("a proxy is named, none is nothing to say, and one that cannot be read is a fault with what to do")
    func proxy() async throws {
        let named = try await findings(["HTTPS_PROXY": "http://proxy.example.com:3128"])
        #expect(named.map(\.verdict) == [.ok])
        #expect(named.first?.detail == "The Graph API is asked through proxy.example.com:3128, as HTTPS_PROXY says.")
        #expect(try await findings([:]).isEmpty)
        #expect(try await findings(["HTTPS_PROXY": "http://proxy.example.com:3128", "NO_PROXY": "graph.facebook.com"]).isEmpty)
        let wrong = try await findings(["HTTPS_PROXY": "ftp://proxy.example.com"])
        #expect(wrong.map(\.verdict) == [.fault])
        #expect(wrong.first?.remedy?.contains("Correct HTTPS_PROXY") == true)
    }
}
