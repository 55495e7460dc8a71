import Base
import CRM
import Foundation
import TerminalKit

/// Prints events of the journal, for people or as JSON, one a line.
struct FeedPrinter: Sendable {
    let asJSON: Bool
    let zone: TimeZone

    private static let widths = [7, 19, 18, 18, 24, 8, 9, 0]

    var heading: String? {
        asJSON
            ? nil
            : TextTable.line(
                ["EVENT", "RECEIVED", "PAGE", "FORM", "WHO", "STATE", "TOOK", "WHY"], widths: Self.widths, rightAligned: [0, 6])
    }

    /// One line with its line feed.
    func line(_ row: FeedRow) -> String {
        let event = row.event
        if asJSON { return FeedLine.json(event) + "\n" }
        let who = row.customerName ?? event.leadgenID.map { "lead \($0)" } ?? "-"
        let cells = [
            String(event.id), clock(event.receivedAt), row.pageName ?? event.pageID, row.formName ?? event.formID ?? "-", who,
            event.state.rawValue, event.milliseconds.map { "\($0) ms" } ?? "-", why(row),
        ]
        let fitted = zip(cells, Self.widths).map { cell, width in
            // The last column takes what it needs.
            width == 0 ? PlainLine.of(cell) : TextWidth.truncate(PlainLine.of(cell), to: width)
        }
        return TextTable.line(fitted, widths: Self.widths, rightAligned: [0, 6])
    }

    private func why(_ row: FeedRow) -> String {
        let event = row.event
        var parts = [event.error ?? "", event.advice].filter { !$0.isEmpty }
        if event.state == .waiting, let next = event.nextAttemptAt { parts.append("Next attempt \(clock(next)).") }
        if let name = row.offeredTo { parts.append("Offered to \(name).") }
        if !event.signatureChecked { parts.append("Signature not checked.") }
        return parts.map(\.asSentence).joined(separator: " ")
    }

    /// `2026-11-23 14:32:07` on the user's clocks.
    private func clock(_ instant: Date) -> String {
        let second = (Int(instant.timeIntervalSince1970.rounded(.down)) % 60 + 60) % 60
        return "\(CalendarDay(instant, in: zone)) \(TimeOfDay(instant, in: zone)):\(second < 10 ? "0" : "")\(second)"
    }
}
