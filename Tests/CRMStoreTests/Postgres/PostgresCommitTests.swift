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
