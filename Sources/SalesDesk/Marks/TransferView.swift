import CRM
import TerminalKit

/// Draws the spreadsheets to choose from above the line in which a part of a name is typed.
enum TransferView {
    private static let mostRows = 8

    static func draw(_ transfer: TransferPrompt, _ prompt: Prompt, _ state: DeskState, lastLine: Int, into scene: inout Scene) {
        let width = scene.grid.width
        let targets = transfer.targets(prompt.field.text, in: state)
        let height = min(mostRows, max(1, lastLine - 2), max(1, targets.count))
        let top = lastLine - height
        scene.grid.fill(Rect(x: 0, y: top, width: width, height: height + 1), Style(on: .prompt))
        let rows = Rect(x: 0, y: top, width: width, height: height)
        for row in ListRows.draw(targets.count, selected: prompt.choice, in: rows, on: .prompt, { .promptRow($0) }, into: &scene) {
            draw(targets[row.index], row, isSelected: row.index == prompt.choice, state, into: &scene)
        }
        if targets.isEmpty {
            scene.grid.put(
                TransferPrompt.none(prompt.field.text, in: state), x: 2, y: top, width: width - 3, style: .warning.on(.prompt))
        }
        let x = 1 + scene.grid.put(prompt.label, x: 1, y: lastLine, width: width - 14, style: .promptLabel) + 2
        let fieldWidth = max(1, min(32, width - x - 1))
        prompt.field.draw(into: &scene.grid, x: x, y: lastLine, width: fieldWidth, style: .field, focused: true)
    }

    private static func draw(
        _ target: MoveTarget, _ row: ListRows.Row, isSelected: Bool, _ state: DeskState, into scene: inout Scene
    ) {
        // The number stands near the name, however wide the window is.
        let (width, y, surface) = (min(scene.grid.width, 64), row.y, row.surface)
        // Of a colleague's list nothing is told but its name.
        let count = target.owner == nil ? state.sheets.summary(target.id).map { Numbers.count($0.customers, "customer") } ?? "" : ""
        let room = max(1, width - 4 - TextWidth.of(count) - 2)
        scene.grid.put(
            SafeText.clean(TransferPrompt.title(target)), x: 2, y: y, width: room, style: (isSelected ? Style.bold : .plain).on(surface))
        scene.grid.put(count, x: max(2, width - 1 - TextWidth.of(count)), y: y, style: Style.dim.on(surface))
    }
}
