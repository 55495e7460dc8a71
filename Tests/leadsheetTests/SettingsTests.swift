import CRM
import Foundation
import Logging
import TerminalKit
import TestSupport
import Testing
import WebhookListener

@testable import leadsheet

@Suite struct SettingsTests {
    private func load(
        file: String = "", flags: [String: String] = [:], environment: [String: String] = [:]
    ) async throws -> Settings {
        let folder = try TestFolder()
        let path = try folder.write(file)
        let settings = try await SettingsLoader.load(flags: flags, config: path, environment: environment)
        withExtendedLifetime(folder) {}
        return settings
    }

    private func complaint(
        file: String = "", flags: [String: String] = [:], environment: [String: String] = [:]
    ) async throws -> String? {
        do {
            _ = try await load(file: file, flags: flags, environment: environment)
            return nil
        } catch let error as PlainError {
            return error.message
        }
    }

    @Test("a flag counts before a variable, a variable before the file, the file before the default")
    func layers() async throws {
        let variable = ["LEADSHEET_LISTEN": "127.0.0.1:3"]
        let file = "listen: 127.0.0.1:2\n"
        #expect(try await load().listen.port == 8080)
        #expect(try await load(file: file).listen.port == 2)
        #expect(try await load(file: file, environment: variable).listen.port == 3)
        #expect(try await load(file: file, flags: ["listen": "127.0.0.1:4"], environment: variable).listen.port == 4)
    }

    @Test("an empty variable and an empty line of the file say nothing")
    func emptyIsUnset() async throws {
        #expect(try await load(file: "graph_version:\n", environment: ["LEADSHEET_LISTEN": ""]).listen.port == 8080)
        #expect(try await load(file: "graph_version: v26.0\n", environment: ["LEADSHEET_GRAPH_VERSION": ""]).graphVersion == "v26.0")
        #expect(try await load(file: "graph_version:\n").graphVersion == "v25.0")
    }

    @Test("every setting is also an environment variable")
    func variables() async throws {
        let settings = try await load(environment: [
            "LEADSHEET_HOME": "/h", "LEADSHEET_USER": "ana", "LEADSHEET_GRAPH_URL": "http://127.0.0.1:9/",
            "LEADSHEET_TIME_ZONE": "Asia/Tokyo",
            "LEADSHEET_DAY_START": "08:30", "LEADSHEET_DATE_ORDER": "month_first", "LEADSHEET_MOUSE": "no", "LEADSHEET_THEME": "light",
            "LEADSHEET_MAX_BODY_BYTES": "2048", "LEADSHEET_LOG_LEVEL": "debug", "LEADSHEET_PUBLIC_URL": "https://crm.example.com/",
            "LEADSHEET_STATUSES": "new open n,done won d,gone lost g", "LEADSHEET_PHONE_FORMAT": "national",
        ])
        #expect(settings.folders.database == .file("/h/leadsheet.db"))
        #expect(settings.user == "ana" && settings.userWasNamed)
        #expect(settings.graphURL == "http://127.0.0.1:9")
        #expect(settings.zone.identifier == "Asia/Tokyo")
        #expect(settings.dayStart == TimeOfDay(hour: 8, minute: 30))
        #expect(settings.dayFirst == false && !settings.mouse)
        #expect(settings.theme == .light && settings.phoneFormat == .national)
        #expect(settings.maxBodyBytes == 2048)
        #expect(settings.logLevel == .debug)
        #expect(settings.callbackURL == "https://crm.example.com/api/meta/webhook" && settings.callbackIsPublic)
        #expect(settings.statuses.statuses.map(\.id) == ["new", "done", "gone"])
    }

    @Test("a database may be on a server, and a word of another kind or a password is refused with its place and not repeated")
    func database() async throws {
        #expect(try await load(file: "database: service=desk\n").folders.database == .server("service=desk"))
        let address = "postgres://ana@db.example.com/leadsheet"
        #expect(try await load(environment: ["LEADSHEET_DATABASE": address]).folders.database == .server(address))
        #expect(try await load(flags: ["database": "/srv/a.db"]).folders.database == .file("/srv/a.db"))
        let password = try await complaint(environment: ["LEADSHEET_DATABASE": "postgres://ana:geheim@localhost/x"])
        #expect(password?.hasPrefix("The environment variable LEADSHEET_DATABASE: ") == true)
        #expect(password?.contains("~/.pgpass") == true && password?.contains("geheim") == false)
        for address in ["mysql://ana:geheim@localhost/x", "host=localhost dbname=x password=geheim"] {
            let other = try await complaint(flags: ["database": address])
            #expect(other?.hasPrefix("--database: ") == true && other?.contains("geheim") == false)
        }
        let clear = try await complaint(flags: ["database": "postgres://db.example.com/x?sslmode=disable"])
        #expect(clear?.contains("sslmode=disable would let others") == true)
    }

