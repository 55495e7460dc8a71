import TerminalKit

/// The rows of a list that lies over a screen, or in a prompt: as many as are seen, the one with the cursor marked.
enum ListRows {
    /// A row that is to be filled.
    struct Row {
        let index: Int
        let place: Rect
        /// The ground on which its text is put.
        let surface: Surface

        var y: Int { place.y }
    }

    /// Marks the row with the cursor, lets each be clicked, and gives those that are seen, with the cursor among them.
    ///
    /// - Parameters:
    ///   - selected: the row with the cursor; none where there is no such row.
    ///   - surface: the ground of the others.
    static func draw(
        _ count: Int, selected: Int, in rect: Rect, on surface: Surface = .plain, _ target: (Int) -> Hit.Target, into scene: inout Scene
    ) -> [Row] {
        ListWindow(count: count, height: rect.height, selected: selected).visible.enumerated().map { line, index in
            let place = Rect(x: rect.x, y: rect.y + line, width: rect.width, height: 1)
            scene.hit(place, target(index))
            guard index == selected else { return Row(index: index, place: place, surface: surface) }
            return Row(index: index, place: place, surface: scene.drawSelection(of: place))
        }
    }
}

extension Scene {
    /// Draws the ground of a list's chosen row and the bar before it, and gives the surface on which its text is put.
    ///
    /// - Parameter hasFocus: the keys go to this list. Without colours a row that has them not must look otherwise.
    mutating func drawSelection(of row: Rect, hasFocus: Bool = true) -> Surface {
        let surface: Surface = hasFocus ? .selected : .inactive
        grid.fill(row, Style.plain.on(surface))
        grid.put("▌", x: row.x, y: row.y, style: Style(hasFocus ? .accent : .dim, on: surface))
        return surface
    }
}
