import CRMStore
import Testing

@testable import leadsheet

@Suite("What leadsheet database prints") struct DatabaseCommandTests {
    private func status(_ version: Int?) -> DataStatus {
        DataStatus(location: "leads on db.example.com", program: "PostgreSQL 15.18", version: version, ownVersion: 31)
    }

    @Test("the state has a line for each thing, and says who is connected")
    func whole() {
        var status = status(31)
        status.rows = [.init(name: "user", count: 1), .init(name: "customer", count: 1204)]
        status.connected = [.init(name: "ana", count: 3), .init(name: "desk", count: 1)]
        #expect(
            DatabaseCommand.Status.lines(status) == [
                "database   leads on db.example.com", "kept by    PostgreSQL 15.18", "version    31, which is that of this Leadsheet",
                "rows       1 user, 1204 customers", "connected  ana (3 connections), desk (1 connection)",
            ])
        status.members = [
            .init(role: "ana", part: .sales, user: "ana"), .init(role: "x", part: .serve, user: nil),
            .init(role: "b", part: .manager, user: "bea"),
        ]
        #expect(DatabaseCommand.Status.lines(status).last == "roles      ana (sales), x (serve), b (manager, user bea)")
        status.members?.append(.init(role: "carl", part: .sales, user: "carl", isGiven: false))
        #expect(DatabaseCommand.Status.lines(status).suffix(2).first == "roles      ana (sales), x (serve), b (manager, user bea)")
        #expect(DatabaseCommand.Status.lines(status).last?.hasPrefix("not here   carl (sales): ") == true)
        #expect(DatabaseRevokeCommand.sentence("carl", isThere: false).contains("no such role"))
        status.members = []
        #expect(DatabaseCommand.Status.lines(status).last == "roles      none yet; leadsheet database grant gives one its part")
        status.members = nil
        status.connected = []
        #expect(DatabaseCommand.Status.lines(status).last == "connected  nobody else")
        status.intake = IntakePlace(process: 4711, machine: "office", role: "serve_b", held: 10_800)
        #expect(IntakePlace(process: 1, held: 6.4).name == "process 1, for 6 seconds")
        status.locker = "a connection of the role ana"
        #expect(
            DatabaseCommand.Status.lines(status).suffix(2) == [
                "intake     process 4711 on office, role serve_b, for 3 hours", "locked by  a connection of the role ana",
            ])
    }

    @Test(
        "another version comes with the way to this one",
        arguments: [
            (nil, "leadsheet database create makes them"), (30, "30, older than 31 of this Leadsheet: leadsheet database upgrade"),
            (32, "32, newer than 31 of this Leadsheet: install the newer one"),
        ] as [(Int?, String)])
    func version(_ version: Int?, _ words: String) {
        #expect(DatabaseCommand.Status.lines(status(version)).contains { $0.hasPrefix("version ") && $0.contains(words) })
    }
}
