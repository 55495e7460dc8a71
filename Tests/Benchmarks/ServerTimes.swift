import CRMStore
import PostgresEngine
import TestSupport

/// The keys of the screens with the data on a PostgreSQL server at the other end of a link.
enum ServerTimes {
    /// In milliseconds: another town's.
    private static let roundTrip = 20

    static func report(rows: Int) throws -> Outcome {
        let server = try PostgresServer(isDurable: true)
        // As the page about teams advises.
        try server.ask("ALTER SYSTEM SET shared_buffers = '1GB'")
        server.stop()
        server.start()
        try server.makeDatabase("team")
        let address = server.words("team")
        try PostgresEngine.create(address: address)
        var outcome = try Job(kind: .seed, database: address, rows: rows).inChild(limit: 3000)
        // What the server still has to write of a million rows would be timed with the first commits.
        try server.ask("CHECKPOINT")
        // A salesperson's rows are guarded, which an administrator's are not.
        try ServerDatabase(address).grant(.sales, to: "ana", of: "ana")
        let relay = try SocketRelay(to: server.folder, DelayedLink(roundTrip: roundTrip))
        defer { relay.stop() }
        outcome.add(try Job(kind: .keys, database: relay.words("team", as: "ana"), roundTrip: roundTrip, rows: rows).inChild(limit: 900))
        return outcome
    }
}