    @Test("the day begins and ends with the working hours, unless its times are set themselves")
    func workingHours() async throws {
        let settings = try await load()
        #expect(settings.workingHours == .standard)
        #expect(settings.dayStart == TimeOfDay(hour: 9) && settings.endOfDay == TimeOfDay(hour: 18))
        let early = try await load(file: "working_hours: sun-thu 7:30-16:00\nend_of_day: \"15:30\"\n")
        #expect(early.workingHours == WorkingHours("sun-thu 7:30-16:00"))
        #expect(early.dayStart == TimeOfDay(hour: 7, minute: 30) && early.endOfDay == TimeOfDay(hour: 15, minute: 30))
        // YAML reads one without quotes as a number of minutes.
        #expect(try await load(file: "day_start: 9:00\n").dayStart == TimeOfDay(hour: 9))
        #expect(try await load(environment: ["LEADSHEET_WORKING_HOURS": "sat 8-12"]).workingHours == WorkingHours("sat 8:00-12:00"))
    }

    @Test("outcomes of calls have a team's own words")
    func outcomes() async throws {
        #expect(try await load().outcomes == .standard)
        let own = try await load(file: "outcomes:\n  - no_answer nobody there\n  - appointment meeting\n")
        #expect(own.outcomes == OutcomeWords([.noAnswer: "nobody there", .appointment: "meeting"]))
        for (entry, reason) in [("nobody there", "does not begin with an outcome"), ("won", "has no words")] {
            #expect(try #require(try await complaint(file: "outcomes:\n  - \(entry)\n")).contains(reason))
        }
    }

