import EndToEndSupport
import Foundation
import TestSupport
import Testing

@testable import leadsheet

@Suite("What leadsheet settings says") struct SaidSettingTests {
    private func load(
        _ file: String = "", flags: [String: String] = [:], environment: [String: String] = [:]
    ) async throws -> (settings: Settings, path: String) {
        let folder = try TestFolder()
        let path = try folder.write(file)
        let settings = try await SettingsLoader.load(flags: flags, config: path, environment: environment)
        withExtendedLifetime(folder) {}
        return (settings, path)
    }

    private func said(_ name: String, _ settings: Settings) throws -> SaidSetting {
        try #require(settings.said.first { $0.record.name == name })
    }

    @Test("every setting has a line, with the value in force and the layer that says it")
    func origins() async throws {
        let file = "# mine\nlisten: 127.0.0.1:2\nmouse: false\nkeys:\n  customer.status: [s, F3]\n"
        let (settings, path) = try await load(
            file, flags: ["user": "ana"], environment: ["LEADSHEET_LISTEN": "127.0.0.1:3", "LEADSHEET_BELL": ""])
        #expect(settings.said.map(\.record.name) == SettingRecords.all.map(\.name))
        let lines = Dictionary(uniqueKeysWithValues: settings.said.map { ($0.record.name, [$0.shownText, $0.origin.cell]) })
        #expect(lines["user"] == ["ana", "--user"])
        #expect(lines["listen"] == ["127.0.0.1:3", "LEADSHEET_LISTEN"])
        #expect(lines["mouse"] == ["false", "\(path), line 3"])
        #expect(lines["keys"] == ["{customer.status: [s, F3]}", "\(path), line 4"])
        #expect(lines["bell"] == ["true", "default"])
        #expect(lines["graph_url"] == ["https://graph.facebook.com", "default"])
    }

    @Test("a list stands as the file has it")
    func list() async throws {
        let (settings, _) = try await load("lost_reasons:\n  - price p\n  - other o\n")
        #expect(try said("lost_reasons", settings).shownText == "[price p, other o]")
    }

    @Test("neither the password of an address nor the arguments of a command are shown")
    func secrets() async throws {
        let (settings, _) = try await load(
            "database: /d\non_new_lead: [curl, -H, \"Authorization: geheim\"]\n",
            environment: ["LEADSHEET_DIAL_COMMAND": "/bin/dial,geheim", "LEADSHEET_PUBLIC_URL": "https://ana:geheim@crm.example.com"])
        #expect(try said("on_new_lead", settings).shownText == "curl …")
        #expect(try said("dial_command", settings).shownText == "/bin/dial …")
        #expect(try said("public_url", settings).shownText == "https://ana:…@crm.example.com")
        #expect(try said("database", settings).shownText == "/d")
        #expect(settings.said.allSatisfy { !$0.shownText.contains("geheim") })
    }

    @Test("a checked file is told all its faults with their lines, and what is near a wrong name")
    func faults() async throws {
        let folder = try TestFolder()
        let path = try folder.write(
            """
            lisen: 127.0.0.1:1
            mouse: perhaps

            graph_version: 25
            theme:
              name: dark
              acent: red
              good: greenish
            tls_key: /etc/key.pem
            keys:
              customer.statos: [s]
              customer.nextCall: [Ctl-U]
              undo:
              quit: q
              customer.note: d

            """)
        // What is said elsewhere is no matter of the file.
        let faults = try await SettingsLoader.faults(ofFile: path, environment: ["LEADSHEET_MOUSE": "no", "LEADSHEET_LOG_LEVEL": "loud"])
        let lines = faults.compactMap { $0.message.firstMatch(of: /, line (\d+)/).flatMap { Int($0.1) } }
        #expect(lines.sorted() == [1, 2, 4, 7, 8, 9, 11, 12, 13, 14], "\(faults)")
        #expect(faults.allSatisfy { $0.message.hasPrefix(path) })
        #expect(faults[0].message.hasSuffix("there is no setting \"lisen\". Did you mean listen?"))
        #expect(faults.contains { $0.message.hasSuffix("Did you mean accent?") })
        #expect(faults.contains { $0.message.contains("q of quit is the key of back already") })
        withExtendedLifetime(folder) {}
    }

