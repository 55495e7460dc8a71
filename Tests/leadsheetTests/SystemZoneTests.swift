import Foundation
import Testing

@testable import leadsheet

@Suite("The time zone of the environment")
struct SystemZoneTests {
    /// 26 November 2026, 12:00 UTC, and 26 June 2027.
    private static let winter = Date(timeIntervalSince1970: 1_795_694_400)
    private static let summer = Date(timeIntervalSince1970: 1_814_011_200)

    /// The minutes that clocks are ahead of UTC in winter and in summer; nil when TZ names no zone.
    private static func minutes(_ variable: String?, environment: [String: String] = [:], machine: String = "/etc/localtime") -> [Int]? {
        let zone = SystemZone(environment: environment, machineFile: machine, now: winter).zone(of: variable)
        return zone.map { zone in [winter, summer].map { zone.secondsFromGMT(for: $0) / 60 } }
    }

    @Test(
        "TZ means what it means to the system's library",
        arguments: [
            ("Europe/Rome", 60, 120), (":Asia/Kolkata", 330, 330), (":Europe/London", 0, 60), ("UTC", 0, 0), ("", 0, 0), (":", 0, 0),
            ("IST-5:30", 330, 330), ("UTC-3", 180, 180), ("UTC+3", -180, -180), ("GMT+3", -180, -180), ("UTC0", 0, 0),
            ("<+0330>-3:30", 210, 210),
            (":JST-9", 540, 540), ("NPT-5:45:00", 345, 345),
            ("CET-1CEST,M3.5.0,M10.5.0/3", 60, 120), ("GMT0BST,M3.5.0/1,M10.5.0", 0, 60), ("EST5EDT,M3.2.0,M11.1.0", -300, -240),
            ("EST5EDT4,M3.2.0/2:00:00,M11.1.0/2:00:00", -300, -240), ("PST8PDT", -480, -420), ("IST-1GMT0,M10.5.0,M3.5.0/1", 0, 60),
            ("AEST-10AEDT,M10.1.0,M4.1.0/3", 660, 600), ("<-04>4<-03>,M9.1.6/24,M4.1.6/24", -180, -240), ("Etc/GMT-5", 300, 300),
        ])
    func known(_ variable: String, _ winter: Int, _ summer: Int) {
        #expect(Self.minutes(variable) == [winter, summer], "\(variable)")
    }

    @Test(
        "what names no zone is no zone",
        arguments: [
            "Mars/Olympus", "IST", ":nonsense", "UTC-", "XX5", "CET-1CEST,M3.5.0", "CET-1CEST,M13.1.0,M10.5.0", "UTC-3garbage",
            "/no/such/file", "<+03-3",
            // A clock that no place on earth has.
            "ABC-1DEF,J60/3,J300",
        ])
    func unknown(_ variable: String) {
        #expect(Self.minutes(variable) == nil)
    }

    @Test("a file is a zone by its name, and a copy of it by its content")
    func files() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "zones-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let kolkata = "/usr/share/zoneinfo/Asia/Kolkata"
        try #require(FileManager.default.fileExists(atPath: kolkata), "the package tzdata is missing")
        #expect(Self.minutes(":\(kolkata)") == [330, 330])
        #expect(Self.minutes(kolkata) == [330, 330])
        let copy = "\(folder)/localtime"
        try FileManager.default.copyItem(atPath: "/usr/share/zoneinfo/America/New_York", toPath: copy)
        #expect(Self.minutes(copy) == [-300, -240])
        #expect(Self.minutes(nil, machine: copy) == [-300, -240])
        let link = "\(folder)/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: kolkata)
        #expect(Self.minutes(nil, machine: link) == [330, 330])
        #expect(Self.minutes("localtime", environment: ["TZDIR": folder]) == [-300, -240])
        try Data("no zone".utf8).write(to: URL(filePath: "\(folder)/text"))
        #expect(Self.minutes("\(folder)/text") == nil)
    }

    @Test("a TZ that is not understood stops the start with a sentence, unless the zone is set")
    func sentence() async throws {
        let environment = ["TZ": "Mars/Olympus", "LEADSHEET_HOME": "/nowhere"]
        let error = await #expect(throws: PlainError.self) { try await SettingsLoader.load(environment: environment) }
        #expect(error?.description.contains("TZ is \"Mars/Olympus\"") == true)
        let set = try await SettingsLoader.load(environment: environment.merging(["LEADSHEET_TIME_ZONE": "Asia/Tokyo"]) { $1 })
        #expect(set.zone.identifier == "Asia/Tokyo")
    }
}
