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

    /// Said of a list whose rows could not be read, with the key that reads them again.
    static func unread(_ key: String) -> String { "not read, \(key) reads again" }

    /// Marks the row with the cursor, lets each be clicked, and gives those that are seen, with the cursor among them.
    ///
    /// - Parameters:
    ///   - selected: the row with the cursor; none where there is no such row.
    ///   - surface: the ground of the others.
    static func draw(
        _ count: Int, selected: Int, in rect: Rect, on surface: Surface = .plain, _ target: (Int) -> Hit.Target, into scene: inout Scene
    ) -> [Row] {
        let window = ListWindow(count: count, height: rect.height, selected: selected)
        let rows = window.visible.enumerated().map { line, index in
            let place = Rect(x: rect.x, y: rect.y + line, width: rect.width, height: 1)
            scene.hit(place, target(index))
            guard index == selected else { return Row(index: index, place: place, surface: surface) }
            return Row(index: index, place: place, surface: scene.drawSelection(of: place))
        }
        scene.drawMore(of: window, in: rect)
        return rows
    }
}

extension Scene {
    /// Says in the last cell of a list's first and last row that there are more above and below, on the ground that is there.
    mutating func drawMore(of window: ListWindow, in rect: Rect) {
        guard !rect.isEmpty else { return }
        func put(_ sign: String, _ y: Int) { grid.put(sign, x: rect.maxX - 1, y: y, style: grid[rect.maxX - 1, y].style.with(.dim)) }
        if window.hasMoreAbove { put("▴", rect.y) }
        if window.hasMoreBelow { put("▾", rect.maxY - 1) }
    }

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
