import CRMStore
import Foundation

/// The process that has the right to do the intake, as the table `intake_holder` says.
///
/// How long it has been silent is told by the server's clock alone. A row whose connection has ended is as good as none.
struct IntakeHolder {
    /// Its number on its machine.
    let process: Int32
    let machine: String
    let role: String
    /// Seconds since it has the right.
    let held: Double
    /// Seconds since its last sign of life.
    let silence: Double

    var isOnThisMachine: Bool { machine == IntakeHolder.here }
    var place: IntakePlace { IntakePlace(process: process, machine: isOnThisMachine ? nil : machine, role: role, held: held) }

    /// The name under which the server's administrator sees the connection, of which all behind 63 bytes is cut.
    static func name() -> String { "leadsheet intake \(getpid()) \(here.prefix(30))" }

    private static var here: String { ProcessInfo.processInfo.hostName }

    private static let now = "(extract(epoch FROM clock_timestamp()) * 1000)::bigint"
    /// The server may have been given another time.
    private static let silence = "abs(\(now) - intake_holder.beat_at)"
    /// Everybody may see which connections there are.
    private static let isConnected = """
        EXISTS (SELECT 1 FROM pg_stat_activity WHERE pid = intake_holder.connection AND datname = current_database())
        """

    /// Nil when no process has the right.
    static func find(on connection: Connection) throws -> IntakeHolder? {
        let result = try connection.query(
            "SELECT process, machine, role, \(now) - since, \(silence) FROM intake_holder WHERE \(isConnected)")
        guard result.rowCount > 0 else { return nil }
        func text(_ column: Int) -> String { String(sqlValue: result.value(row: 0, column: column)) ?? "" }
        func seconds(_ column: Int) -> Double { Double(Int64(sqlValue: result.value(row: 0, column: column)) ?? 0) / 1000 }
        return IntakeHolder(
            process: Int32(sqlValue: result.value(row: 0, column: 0)) ?? 0, machine: text(1), role: text(2), held: seconds(3),
            silence: seconds(4))
    }

    /// Gives the right to one who asks on this connection, known by that number, where none has it or the one who has it was silent for so many
    /// seconds. False where it is another's; of several who ask at once one has it.
    static func take(as number: Int64, silence patience: Double, on connection: Connection) throws -> Bool {
        let take = """
            INSERT INTO intake_holder (holder, connection, process, machine, role, since, beat_at)
            VALUES (?, pg_backend_pid(), ?, ?, session_user, \(now), \(now))
            ON CONFLICT (one) DO UPDATE SET holder = excluded.holder, connection = excluded.connection, process = excluded.process,
                machine = excluded.machine, role = excluded.role, since = excluded.since, beat_at = excluded.beat_at
            WHERE NOT \(isConnected) OR \(silence) >= ?::bigint
            """
        return try connection.query(take, [number, getpid(), here, Int64(patience * 1000)]).changes == 1
    }

    /// The sign of life of the one who is known by that number. False where another has the right by now.
    static func beat(as number: Int64, on connection: Connection) throws -> Bool {
        try connection.query("UPDATE intake_holder SET beat_at = \(now) WHERE holder = ?", [number]).changes == 1
    }

    static func giveBack(as number: Int64, on connection: Connection) throws {
        _ = try connection.query("DELETE FROM intake_holder WHERE holder = ?", [number])
    }
}
