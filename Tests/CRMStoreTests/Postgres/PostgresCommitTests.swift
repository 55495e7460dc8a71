import CRM
import CRMStore
import Foundation
import TestSupport
import Testing

@testable import PostgresEngine

/// A change is in the database once, and is called saved when it is there, wherever the connection broke.
@Suite("A connection that breaks at the end of a change", .enabled(if: PostgresCluster.whyNot == nil)) struct PostgresCommitTests {
    private static let addUser = #"INSERT INTO "user" (name, created_at) VALUES (?, ?)"#

    private let scratch: Scratch
    private let relay: CommitRelay

    init() throws {
        scratch = try Scratch()
        _ = try scratch.address()
        relay = try CommitRelay(to: PostgresServer.shared.get().folder)
    }

    private func engine(patience: Duration = .seconds(60)) throws -> PostgresEngine {
        try PostgresEngine(address: relay.words(scratch.name), patience: patience)
    }

    private func names(_ engine: PostgresEngine) throws -> [String] {
        try engine.read { try $0.values(String.self, #"SELECT name FROM "user" ORDER BY id"#) }
    }

    @Test("a change whose answer was lost is saved, once, and is called so")
    func answerLost() throws {
        let engine = try engine()
        relay.cutNextCommit(.after)
        let id = try engine.write { try $0.insert(Self.addUser, ["a", 1]) }
        #expect(engine.placeFault() == nil)
        #expect(try names(engine) == ["a"])
        _ = try engine.write { try $0.run(#"UPDATE "user" SET name = 'b' WHERE id = ?"#, [id]) }
        #expect(try names(engine) == ["b"])
        relay.stop()
    }

    @Test("a change that did not reach the server is not called saved, and holds nobody up afterwards")
    func commitLost() throws {
        let engine = try engine()
        relay.cutNextCommit(.before)
        #expect { try engine.write { try $0.insert(Self.addUser, ["a", 1]) } } throws: { error in
            if case StoreError.serverUnreachable = error { true } else { false }
        }
        #expect(try names(engine) == [])
        try engine.write { _ = try $0.insert(Self.addUser, ["a", 1]) }
        #expect(try names(engine) == ["a"])
        relay.stop()
    }

    @Test("a number means nothing on a server that has taken another's place, but where no transaction has had it yet")
    func failover() throws {
        let address = try ServerAddress(scratch.address())
        let connection = try Connection(address)
        try connection.command("BEGIN")
        let sign = try #require(try connection.text("SELECT \(StartedTransaction.sign)"))
        let parts = sign.split(separator: " ").map(String.init)
        let (number, history) = (try #require(parts.first), try #require(parts.last))
        try connection.command("COMMIT")
        func outcome(_ number: String, _ history: String) -> StartedTransaction.Outcome? {
            StartedTransaction(sign: "\(number) \(history)", process: 1).outcome(address, within: .zero)
        }
        #expect(outcome(number, history) == .committed)
        for other in ["0000000F\(history.dropFirst(8))", "\(history.prefix(9))1"] {
            #expect(outcome(number, other) == .lostWithServer)
            #expect(outcome("4000000000", other) == .rolledBack)
        }
    }

    @Test(
        "a standby that has missed the change takes the server's place: it is not called saved, and is there once when it was made again",
        arguments: [false, true])
    func missed(isNumberTaken: Bool) async throws {
        let primary = try PostgresServer(isDurable: true, isCopied: true)
        try primary.makeDatabase("missed")
        try PostgresEngine.create(address: primary.words("missed"))
        let standby = try primary.standby()
        standby.stop()
        let (way, folder) = (try CommitRelay(to: primary.folder), try TestFolder())
        let place = "\(folder.path)/standby"
        let engine = try PostgresEngine(
            address: "\(way.address("missed")),\(place)&target_session_attrs=read-write", patience: .seconds(60))
        way.cutNextCommit(.after, comesBack: false)
        let (ends, ended) = AsyncStream.makeStream(of: Result<Int64, any Error>.self)
        DispatchQueue(label: "change of a test").async {
            ended.yield(Result { try engine.write { try $0.insert(Self.addUser, ["a", 1]) } })
        }
        let number = #"SELECT max(xmin::text::bigint) FROM leadsheet."user""#
        while try primary.ask(number, in: "missed").isEmpty { await Task.yield() }
        let taken = try #require(Int(primary.ask(number, in: "missed")))
        // Of a place that takes a connection and ends it, libpq does not go on to the next.
        way.stop()
        primary.crash()
        standby.start()
        standby.promote()
        if isNumberTaken { while try Int(standby.ask("SELECT pg_current_xact_id()")) ?? 0 < taken {} }
        // Only now the program finds it.
        try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: standby.folder)
        var waiting = ends.makeAsyncIterator()
        let end = try #require(await waiting.next())
        let fault = #expect(throws: StoreError.self) { try end.get() }
        if isNumberTaken {
            #expect(fault == .outcomeUnknown(address: engine.location))
        } else {
            #expect(fault?.message.contains("Until it can, nothing is saved.") == true, "\(fault?.message ?? "")")
        }
        while engine.placeFault() != nil { await Task.yield() }
        #expect(try names(engine) == [])
        _ = try engine.write { try $0.insert(Self.addUser, ["a", 1]) }
        #expect(try names(engine) == ["a"])
    }

    @Test("where the server does not come back in time, it is said that nobody knows", arguments: [CommitRelay.Cut.before, .after])
    func nobodyKnows(cut: CommitRelay.Cut) throws {
        let engine = try engine(patience: .zero)
        relay.cutNextCommit(cut, comesBack: false)
        let fault = StoreError.outcomeUnknown(address: engine.location)
        #expect(throws: fault) { try engine.write { try $0.insert(Self.addUser, ["a", 1]) } }
        #expect(engine.placeFault() != nil)
        let direct = try PostgresEngine(address: scratch.address())
        #expect(try names(direct) == (cut == .after ? ["a"] : []))
        relay.stop()
    }
}
