import TerminalKit

/// The table in which a person says what fills which field: the questions of a form, or the columns of a file.
struct MappingTable {
    struct Row {
        let label: String
        let example: String
        let field: String
        let style: Style
    }

    struct Choice {
        let key: String
        let title: String
    }

    /// Over the three columns.
    let heads: (label: String, example: String, field: String)
    let count: Int
    let selected: Int
    /// The keys, in the order of the legend below the rows.
    let choices: [Choice]
    let target: (Int) -> Hit.Target
    let row: (Int) -> Row

    /// Where label, example and field stand.
    private struct Places {
        let label, example, field: (x: Int, width: Int)

        init(_ whole: Int) {
            // However wide the window is, the three are seen at one glance.
            let width = min(whole, 110)
            let column = min(22, max(12, width / 3))
            let rest = max(2, width - column - 3)
            // Where it is narrow, the label is worth more than its example.
            let labelled = width < 50 ? rest : rest * 11 / 20
            label = (2, max(1, labelled - 2))
            example = (2 + labelled, max(0, rest - labelled - 2))
            field = (2 + rest, column)
        }
    }

    /// - Parameter isLow: there is no room for the legend.
    func draw(in rect: Rect, isLow: Bool, into scene: inout Scene) {
        let places = Places(rect.width)
        scene.grid.put(heads.label, x: places.label.x, y: rect.y, width: places.label.width, style: .dim)
        scene.grid.put(heads.example, x: places.example.x, y: rect.y, width: places.example.width, style: .dim)
        scene.grid.put(heads.field, x: places.field.x, y: rect.y, width: places.field.width, style: .dim)
        let legend = isLow ? [] : legend(width: rect.width - 2)
        let place = Rect(x: 0, y: rect.y + 1, width: rect.width, height: max(0, rect.height - 1 - legend.count))
        for line in ListRows.draw(count, selected: selected, in: place, target, into: &scene) {
            drawRow(row(line.index), places, y: line.y, line.surface, isHere: line.index == selected, into: &scene)
        }
        for (index, choices) in legend.enumerated() { drawLegend(choices, y: rect.maxY - legend.count + index, into: &scene) }
    }

    private func drawRow(_ row: Row, _ places: Places, y: Int, _ surface: Surface, isHere: Bool, into scene: inout Scene) {
        scene.grid.put(row.label, x: places.label.x, y: y, width: places.label.width, style: Style.plain.on(surface))
        let example = row.example.isEmpty ? "–" : row.example
        scene.grid.put(example, x: places.example.x, y: y, width: places.example.width, style: Style.dim.on(surface))
        let text = isHere ? "‹ \(row.field) ›" : row.field
        scene.grid.put(text, x: places.field.x, y: y, width: places.field.width, style: row.style.on(surface))
    }

    /// The keys over as many lines as they need.
    private func legend(width: Int) -> [[Choice]] {
        var lines: [[Choice]] = [[]]
        var used = 0
        for choice in choices {
            let needed = TextWidth.of(choice.key) + 1 + TextWidth.of(choice.title)
            if used > 0, used + needed > width {
                lines.append([])
                used = 0
            }
            lines[lines.count - 1].append(choice)
            used += needed + 3
        }
        return lines
    }

    private func drawLegend(_ choices: [Choice], y: Int, into scene: inout Scene) {
        var x = 1
        for choice in choices {
            x += scene.grid.put(choice.key, x: x, y: y, style: .accent.bolded()) + 1
            x += scene.grid.put(choice.title, x: x, y: y, style: .dim) + 3
        }
    }
}
