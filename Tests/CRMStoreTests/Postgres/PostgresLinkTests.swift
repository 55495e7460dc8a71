import CRM
import CRMStore
import Foundation
import TestSupport
import Testing

@testable import PostgresEngine

@Suite("The link to a PostgreSQL server", .enabled(if: PostgresServer.whyNot == nil)) struct PostgresLinkTests {
    private static let one = "SELECT 1"

    /// An engine on a database of the server, and at each of its calls whether the server is there.
    private func watched(_ server: PostgresServer) throws -> (engine: PostgresEngine, watch: any DataWatching, calls: AsyncStream<Bool>) {
        try server.makeDatabase("link")
        try PostgresEngine.create(address: server.words("link"))
        let engine = try PostgresEngine(address: server.words("link"))
        let (calls, continuation) = AsyncStream.makeStream(of: Bool.self)
        let watch = try engine.watch(on: DispatchQueue(label: "link of a test"), presence: nil) { _ in
            continuation.yield(engine.placeFault() == nil)
        }
        return (engine, watch, calls)
    }

    @Test("a server that ends is said at once and refuses at once; when it is there again that is told, and calls go on")
    func restart() async throws {
        let server = try PostgresServer()
        let (engine, watch, calls) = try watched(server)
        var told = calls.makeAsyncIterator()

        server.stop()
        #expect(await told.next() == false)
        let fault = try #require(engine.placeFault())
        #expect(fault.message.contains("cannot be reached"))
        // The server's reason may be another each time.
        #expect(engine.writeFault()?.contains("cannot be reached") == true)
        let read = #expect(throws: StoreError.self) { try engine.read { try $0.value(Int.self, Self.one) } }
        let write = #expect(throws: StoreError.self) { try engine.write { try $0.value(Int.self, Self.one) } }
        #expect(read?.message.contains("cannot be reached") == true && write?.message.contains("cannot be reached") == true)

        server.start()
        while await told.next() == false {}
        #expect(engine.placeFault() == nil && engine.writeFault() == nil)
        #expect(try engine.read { try $0.value(Int.self, Self.one) } == 1)
        watch.stop()
        engine.close()
        server.stop()
    }

    @Test("a server that hangs is said while an answer is awaited, and others are refused at once; the answer ends that")
    func hanging() async throws {
        let server = try PostgresServer()
        let (engine, watch, calls) = try watched(server)
        var told = calls.makeAsyncIterator()

        server.hang()
        defer { server.wake() }
        let (answers, answered) = AsyncStream.makeStream(of: Result<Int?, any Error>.self)
        DispatchQueue(label: "call of a test").async {
            answered.yield(Result { try engine.read { try $0.value(Int.self, Self.one) } })
        }
        #expect(await told.next() == false)
        #expect(engine.placeFault()?.message.contains("cannot be reached (") == true)
        #expect(throws: StoreError.self) { try engine.read { try $0.value(Int.self, Self.one) } }

        server.wake()
        var waiting = answers.makeAsyncIterator()
        #expect(try await waiting.next()?.get() == 1)
        while engine.placeFault() != nil { _ = await told.next() }
        #expect(try engine.read { try $0.value(Int.self, Self.one) } == 1)
        watch.stop()
        engine.close()
    }
}
