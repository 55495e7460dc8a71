import ArgumentParser

/// What a proof has found: its figures, and what did not hold.
struct Verdict: Sendable {
    /// Whether a part may be left out where the machine does not allow it: not when it was asked for by name.
    private let maySkip: Bool
    private(set) var figures: [(name: String, value: String)] = []
    /// A sentence for each thing that did not hold; empty when all does.
    private(set) var misses: [String] = []
    /// What was left out, and why.
    private(set) var skips: [String] = []

    init(maySkip: Bool = true) { self.maySkip = maySkip }

    /// Notes a figure, to be printed at the end.
    mutating func figure(_ name: String, _ value: String) { figures.append((name, value)) }

    /// Notes a miss unless something holds.
    mutating func expect(_ holds: Bool, _ miss: @autoclosure () -> String) {
        if !holds { misses.append(miss()) }
    }

    /// Notes a part that cannot be tried on this machine: a miss when it may not be left out.
    mutating func skip(_ part: String) {
        skips.append(part)
        expect(maySkip, "asked for, and not tried: \(part)")
    }

    /// Takes over what another part of the same proof has found.
    mutating func add(_ other: Verdict) {
        figures += other.figures
        misses += other.misses
        skips += other.skips
    }

    /// Prints the figures, what was left out, and the misses. Throws an exit status of 1 when there is a miss.
    func conclude() throws {
        let width = figures.map(\.name.count).max() ?? 0
        for figure in figures { print(figure.name.padding(to: width), figure.value, separator: "  ") }
        for skip in skips { print("SKIPPED: \(skip)") }
        for miss in misses { print("MISS: \(miss)") }
        guard misses.isEmpty else { throw ExitCode.failure }
    }
}

extension String {
    fileprivate func padding(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
