import CRM
import TerminalKit

/// Draws "Who are you?" with the users and their digits.
enum WhoView {
    static func draw(_ pane: WhoPane, in rect: Rect, into scene: inout Scene) {
        scene.grid.fill(rect, .plain)
        scene.hits = []
        scene.grid.put("Who are you?", x: 2, y: rect.y, width: rect.width - 4, style: .bold)
        let height = max(1, rect.height - 2)
        let window = ListWindow(count: pane.users.count, height: height, selected: pane.selected, top: max(0, pane.selected - height + 1))
        for (line, index) in window.visible.enumerated() {
            let row = Rect(x: 0, y: rect.y + 2 + line, width: rect.width, height: 1)
            let surface: Surface = index == pane.selected ? .selected : .plain
            if surface == .selected {
                scene.grid.fill(row, Style.plain.on(.selected))
                scene.grid.put("▌", x: 0, y: row.y, style: Style.accent.on(.selected))
            }
            if index < 9 { scene.grid.put("\(index + 1)", x: 2, y: row.y, style: Style.accent.bolded().on(surface)) }
            scene.grid.put(pane.users[index].name, x: 5, y: row.y, width: rect.width - 6, style: Style.plain.on(surface))
            scene.hit(row, .who(index))
        }
    }
}
