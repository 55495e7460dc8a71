import CRM
import CRMStore
import Foundation
import Testing

@testable import PostgresEngine

@Suite("Presence on PostgreSQL, with hostile roles", .enabled(if: PostgresCluster.whyNot == nil)) struct PostgresPresenceTests {
    private static let session = "0123456789abcdef0123456789abcdef"

    private func say(_ text: String, _ connection: Connection) throws {
        _ = try connection.text("SELECT pg_notify(?, ?)::text", ["leadsheet_presence", text])
    }

    @Test("a role tells of its own user, whatever user it names; the owner tells for each, the service for none")
    func names() async throws {
        let team = try Team()
        let ana = try team.store("ana")
        let watch = try PresenceWatch(ana)
        let (ben, serve, owner) = (try team.connection("ben"), try team.connection("serve"), try team.connection())
        try say("\(Self.session).\(team.desk.ana).7.a", serve)
        try say("\(Self.session).\(team.desk.ana).8.a", ben)
        try say("\(Self.session).99999.9.a", owner)
        try say("\(Self.session).\(team.bea).10.a", owner)
        let seen = try #require(await watch.until { $0.contains { $0.presence.customerID == 10 } })
        #expect(
            Set(seen.map(\.presence)) == [
                Presence(userID: team.ben, customerID: 8, isActive: true), Presence(userID: team.bea, customerID: 10, isActive: true),
            ])
        // Nor can a role end another's session. Both are told of anew, for on a busy machine either may have been forgotten by now.
        try say("\(Self.session).\(team.bea).10.a", owner)
        try say("\(Self.session).\(team.desk.ana).8.a", ben)
        try say("\(Self.session).\(team.bea).0.e", ben)
        let bea = team.bea
        #expect(await watch.until { $0.map(\.presence.userID) == [bea] } != nil)
    }

    @Test("what is no presence is dropped, and a flood hides nobody")
    func flood() async throws {
        let team = try Team()
        let watch = try PresenceWatch(try team.store("ana"))
        let (bea, user) = (try team.store("bea"), team.bea)
        let ben = try team.connection("ben")
        for text in ["", "x", "\(Self.session).1.1.a; DROP TABLE customer", String(repeating: "1.", count: 3900)] { try say(text, ben) }
        try ben.command(
            """
            SELECT pg_notify('leadsheet_presence', md5(n::text) || '.' || n || '.' || n || '.a') FROM generate_series(1, 20000) AS n
            """)
        try bea.tellPresence(Presence(userID: user, customerID: 7, isActive: true))
        let seen = try #require(await watch.until { $0.contains { $0.presence.userID == user } })
        #expect(seen.filter { $0.presence.userID != user }.allSatisfy { $0.presence.userID == team.ben })
        #expect(seen.count <= 1 + 8)
        #expect(watch.changeCount == 0)
    }

    @Test("who speaks is told to members alone")
    func speaker() throws {
        let team = try Team()
        let ben = try team.connection("ben")
        let process = ben.process
        #expect(try team.connection("ana").text("SELECT speaker(?, 1)", [process]) == "\(team.ben)")
        #expect(try team.connection().text("SELECT has_function_privilege('public', 'speaker(bigint, bigint)', 'EXECUTE')") == "0")
        #expect(try team.connection("ana").text("SELECT speaker(0, 1)") == nil, "a connection that is not there")
    }

    @Test("after its connection broke a listener hears again")
    func again() async throws {
        let team = try Team()
        let watch = try PresenceWatch(try team.store("ana"))
        let (bea, user) = (try team.store("bea"), team.bea)
        let server = try team.connection()
        let listening = "FROM pg_stat_activity WHERE application_name = 'leadsheet news' AND datname = current_database()"
        let broken = try #require(try server.text("SELECT pid \(listening)"))
        try server.command("SELECT pg_terminate_backend(\(broken))")
        // What is told in the gap is not heard; the signs of life are, from when it has asked for them.
        let again = "SELECT pid \(listening) AND pid <> \(broken) AND state = 'idle' AND query = 'LISTEN \(PresenceListener.channel)'"
        let end = ContinuousClock.now + .seconds(60)
        while try server.text(again) == nil, ContinuousClock.now < end { await Task.yield() }
        try bea.tellPresence(Presence(userID: user, customerID: 7, isActive: true))
        #expect(await watch.until { !$0.isEmpty } != nil)
    }
}
