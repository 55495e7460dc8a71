import CRM
import CRMStore
import Foundation
import TestSupport
import Testing

@testable import leadsheet

/// On a home of its own where nobody listens, with a Meta for which all is well.
@Suite("The test of the settings form")
struct ConnectionTestTests {
    private struct Meta: PageChecking {
        static let line = PageCheckReport.Line(.good, "The token reads the page Kitchens.", on: .token)

        func check(_ settings: PageSettings, at now: Date) async -> PageCheckReport { PageCheckReport(lines: [Self.line]) }
    }

    private static func page(_ id: String) -> PageSettings {
        PageSettings(metaPageId: id, metaPageAccessToken: Secret("EAAB"), metaAppSecret: Secret("s"), metaVerifyToken: Secret("v"))
    }

    /// What the test of page 4711 finds.
    private func lines(publicURL: String = "", saved: [String] = ["4711"], keyMode: Int = 0o600) async throws -> [PageCheckReport.Line] {
        let folder = try TestFolder()
        chmod(folder.path, 0o700)
        let settings = try await SettingsLoader.load(
            flags: ["home": folder.path, "listen": "127.0.0.1:9", "public_url": publicURL], environment: ["HOME": folder.path])
        let store = try OpenStore.engine(settings, environment: [:])
        defer { store.close() }
        let user = try store.addUser("ana")
        for id in saved { _ = try store.apply(.savePage(Self.page(id)), by: user.id, at: Date()) }
        chmod(settings.folders.keyFile, mode_t(keyMode))
        let check = ConnectionTest(meta: Meta(), machine: MachineCheck(settings: settings, environment: [:]), store: store)
        let report = await check.check(Self.page("4711"), at: Date())
        withExtendedLifetime(folder) {}
        return report.lines
    }

    @Test("below what Meta says stands what is wrong on this machine, with what to do")
    func machine() async throws {
        let lines = try await lines()
        #expect(lines.first == Meta.line)
        #expect(lines.dropFirst().map(\.verdict) == [.fault, .warning], "\(lines)")
        #expect(lines.dropFirst().allSatisfy { $0.remedy?.isEmpty == false })
        #expect(lines.contains { $0.verdict == .fault && $0.finding.hasPrefix("No Leadsheet listens on 127.0.0.1:9") })
        #expect(lines.contains { $0.verdict == .warning && $0.remedy?.contains("public_url") == true })
    }

    @Test("a key that others can read is a fault, whatever Meta says")
    func key() async throws {
        let lines = try await lines(keyMode: 0o644)
        let fault = try #require(lines.first { $0.finding.hasPrefix("Others can read the key") })
        #expect(fault.verdict == .fault && fault.remedy?.hasPrefix("chmod 600 ") == true)
    }

    @Test(
        "a public address that cannot be reached is a fault, asked with another page's verify token while this one is only typed",
        arguments: ["4711", "4712"])
    func closedTunnel(saved: String) async throws {
        let lines = try await lines(publicURL: "https://127.0.0.1:9", saved: [saved])
        #expect(
            lines.contains { $0.verdict == .fault && $0.finding.hasPrefix("https://127.0.0.1:9/api/meta/webhook cannot be reached") },
            "\(lines)")
    }

    @Test("before any page is saved the public address cannot be asked, and that is said")
    func nothingSaved() async throws {
        let lines = try await lines(publicURL: "https://127.0.0.1:9", saved: [])
        #expect(lines.contains { $0.verdict == .warning && $0.finding.contains("was not tested") }, "\(lines)")
    }
}