    @Test("the reasons of the call prompt are a list with letters, which may be empty")
    func lostReasons() async throws {
        #expect(try await load().lostReasons == LostReason.standard)
        let own = try await load(file: "lost_reasons:\n  - too far f\n  - price p\n")
        #expect(own.lostReasons == [LostReason(id: "too far", letter: "f"), LostReason(id: "price", letter: "p")])
        #expect(
            try #require(try await complaint(file: "lost_reasons:\n  - price p\n  - place p\n"))
                .contains("in lost_reasons \"price\" and \"place\" have the same letter p, expected"))
    }

    @Test("a user that only the file names is not one that export keeps to")
    func userOfTheFile() async throws {
        let settings = try await load(file: "user: ana\n")
        #expect(settings.user == "ana" && !settings.userWasNamed)
    }

    @Test(
        "a value that does not parse is refused with file, line, key and what was expected",
        arguments: [
            ("listen", "8080x"), ("day_start", "9am"), ("working_hours", "mon-fri 18:00-9:00"), ("cadence", "45m late"),
            ("end_of_day", "25:00"),
            ("date_order", "upside_down"),
            ("theme", "pink"), ("phone_format", "local"),
            ("mouse", "maybe"), ("max_body_bytes", "12"), ("request_timeout_seconds", "0"), ("log_level", "loud"),
            ("graph_url", "graph.facebook.com"), ("graph_version", "25"), ("time_zone", "Mars/Olympus"), ("public_url", "ftp://x"),
            ("public_url", "https://crm.example.com?a=b"), ("public_url", "https://crm.example.com/#top"),
            ("tls_certificate", "cert.pem"), ("tls_key", "../key.pem"), ("listen_in_clear", "perhaps"),
            ("trusted_proxies", "127.0.0.1, localhost"), ("trusted_proxies", "10.0.0.0/99"), ("keep_posts_days", "0"),
            ("keep_posts_days", "a year"),
        ])
    func badValues(key: String, value: String) async throws {
        let message = try #require(try await complaint(file: "# settings\n\n\(key): \(value)\n"))
        let expected = try #require(SettingRecords.all.first { $0.name == key }).expected
        #expect(message.hasSuffix("leadsheet.yaml, line 3: \(key) is \"\(value)\", expected \(expected)."))
    }

    @Test("a bad value names the variable or the flag it came from")
    func badSources() async throws {
        #expect(
            try await complaint(environment: ["LEADSHEET_DAY_START": "9am"])
                == "The environment variable LEADSHEET_DAY_START: day_start is \"9am\", expected a time of day, such as 09:00.")
        let flag = try #require(try await complaint(file: "listen: 127.0.0.1:1\n", flags: ["listen": "nowhere"]))
        #expect(flag.hasPrefix("--listen: listen is \"nowhere\", expected HOST:PORT"))
    }

    @Test("a misspelt key is refused with its line and the key that was meant")
    func unknownKey() async throws {
        let message = try #require(try await complaint(file: "user: ana\nlog_levle: debug\n"))
        #expect(message.hasSuffix("leadsheet.yaml, line 2: there is no setting \"log_levle\". Did you mean log_level?"))
    }

    @Test("a key that is set twice is refused")
    func twice() async throws {
        let message = try #require(try await complaint(file: "user: ana\nuser: bob\n"))
        #expect(message.hasSuffix("line 2: user is set a second time, after line 1. Keep one of the two."))
    }

    @Test("a list or a group where one value belongs is refused, not passed over")
    func wrongShape() async throws {
        let list = try #require(try await complaint(file: "listen:\n  - 127.0.0.1:1\n"))
        #expect(list.contains("line 1: listen is not a single value"))
        let group = try #require(try await complaint(file: "listen:\n  port: 1\n"))
        #expect(group.contains("line 1: listen is not a single value"))
    }

    @Test("a file that is not YAML is refused with its line")
    func notYAML() async throws {
        let message = try #require(try await complaint(file: "user: ana\ntheme: \"dark\nmouse: true\n"))
        #expect(message.contains("leadsheet.yaml, line ") && message.contains("this is not YAML"))
        #expect(!message.contains("\n"))
    }

    @Test("a named file that is missing or a folder is refused, the standard one may be missing")
    func missingFile() async throws {
        let folder = try TestFolder()
        let settings = try await SettingsLoader.load(flags: ["home": folder.path], environment: [:])
        #expect(settings.listen.port == 8080)
        await #expect(throws: PlainError("There is no settings file /no/such.yaml. Check its name.")) {
            try await SettingsLoader.load(config: "/no/such.yaml", environment: [:])
        }
        let message = "The settings file \(folder.path) cannot be read (it is a folder). Name the file in it with --config."
        await #expect(throws: PlainError(message)) { try await SettingsLoader.load(config: folder.path, environment: [:]) }
    }

    @Test("a file that is a list is refused, and the entries of a setting may stand at the margin")
    func list() async throws {
        #expect(try await complaint(file: "---\n- theme: dark\n")?.contains("line 2: \"- theme: dark\" is not a setting") == true)
        #expect(try await complaint(file: "- a\n")?.contains("line 1: \"- a\" is not a setting, expected NAME: VALUE.") == true)
        let settings = try await load(file: "statuses:\n- new open n\n- sold won s\n- gone lost g\n")
        #expect(settings.statuses.statuses.map(\.id) == ["new", "sold", "gone"])
    }

    @Test("a file of comments alone is as good as none")
    func onlyComments() async throws {
        #expect(try await load(file: "# nothing\n\n").listen.port == 8080)
    }

    @Test(
        "a faulty list of statuses is refused with the fault and the line of its entry, or of the list",
        arguments: [
            ("  - new open", "is not a word, a type and a letter", 2),
            ("  - new open n\n  - done finished d", "the type \"finished\" of \"done\" is none of", 3),
            ("  - new open n\n  - won won n", "\"new\" and \"won\" have the same letter n", 3),
            ("  - new open n\n  - new won w", "\"new\" is there twice", 3),
            ("  - new open nn", "is not a single letter", 2),
            ("  - fresh open f", "which every lead begins with, is missing", 1),
            ("  - new open n\n  - lost lost l", "no status is of the type won, which calls end in", 1),
            ("  - new open n\n  - won won w", "no status is of the type lost, which calls end in", 1),
        ])
    func badStatuses(entries: String, fault: String, line: Int) async throws {
        let message = try #require(try await complaint(file: "statuses:\n\(entries)\n"))
        #expect(message.contains("line \(line): in statuses ") && message.contains(fault))
    }

    @Test("without a public address the callback URL is the listener's own")
    func localCallback() async throws {
        let settings = try await load(file: "listen: 127.0.0.1:9000\n")
        #expect(settings.callbackURL == "http://127.0.0.1:9000/api/meta/webhook" && !settings.callbackIsPublic)
    }

    @Test("a certificate makes the listener's own address an https one")
    func tls() async throws {
        let settings = try await load(
            file: "tls_certificate: /etc/tls/c.pem\ntls_key: ~/k.pem\n", environment: ["HOME": "/home/ana", "LEADSHEET_HOME": "/h"])
        #expect(settings.tls == TLSFiles(certificate: "/etc/tls/c.pem", key: "/home/ana/k.pem"))
        #expect(settings.callbackURL == "https://127.0.0.1:8080/api/meta/webhook")
        #expect(try await load().tls == nil)
    }

    @Test("a certificate without its key, or a key alone, is refused")
    func halfOfTLS() async throws {
        let first = try #require(try await complaint(file: "user: ana\ntls_certificate: /c.pem\n"))
        #expect(first.hasSuffix("line 2: tls_certificate is set and tls_key is not. The listener needs both for HTTPS."))
        #expect(
            try await complaint(environment: ["LEADSHEET_TLS_KEY": "/k.pem"])
                == "The environment variable LEADSHEET_TLS_KEY: tls_key is set and tls_certificate is not. The listener needs both for HTTPS."
        )
    }

    @Test("nobody is trusted as a proxy, and nothing but this machine listened to in the clear, unless the settings say so")
    func trust() async throws {
        let plain = try await load()
        #expect(plain.trustedProxies.isEmpty && !plain.listenInClear)
        let told = try await load(file: "trusted_proxies: 127.0.0.1, fd00::/8\nlisten_in_clear: true\n")
        #expect(told.trustedProxies.map(\.description) == ["127.0.0.1", "fd00::/8"] && told.listenInClear)
    }
}
