import CRM
import Foundation
import TerminalKit

/// Draws the feed.
enum FeedView {
    private static let heads = [
        ("time", "TIME"), ("page", "PAGE"), ("form", "FORM"), ("who", "WHO"), ("stage", "STAGE"), ("took", "TOOK"),
    ]

    static func draw(_ state: DeskState, into scene: inout Scene) {
        let layout = FeedLayout(state)
        guard !layout.body.isEmpty else { return }
        drawHeadline(state, layout, into: &scene.grid)
        if let y = layout.noteY { drawNote(state, y, layout, into: &scene.grid) }
        guard !state.feed.entries.isEmpty else {
            drawEmpty(state, layout, into: &scene)
            return
        }
        if let y = layout.headsY {
            for (id, title) in heads {
                guard let place = layout.columns[id] else { continue }
                scene.grid.put(
                    title, x: layout.rows.x + place.x, y: y, width: place.width, style: .dim, align: id == "took" ? .right : .left)
            }
        }
        for (line, entry) in state.feed.visible(layout.rowCount).enumerated() {
            drawRow(entry, y: layout.rows.y + line, state, layout, into: &scene.grid)
            scene.hit(Rect(x: 0, y: layout.rows.y + line, width: layout.body.width, height: 1), .feed(.row(entry.id)))
        }
        for (line, text) in layout.remedy.enumerated() where layout.remedyY + line < layout.body.maxY {
            scene.grid.put(text, x: layout.rows.x, y: layout.remedyY + line, width: layout.rows.width)
        }
    }

    private static func drawHeadline(_ state: DeskState, _ layout: FeedLayout, into grid: inout Grid) {
        let body = layout.body
        let right = body.width - 1
        let todayWidth = TextWidth.of(layout.headline.today)
        var sparkX = right
        if todayWidth > 0, todayWidth + 2 < body.width {
            grid.put(layout.headline.today, x: right - todayWidth, y: body.y, style: .dim)
            sparkX = right - todayWidth - 1
            if layout.headline.sparkWidth > 0, let arrivals = state.feed.summary?.arrivals {
                let width = min(layout.headline.sparkWidth, arrivals.count)
                sparkX -= layout.headline.sparkWidth
                Sparkline.draw(arrivals, into: &grid, x: sparkX + layout.headline.sparkWidth - width, y: body.y, width: width)
            }
        }
        for (line, items) in layout.headline.lines.enumerated() where line < body.height {
            var x = 1
            let end = line == 0 ? sparkX - 1 : right
            for item in items where x < end {
                x += grid.put(String(item.mark), x: x, y: body.y + line, width: end - x, style: item.markStyle) + 1
                x += grid.put(item.text, x: x, y: body.y + line, width: max(0, end - x), style: item.style) + FeedHeadline.gap
            }
        }
    }

    /// The filter and what came above the screen.
    private static func drawNote(_ state: DeskState, _ y: Int, _ layout: FeedLayout, into grid: inout Grid) {
        var x = layout.rows.x
        if let filter = state.feed.state {
            x += grid.put("\(filter.rawValue) only", x: x, y: y, style: .accent)
            x +=
                grid.put("   \(state.keys.of("feed.filter")) shows others, \(state.keys.of("cancel")) shows all", x: x, y: y, style: .dim)
                + 3
        }
        if state.feed.unseen > 0 {
            x += grid.put("\(Numbers.grouped(state.feed.unseen)) new above", x: x, y: y, style: .accent)
            grid.put("   \(state.keys.of("move.first")) goes there", x: x, y: y, style: .dim)
        }
    }

    private static func drawEmpty(_ state: DeskState, _ layout: FeedLayout, into scene: inout Scene) {
        let text: String
        if !state.feed.isLoaded {
            text =
                state.feed.isUnread ? "The journal could not be read. \(state.keys.of(.feed)) reads it again." : "Reading the journal…"
        } else if let filter = state.feed.state {
            text = "No event is \(filter.rawValue) now. \(state.keys.of("feed.filter")) shows others, \(state.keys.of("cancel")) shows all."
        } else if state.pages.isEmpty {
            text = "No lead has arrived yet. \(state.keys.of(.meta)) connects a Meta page; `leadsheet simulate` sends trial leads."
        } else {
            text = "No lead has arrived yet. \(state.keys.of(.meta)) shows what is missing; `leadsheet simulate` sends trial leads."
        }
        let y = layout.headsY ?? layout.rows.y
        EmptyState.draw(text, in: Rect(x: 0, y: y, width: layout.body.width, height: layout.body.maxY - y), into: &scene)
    }

    private static func drawRow(_ entry: FeedEntry, y: Int, _ state: DeskState, _ layout: FeedLayout, into grid: inout Grid) {
        let x = layout.rows.x
        let row = entry.row
        let isDuplicate = FeedPresentation.isDuplicate(row)
        let stage = FeedStage(entry, now: state.now, zone: state.configuration.zone)
        func put(_ id: String, _ text: String, _ style: Style, _ align: Alignment = .left) {
            guard let place = layout.columns[id] else { return }
            grid.put(text, x: x + place.x, y: y, width: place.width, style: style, align: align)
        }
        put("time", InstantPresentation.brief(row.event.receivedAt, now: state.now, in: state.configuration.zone), .dim)
        put("page", FeedPresentation.page(row), .plain)
        put("form", FeedPresentation.form(row), .dim)
        put("who", FeedPresentation.who(entry), row.customerName != nil && !isDuplicate ? .bold : .plain)
        put("took", FeedPresentation.took(row), .dim, .right)
        if let place = layout.columns["stage"] {
            let width = FeedLayout.stageWidth(row, layout.columns, table: layout.rows.width)
            let used = grid.put(stage.text, x: x + place.x, y: y, width: width, style: stage.style)
            if !stage.aside.isEmpty, used + 2 < width {
                grid.put(stage.aside, x: x + place.x + used + 2, y: y, width: width - used - 2, style: .dim)
            }
        }
        guard state.feed.selectedID.map(entry.ids.contains) == true else { return }
        grid.restyle(Rect(x: 0, y: y, width: layout.body.width, height: 1)) { $0.on(.selected) }
        grid.put("▌", x: 0, y: y, style: .accent)
    }
}
