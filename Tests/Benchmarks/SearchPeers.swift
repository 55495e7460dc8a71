import CRM
import Foundation

/// fzf and SQLite's shell, looking for the same text in the same customers, as lines of a file and as rows of a table without an index.
/// Each is started anew for every letter, which is the only way in which they can be asked, so their start counts too.
struct SearchPeers {
    let fzf: String
    let sqlite: String
    let folder: WorkFolder

    /// As many as a screen shows.
    private static let shown = 50

    /// - Parameters:
    ///   - letter: the benchmark's.
    ///   - rows: how many customers there are.
    ///   - texts: what stands in the search after each letter.
    ///   - ours: the median time in milliseconds from a letter to the rows that it leaves.
    func compare(_ letter: String, rows: Int, texts: [String], ours: Double?) throws -> Outcome {
        var outcome = Outcome()
        let file = folder.file("lines-\(rows).csv")
        try CustomerFile.write(file, rows: rows)
        let table = folder.file("lines-\(rows).sqlite")
        let shell = ["sh", "-c", "\"$0\" --filter \"$1\" < \"$2\" | head -n \(Self.shown)"]
        let line = CustomerField.allCases.map { "coalesce(\($0.rawValue), '')" }.joined(separator: " || ")
        let peers: [(name: String, package: String, program: String, prepare: [String]?, ask: (String) -> [String])] = [
            ("fzf --filter", "fzf", fzf, nil, { shell + [fzf, $0, file] }),
            (
                "sqlite3 with LIKE", "sqlite3", sqlite, [sqlite, table, "-cmd", ".mode csv", ".import '\(file)' customer"],
                { [sqlite, table, "SELECT * FROM customer WHERE replace(\(line), ' ', '') LIKE '%\($0)%' LIMIT \(Self.shown)"] }
            ),
        ]
        let place = "\(Amount.grouped(rows)) customers"
        for peer in peers {
            guard (try? Command.run([peer.program, "--version"], limit: 30)) != nil else {
                outcome.add(letter, "\(place): \(peer.name)", PeerService.missing)
                outcome.notes.append("\(letter): no peer: to have one, apt-get install \(peer.package).")
                continue
            }
            if let prepare = peer.prepare { try Command.run(prepare, limit: 600) }
            var times = Latencies()
            for text in texts {
                let result = try Command.run(peer.ask(text), limit: 120)
                guard !result.output.isEmpty else { throw Trouble("\(peer.name) found nothing for \(text).") }
                times.record(from: 0, to: UInt64(result.seconds * 1e9))
            }
            outcome.add(letter, "\(place): a letter of a search by \(peer.name), its start included", times)
            if let ours, times.milliseconds(50) > 0 {
                outcome.add(letter, "ratio to it", Amount.short(ours / times.milliseconds(50)))
            }
        }
        return outcome
    }
}
