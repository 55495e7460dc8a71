import CRM
import Foundation
import TerminalKit

/// How far an event has come: the word that says so, and its sentence, in the colour of its state.
struct FeedStage: Hashable {
    var text: String
    var style: Style
    /// Said behind it, dim.
    var aside = ""

    init(_ entry: FeedEntry, now: Date, zone: TimeZone) {
        let row = entry.row
        let event = row.event
        let error = event.error ?? ""
        let times = entry.count > 1 ? " × \(Numbers.grouped(entry.count))" : ""
        func said(_ word: String) -> String { "\(word)\(times)\(error.isEmpty ? "" : "  \(error)")" }
        switch event.state {
        case .received: (text, style) = (said("received"), error.isEmpty ? .plain : .warning)
        case .fetching: (text, style) = (event.attempts > 1 ? "fetching, try \(event.attempts)" : "fetching", .warning)
        case .saved where FeedPresentation.isDuplicate(row): (text, style) = (error, .dim)
        case .saved: (text, style) = (said("saved"), event.reason == .hookFailed ? .warning : .good)
        case .waiting:
            let due = entry.count > 1 ? nil : event.nextAttemptAt.map { " at \(InstantPresentation.brief($0, now: now, in: zone))" }
            (text, style) = (said(due.map { "waiting, try \(event.attempts + 1)\($0)" } ?? "waiting"), .warning)
        case .blocked: (text, style) = FeedPresentation.isOfNobody(row) ? (error + times, .fault) : (said("blocked"), .warning)
        case .ignored: (text, style) = ((error.isEmpty ? "ignored" : error) + times, event.kind == .test ? .cyan : .dim)
        case .failed: (text, style) = (said("failed"), .fault)
        }
        if !event.signatureChecked, event.reason != .metaTest, !FeedPresentation.isOfNobody(row) { aside = "signature not checked" }
    }

    var width: Int { TextWidth.of(text) + (aside.isEmpty ? 0 : 2 + TextWidth.of(aside)) }
}
