import CRM
import Foundation
import TerminalKit

/// Where the parts of the feed stand on a screen of some size.
struct FeedLayout {
    let body: Rect
    let headline: FeedHeadline
    /// The line for the filter and for what came above; nil on a low screen.
    let noteY: Int?
    let headsY: Int?
    let rows: Rect
    let columns: ColumnLayout
    /// The steps to take about the selected event, in full.
    let remedy: [String]
    let remedyY: Int

    var rowCount: Int { rows.height }

    init(_ state: DeskState) {
        body = FrameLayout(state).body
        let margin = body.width >= 76 ? 3 : 2
        let table = max(1, body.width - margin - 1)
        let near = state.feed.visible(body.height)
        // Cells go where there is something to read: a short STAGE leaves them to WHO and PAGE.
        func widest(_ text: (FeedEntry) -> String, _ range: ClosedRange<Int>) -> Int {
            min(max(near.map { TextWidth.of(text($0)) }.max() ?? 0, range.lowerBound), range.upperBound)
        }
        let stages = near.map { FeedStage($0, now: state.now, zone: state.configuration.zone).width }.max() ?? 0
        columns = ColumnLayout(
            [
                .init(id: "time", least: 8, best: 9, priority: 2),
                .init(id: "page", least: 8, best: widest({ FeedPresentation.page($0.row) }, 8...24), priority: 4),
                .init(id: "form", least: 12, best: widest({ FeedPresentation.form($0.row) }, 12...20), priority: 5),
                .init(id: "who", least: 12, best: widest({ FeedPresentation.who($0) }, 12...28), priority: 1),
                .init(
                    id: "stage", least: body.width < 46 ? 12 : min(max(stages, 12), 28), best: min(max(stages, 12), 32), priority: 0,
                    flexible: true),
                .init(id: "took", least: 7, best: 7, priority: 3),
            ], width: table)
        headline = FeedHeadline(state, width: max(1, body.width - 2), most: body.height >= 16 ? 3 : body.height >= 7 ? 2 : 1)
        var y = body.y + min(headline.lines.count, body.height)
        noteY = body.height >= 8 ? y : nil
        if noteY != nil { y += 1 }
        headsY = body.height >= 5 ? y : nil
        if headsY != nil { y += 1 }
        let room = max(0, body.maxY - y)
        remedy = FeedLayout.remedy(state, columns, width: table)
        // Two lines are kept free, so that the rows do not jump from event to event; a longer remedy takes more while it is read.
        let kept = room >= 6 ? 2 : 0
        let below = min(max(kept, remedy.count), room / 2)
        rows = Rect(x: margin, y: y, width: table, height: max(0, room - below))
        remedyY = body.maxY - min(below, max(remedy.count, kept))
    }

    private static func remedy(_ state: DeskState, _ columns: ColumnLayout, width: Int) -> [String] {
        guard let entry = state.feed.selectedEntry else { return [] }
        let row = entry.row
        let stage = FeedStage(entry, now: state.now, zone: state.configuration.zone)
        let isCut = stage.width > stageWidth(row, columns, table: width)
        let sentence = isCut ? [stage.text, stage.aside].filter { !$0.isEmpty }.joined(separator: "; ") : ""
        let text = [sentence, row.event.advice].filter { !$0.isEmpty }.joined(separator: sentence.hasSuffix(".") ? " " : ". ")
        return text.isEmpty ? [] : Wrapped.lines(text, width: width)
    }

    /// A stage runs on to the edge where nothing stands behind it.
    static func stageWidth(_ row: FeedRow, _ columns: ColumnLayout, table: Int) -> Int {
        guard let stage = columns["stage"] else { return 0 }
        return FeedPresentation.took(row).isEmpty ? table - stage.x : stage.width
    }
}
