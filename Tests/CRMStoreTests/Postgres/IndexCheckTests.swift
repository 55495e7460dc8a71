import CRM
import CRMStore
import Testing

@testable import PostgresEngine

@Suite("Indexes on PostgreSQL", .enabled(if: PostgresCluster.whyNot == nil)) struct IndexCheckTests {
    private let team: Team
    private let data: ServerDatabase

    init() throws {
        team = try Team()
        data = ServerDatabase(try PostgresCluster.shared.get().database(team.database))
    }

    private func command(_ statement: String) throws { try team.connection().command(statement) }

    @Test("where the extension is not there, or not for the role, it is said what an administrator does")
    func refused() throws {
        #expect(data.indexRefusal()?.hasSuffix("CREATE EXTENSION amcheck") == true)
        #expect(try data.faults(inIndexes: true) == [])
        try command("CREATE EXTENSION amcheck SCHEMA public")
        #expect(data.indexRefusal() == nil)
        let service = ServerDatabase(try PostgresCluster.shared.get().database(team.database, as: team.role("serve")))
        let sentence = try #require(service.indexRefusal())
        let grant = "GRANT EXECUTE ON FUNCTION public.bt_index_check(regclass, boolean) TO \(team.role("serve"))"
        #expect(sentence.hasSuffix(grant))
        #expect(try service.faults(inIndexes: true) == [])
        try command(grant)
        #expect(service.indexRefusal() == nil)
        #expect(try service.faults(inIndexes: true) == [])
    }

    @Test("an index that lacks a row is found and named, and the others are looked at all the same")
    func damaged() throws {
        try command("CREATE EXTENSION amcheck")
        #expect(try data.faults(inIndexes: true) == [])
        // An index over a function that says something else from now on is as one that lost its rows.
        try command(
            """
            CREATE FUNCTION turned(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT n';
            CREATE INDEX a_damaged ON customer(turned(id)); CREATE INDEX z_damaged ON activity(turned(id));
            CREATE OR REPLACE FUNCTION turned(n bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT -n'
            """)
        let faults = try data.faults(inIndexes: true)
        #expect(faults.map { $0.prefix(28) } == ["The index a_damaged is damag", "The index z_damaged is damag"], "\(faults)")
        #expect(try data.faults(inIndexes: false) == [])
    }
}
