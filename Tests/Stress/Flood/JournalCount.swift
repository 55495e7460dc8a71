import GRDB
import EndToEndSupport

/// How many leads are in the journal and in the list, read from the file itself while the program runs.
struct JournalCount: Sendable {
    let leads: Int
    let saved: Int
    let customers: Int

    /// What is wrong when so many leads were taken and nothing may be left to do; empty when all are customers.
    func misses(of events: Int) -> [String] {
        var misses: [String] = []
        if leads != events { misses.append("The journal has \(leads) leads of \(events).") }
        if customers != events || saved != events {
            misses.append("\(customers) customers and \(saved) saved events came of \(events) leads.")
        }
        return misses
    }
}

extension JournalCount {
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
        self.init(leads: counts?[0] ?? 0, saved: counts?[1] ?? 0, customers: counts?[2] ?? 0)
    }
}
