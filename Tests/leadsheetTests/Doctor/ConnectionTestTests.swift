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
        let store = try OpenStore.engine(settings, environment: [:], begins: true)
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

    @Test("a program that has the port and never answers, as one that is stopped, is no reason to start another")
    func stopped() async throws {
        let (socket, port) = try Self.silentSocket()
        defer { close(socket) }
        let folder = try TestFolder()
        let settings = try await SettingsLoader.load(
            flags: ["home": folder.path, "listen": "127.0.0.1:\(port)"], environment: ["HOME": folder.path])
        let finding = await MachineCheck(settings: settings, environment: [:]).listener()
        #expect(finding.verdict == .fault && finding.detail.hasPrefix("A program has 127.0.0.1:\(port) and does not answer"), "\(finding)")
        #expect(finding.remedy?.contains(":\(port)") == true && finding.remedy?.contains("Start leadsheet") == false)
        withExtendedLifetime(folder) {}
    }

    /// A socket that takes connections, for the system does it, and says nothing.
    private static func silentSocket() throws -> (descriptor: Int32, port: UInt16) {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let port = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> UInt16? in
                guard bind(descriptor, address, length) == 0, listen(descriptor, 8) == 0, getsockname(descriptor, address, &length) == 0
                else { return nil }
                return pointer.pointee.sin_port.bigEndian
            }
        }
        return (descriptor, try #require(port))
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
