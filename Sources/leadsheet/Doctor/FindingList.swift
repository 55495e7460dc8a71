import Base
import ArgumentParser
import CRM
import TerminalKit

/// All findings, for people and for programs.
struct FindingList: Sendable {
    var findings: [Finding]

    /// No fault among them; the exit status says the same.
    var isWell: Bool { !findings.contains { $0.verdict == .fault } }

    /// An array of `check ok detail remedy`, one object a line; `remedy` is null when there is nothing to do.
    var json: String {
        JSONText.lines(
            findings.map { finding in
                .object([
                    .init("check", .string(finding.check)), .init("ok", .bool(finding.verdict != .fault)),
                    .init("detail", .string(finding.detail)),
                    .init("remedy", .text(finding.remedy)),
                ])
            })
    }

    /// A line a check, the remedy below it, and at the end how many faults there are. What is longer than `columns` cells goes on
    /// below itself; nil leaves each line whole, for files and other programs.
    func text(columns: Int?) -> String {
        let checkWidth = findings.map { TextWidth.of(PlainLine.of($0.check)) }.max() ?? 0
        let widths = [5, checkWidth, 0]
        let rest = columns.map { max(20, $0 - widths.reduce(4, +)) }
        let broken = { (text: String) in rest.map { Wrapped.lines(PlainLine.of(text), width: $0) } ?? [PlainLine.of(text)] }
        var text = ""
        for finding in findings {
            let lines = broken(finding.detail) + (finding.remedy.map(broken) ?? [])
            for (index, line) in lines.enumerated() {
                let first = index == 0 ? [finding.verdict.rawValue, PlainLine.of(finding.check)] : ["", ""]
                text += TextTable.line(first + [line], widths: widths)
            }
        }
        let faults = findings.count { $0.verdict == .fault }
        return text + (faults == 0 ? "All is well.\n" : "\(Counted.text(faults, "fault")).\n")
    }

    /// Prints the list and ends the program with status 1 when there is a fault.
    func report(json asJSON: Bool) throws {
        try Output.text(asJSON ? json : text(columns: Output.columns))
        if !isWell { throw ExitCode.failure }
    }
}
