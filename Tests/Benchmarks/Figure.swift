/// One line of the table.
struct Figure: Codable, Sendable {
    /// The benchmark's letter.
    var benchmark: String
    var what: String
    var result: String
    /// Empty where there is none.
    var goal = ""
    /// Nil where there is no goal.
    var isMet: Bool?
}

/// What one benchmark found: its lines, figures for others to compare with, and remarks below the table.
struct Outcome: Codable, Sendable {
    var figures: [Figure] = []
    var values: [String: Double] = [:]
    var notes: [String] = []

    mutating func add(_ benchmark: String, _ what: String, _ result: String, goal: String = "", isMet: Bool? = nil) {
        figures.append(Figure(benchmark: benchmark, what: what, result: result, goal: goal, isMet: isMet))
    }

    /// A line with a median and a 99th percentile, the goal being an upper bound of either in milliseconds.
    mutating func add(_ benchmark: String, _ what: String, _ times: Latencies, p50: Double? = nil, p99: Double? = nil) {
        guard times.count > 0 else { return add(benchmark, what, "nothing measured", isMet: p50 == nil && p99 == nil ? nil : false) }
        let goals = [p50.map { "p50 ≤ \(Amount.short($0)) ms" }, p99.map { "p99 ≤ \(Amount.short($0)) ms" }].compactMap { $0 }
        let isMet = times.milliseconds(50) <= p50 ?? .infinity && times.milliseconds(99) <= p99 ?? .infinity
        add(
            benchmark, what,
            "p50 \(Amount.time(times.milliseconds(50))), p99 \(Amount.time(times.milliseconds(99))) (\(times.count) times)",
            goal: goals.joined(separator: ", "), isMet: goals.isEmpty ? nil : isMet)
    }

    mutating func add(_ other: Outcome) {
        figures += other.figures
        values.merge(other.values) { _, new in new }
        notes += other.notes
    }
}
