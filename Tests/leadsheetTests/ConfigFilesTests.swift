import Foundation
import Testing
import WebhookListener

@testable import leadsheet

/// Holds the examples for the programs around Leadsheet against the code.
@Suite struct ConfigFilesTests {
    /// The lines of a file of `config`, without comments, white space around them, and semicolons.
    private static func lines(_ name: String) throws -> [String] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return try String(contentsOf: root.appending(path: "config/\(name)"), encoding: .utf8).split(separator: "\n")
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: " \t;")) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
    }

    @Test("the Caddyfile leads the webhook's path, and no other, to the listener's port with the listener's limit")
    func caddy() throws {
        let lines = try Self.lines("Caddyfile")
        #expect(lines.contains("handle \(Settings.webhookPath) {"))
        #expect(lines.filter { $0.hasPrefix("reverse_proxy") } == ["reverse_proxy \(SettingRecords.records.listen.defaultText) {"])
        #expect(SettingRecords.records.maxBodyBytes.defaultText == String(1 << 20) && lines.contains("max_size 1MiB"))
        #expect(lines.contains("respond 404"))
    }

    @Test("the site for nginx leads the webhook's path, and no other, to the listener's port with the listener's limits")
    func nginx() throws {
        let lines = try Self.lines("nginx-leadsheet.conf")
        #expect(lines.contains("location = \(Settings.webhookPath) {"))
        #expect(lines.filter { $0.hasPrefix("proxy_pass") } == ["proxy_pass http://\(SettingRecords.records.listen.defaultText)"])
        #expect(lines.contains("client_max_body_size 1m"))
        #expect(lines.contains("client_body_timeout \(SettingRecords.records.requestTimeout.defaultText)s"))
        // Not appended to what the sender wrote: the proxy's own word alone counts.
        #expect(lines.contains("proxy_set_header X-Forwarded-For $remote_addr"))
        #expect(lines.contains("return 404"))
    }

    @Test("the systemd unit starts what there is, with the key under its name, and may do nothing else")
    func systemd() throws {
        let lines = try Self.lines("leadsheet.service")
        let home = "/var/lib/leadsheet"
        #expect(
            lines.filter { $0.hasPrefix("Exec") } == [
                "ExecStart=/usr/local/bin/leadsheet serve --home \(home)", "ExecReload=/bin/kill -HUP $MAINPID",
            ])
        // The package makes the user that it runs as.
        #expect(lines.contains("User=leadsheet"))
        #expect(try Self.lines("leadsheet.sysusers").filter { $0.hasPrefix("u leadsheet ") && $0.contains(" \(home) ") }.count == 1)
        // What the program tells systemd (ServiceManager).
        #expect(lines.contains("Type=notify") && lines.contains { $0.hasPrefix("WatchdogSec=") })
        let folders = Folders.resolve(home: home, environment: [:])
        #expect(lines.contains("StateDirectory=leadsheet"))
        let key = URL(filePath: folders.keyFile).lastPathComponent
        #expect(lines.contains { $0.hasPrefix("LoadCredential=\(key):/") })
        for wall in [
            "NoNewPrivileges=yes", "ProtectSystem=strict", "ProtectHome=yes", "CapabilityBoundingSet=", "MemoryDenyWriteExecute=yes",
            "SystemCallFilter=@system-service", "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX", "UMask=0077",
        ] {
            #expect(lines.contains(wall), "\(wall)")
        }
    }

    @Test("the variables that the unit's remark sets are settings")
    func variables() throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "config/leadsheet.service"), encoding: .utf8)
        let known = Set(SettingRecords.all.map(\.environmentName))
        let named = text.matches(of: /LEADSHEET_[A-Z_]+/).map { String($0.0) }
        #expect(named.count == 3)
        #expect(named.allSatisfy { known.contains($0) })
    }
}