    @Test("the certificate and the key that a checked file names are read, and the line of the one at fault is told")
    func certificate() async throws {
        let folder = try TestFolder()
        func faults(_ pair: Certificates.Pair, key: String? = nil) async throws -> [String] {
            try pair.certificate.write(toFile: "\(folder.path)/c.pem", atomically: true, encoding: .utf8)
            try (key ?? pair.key).write(toFile: "\(folder.path)/k.pem", atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: "\(folder.path)/k.pem")
            let path = try folder.write("tls_certificate: \(folder.path)/c.pem\ntls_key: \(folder.path)/k.pem\n")
            return try await SettingsLoader.faults(ofFile: path, environment: [:]).map { String($0.message.dropFirst(path.count)) }
        }
        #expect(try await faults(Certificates.one) == [])
        #expect(try await faults(Certificates.old).first?.hasPrefix(", line 1: The certificate \(folder.path)/c.pem has run out") == true)
        #expect(try await faults(Certificates.early).first?.contains(", line 1: The certificate \(folder.path)/c.pem is not valid") == true)
        let other = try await faults(Certificates.one, key: Certificates.two.key)
        #expect(other.count == 1 && other[0].hasPrefix(", line 2: The key \(folder.path)/k.pem is not that of the certificate"))
        try FileManager.default.removeItem(atPath: "\(folder.path)/k.pem")
        let path = try folder.write("tls_certificate: \(folder.path)/c.pem\ntls_key: \(folder.path)/k.pem\n")
        let missing = try await SettingsLoader.faults(ofFile: path, environment: [:]).map(\.message)
        #expect(missing.count == 1 && missing[0].contains(", line 2: The key \(folder.path)/k.pem cannot be read (No such file"))
    }

    @Test("a checked file whose day ends before it begins is told, with the line")
    func endedDay() async throws {
        let folder = try TestFolder()
        func faults(_ text: String) async throws -> [String] {
            try await SettingsLoader.faults(ofFile: try folder.write(text), environment: [:]).map(\.message)
        }
        let both = try await faults("day_start: 10:00\nend_of_day: 9:00\n")
        #expect(
            both.count == 1 && both[0].contains(", line 2: the day ends at 09:00, and begins at 10:00. Set day_start before end_of_day."))
        #expect(try await faults("day_start: 19:00\n").first?.contains(", line 1: the day ends at 18:00, and begins at 19:00.") == true)
        #expect(try await faults("day_start: 10:00\nend_of_day: 17:00\n") == [])
    }

    @Test("a checked file that would have tokens or leads go unencrypted is told, with the line, as the program refuses it later")
    func inTheClear() async throws {
        let folder = try TestFolder()
        let text = "listen: 0.0.0.0:8080\ngraph_url: http://graph.example.com\n"
        let faults = try await SettingsLoader.faults(ofFile: try folder.write(text), environment: [:]).map(\.message)
        #expect(faults.count == 2 && faults.contains { $0.contains(", line 2: graph_url cannot be used.") }, "\(faults)")
        #expect(faults.contains { $0.contains(", line 1: 0.0.0.0:8080 can be reached from other machines") })
        let meant = "listen: 0.0.0.0:8080\nlisten_in_clear: true\ngraph_url: http://127.0.0.1:8081\n"
        #expect(try await SettingsLoader.faults(ofFile: try folder.write(meant), environment: [:]) == [])
        withExtendedLifetime(folder) {}
    }

    @Test("a file that is no YAML has one fault, one that is missing is told, and the example has none")
    func whole() async throws {
        let folder = try TestFolder()
        let broken = try await SettingsLoader.faults(ofFile: try folder.write("user: ana\ntheme: \"dark\nmouse: true\n"), environment: [:])
        #expect(broken.count == 1 && broken[0].message.contains("this is not YAML"))
        let missing = await #expect(throws: PlainError.self) {
            try await SettingsLoader.faults(ofFile: "/no/such.yaml", environment: [:])
        }
        #expect(missing?.message == "There is no settings file /no/such.yaml. Check its name.")
        let example = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "config/leadsheet.yaml").path
        #expect(try await SettingsLoader.faults(ofFile: example, environment: [:]) == [])
    }
}
