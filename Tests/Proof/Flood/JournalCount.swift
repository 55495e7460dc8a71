import GRDB
import TestBench

/// How many leads are in the journal and in the list, read from the file itself while the program runs.
struct JournalCount: Sendable {
    let leads: Int
    let saved: Int
    let customers: Int

    init(_ bench: Workbench) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(10)
        let counts = try DatabaseQueue(path: "\(bench.data)/leadsheet.db", configuration: configuration).read { db in
            try Row.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(DISTINCT leadgen_id) FROM webhook_event), (SELECT count(*) FROM webhook_event WHERE state = 'saved'),
                        (SELECT count(*) FROM lead)
                    """)
        }
        (leads, saved, customers) = (counts?[0] ?? 0, counts?[1] ?? 0, counts?[2] ?? 0)
    }
}
