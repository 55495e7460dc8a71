import CRM
import TerminalKit

/// Draws the insights.
enum InsightsView {
    private static let labelWidth = 15
    private static let longestBar = 44
    /// Room behind a bar for a number of customers and their share.
    private static let figureWidth = 15

    static func draw(_ state: DeskState, into scene: inout Scene) {
        let body = FrameLayout(state).body
        guard !body.isEmpty else { return }
        let lines = state.insightsLines
        guard let insights = state.insights.insights else {
            let text =
                state.insights.isUncounted
                ? "The customers could not be counted. \(state.keys.of(.insights)) counts again." : "Counting…"
            return EmptyState.draw(text, in: body, into: &scene)
        }
        guard insights.customers > 0 || insights.today.made > 0 else {
            let text =
                "No customer came in the last \(insights.question.span.days) days. \(state.keys.of("insights.span")) shows more days, \(state.keys.of(.sheets)) shows the spreadsheets."
            return EmptyState.draw(text, in: body, into: &scene)
        }
        let width = width(state)
        var chosen = 0
        for line in lines {
            defer { if line.query != nil { chosen += 1 } }
            let row = line.row - state.insights.top
            guard (0..<body.height).contains(row) else { continue }
            let rect = Rect(x: line.isBeside ? width : 0, y: body.y + row, width: width, height: 1)
            draw(line.content, in: rect, into: &scene.grid)
            guard line.query != nil else { continue }
            scene.hit(rect, .insights(.line(chosen)))
            if chosen == state.insights.selected {
                scene.grid.restyle(rect) { $0.on(.selected) }
                scene.grid.put("▌", x: rect.x, y: rect.y, style: .accent)
            }
        }
        guard state.insights.top + body.height < lines.rowCount else { return }
        let more = " \(state.keys.of("move.pageDown")) more ↓"
        scene.grid.put(more, x: body.maxX - 1 - TextWidth.of(more), y: body.maxY - 1, style: .dim)
    }

    /// From here on there is room for two columns.
    private static let wide = 150

    static func isBeside(_ state: DeskState) -> Bool { state.size.columns >= wide }

    /// Cells of a line.
    static func width(_ state: DeskState) -> Int { isBeside(state) ? state.size.columns / 2 : state.size.columns }

    /// Where bars and figures begin in a line of so many cells.
    static func figures(_ width: Int) -> Int { indent(width) + labelWidth }

    private static func indent(_ width: Int) -> Int { width >= 60 ? 3 : 2 }

    private static func draw(_ content: InsightsLine.Content, in rect: Rect, into grid: inout Grid) {
        let (y, end) = (rect.y, rect.maxX - 1)
        func put(_ text: String, at x: Int, _ style: Style) -> Int {
            x < end ? x + grid.put(text, x: x, y: y, width: end - x, style: style) : x
        }
        // In its own column.
        let left = rect.x
        let (indent, figures) = (left + indent(rect.width), left + figures(rect.width))
        switch content {
        case .blank: break
        case .heading(let title, let pieces):
            var x = max(put(title, at: left + 1, .dim.bolded()) + 1, pieces.isEmpty ? 0 : figures)
            for piece in pieces { x = put(piece.text, at: x, piece.style) + 3 }
        case .bar(let label, let length, let style, let figure):
            grid.put(label, x: indent, y: y, width: labelWidth - 1, style: .dim)
            let room = max(1, min(longestBar, end - figures - figureWidth))
            let x = BarView.draw(length, into: &grid, x: figures, y: y, width: room, style: style)
            _ = put(figure, at: x + 1, .plain)
        case .chart(_, let title, let values, let chosen, let text):
            let x = max(put(title, at: left + 1, .dim.bolded()) + 2, figures)
            let width = min(values.count, max(0, end - x - TextWidth.of(text) - 2))
            Sparkline.draw(values, into: &grid, x: x, y: y, width: width)
            if case let bar = chosen - (values.count - width), bar >= 0 {
                grid.restyle(Rect(x: x + bar, y: y, width: 1, height: 1)) { _ in .warning.bolded() }
            }
            _ = put(text, at: x + width + 2, .plain)
        case .row(let name, let cells, let isHeading):
            let widths = [7, 7, 9, 13]
            let kept = max(1, min(widths.count, (end - figures - 6) / 8))
            let room = widths.prefix(kept).reduce(0, +)
            let nameWidth = min(26, max(8, end - indent - room))
            grid.put(name, x: isHeading ? left + 1 : indent, y: y, width: nameWidth, style: isHeading ? .dim.bolded() : .plain)
            var x = indent + nameWidth
            for (cell, width) in zip(cells, widths).prefix(kept) {
                grid.put(cell, x: x, y: y, width: width, style: isHeading ? .dim : .plain, align: .right)
                x += width
            }
        }
    }
}
