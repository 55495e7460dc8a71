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
                    .init("check", .string(finding.check)), .init("ok", .bool(finding.verdict != .fault)), .init("detail", .string(finding.detail)),
                    .init("remedy", .text(finding.remedy)),
                ])
            })
    }

    /// A line a check, the remedy below it, and at the end how many faults there are.
    var text: String {
        let checkWidth = findings.map { TextWidth.of(PlainLine.of($0.check)) }.max() ?? 0
        let widths = [5, checkWidth, 0]
        var text = ""
        for finding in findings {
            text += TextTable.line([finding.verdict.rawValue, PlainLine.of(finding.check), PlainLine.of(finding.detail)], widths: widths)
            if let remedy = finding.remedy { text += TextTable.line(["", "", PlainLine.of(remedy)], widths: widths) }
        }
        let faults = findings.count { $0.verdict == .fault }
        return text + (faults == 0 ? "All is well.\n" : "\(Words.count(faults, "fault")).\n")
    }

    /// Prints the list and ends the program with status 1 when there is a fault.
    func report(json asJSON: Bool) throws {
        try Output.text(asJSON ? json : text)
        if !isWell { throw ExitCode.failure }
    }
}
