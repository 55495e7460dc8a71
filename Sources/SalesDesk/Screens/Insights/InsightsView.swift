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
            return EmptyState.draw("Counting…", in: body, into: &scene)
        }
        guard insights.customers > 0 || insights.today.made > 0 else {
            let text =
                "No customer came in the last \(insights.question.span.days) days. \(state.keys.of("insights.span")) shows more days, \(state.keys.of(.sheets)) shows the spreadsheets."
            return EmptyState.draw(text, in: body, into: &scene)
        }
        var place = lines.prefix(state.insights.top).count { $0.query != nil }
        for (row, line) in lines.dropFirst(state.insights.top).prefix(body.height).enumerated() {
            let rect = Rect(x: 0, y: body.y + row, width: body.width, height: 1)
            draw(line.content, in: rect, into: &scene.grid)
            guard line.query != nil else { continue }
            scene.hit(rect, .insights(.line(place)))
            if place == state.insights.selected {
                scene.grid.restyle(rect) { $0.reverse ? $0 : $0.on(.selected) }
                scene.grid.put("▌", x: 0, y: rect.y, style: .accent)
            }
            place += 1
        }
    }

    private static func draw(_ content: InsightsLine.Content, in rect: Rect, into grid: inout Grid) {
        let (y, end) = (rect.y, rect.maxX - 1)
        func put(_ text: String, at x: Int, _ style: Style) -> Int {
            x < end ? x + grid.put(text, x: x, y: y, width: end - x, style: style) : x
        }
        let indent = rect.width >= 60 ? 3 : 2
        let figures = indent + labelWidth
        switch content {
        case .blank: break
        case .heading(let title, let pieces):
            var x = max(put(title, at: 1, .dim.bolded()) + 1, pieces.isEmpty ? 0 : figures)
            for piece in pieces { x = put(piece.text, at: x, piece.style) + 3 }
        case .bar(let label, let length, let style, let figure):
            grid.put(label, x: indent, y: y, width: labelWidth - 1, style: .dim)
            let room = max(1, min(longestBar, end - figures - figureWidth))
            let x = BarView.draw(length, into: &grid, x: figures, y: y, width: room, style: style)
            _ = put(figure, at: x + 1, .plain)
        case .chart(let title, let values, let text):
            let x = max(put(title, at: 1, .dim.bolded()) + 2, figures)
            let width = min(values.count, max(0, end - x - TextWidth.of(text) - 2))
            Sparkline.draw(values, into: &grid, x: x, y: y, width: width)
            _ = put(text, at: x + width + 2, .plain)
        case .row(let name, let cells, let isHeading):
            let widths = [7, 7, 9, 13]
            let kept = max(1, min(widths.count, (end - figures - 6) / 8))
            let room = widths.prefix(kept).reduce(0, +)
            let nameWidth = min(26, max(8, end - indent - room))
            grid.put(name, x: isHeading ? 1 : indent, y: y, width: nameWidth, style: isHeading ? .dim.bolded() : .plain)
            var x = indent + nameWidth
            for (cell, width) in zip(cells, widths).prefix(kept) {
                grid.put(cell, x: x, y: y, width: width, style: isHeading ? .dim : .plain, align: .right)
                x += width
            }
        }
    }
}
