import CRM
import TerminalKit

/// Draws "Who are you?" with the users and their digits.
enum WhoView {
    static func draw(_ pane: WhoPane, in rect: Rect, into scene: inout Scene) {
        scene.grid.fill(rect, .plain)
        scene.hits = []
        scene.grid.put("Who are you?", x: 2, y: rect.y, width: rect.width - 4, style: .bold)
        let rows = Rect(x: 0, y: rect.y + 2, width: rect.width, height: max(1, rect.height - 2))
        for row in ListRows.draw(pane.users.count, selected: pane.selected, in: rows, { .who($0) }, into: &scene) {
            let (index, surface) = (row.index, row.surface)
            if index < 9 { scene.grid.put("\(index + 1)", x: 2, y: row.y, style: Style.accent.bolded().on(surface)) }
            scene.grid.put(pane.users[index].name, x: 5, y: row.y, width: rect.width - 6, style: Style.plain.on(surface))
        }
    }
}
