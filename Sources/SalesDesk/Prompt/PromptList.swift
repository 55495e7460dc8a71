import TerminalKit

/// The lines beside the text of a prompt, of which one is chosen.
struct PromptList {
    struct Line {
        let text: String
        /// Told of it besides, in dim letters.
        let aside: String
    }

    let lines: [Line]
    /// The sentence in place of the list where nothing fits.
    let none: String

    fileprivate static let mostRows = 8

    /// Draws them above the line in which a part of a name is typed.
    func draw(_ prompt: Prompt, _ state: DeskState, lastLine: Int, into scene: inout Scene) {
        let width = scene.grid.width
        let height = min(Self.mostRows, max(1, lastLine - 2), max(1, lines.count))
        let top = lastLine - height
        scene.grid.fill(Rect(x: 0, y: top, width: width, height: height + 1), Style(on: .prompt))
        let rows = Rect(x: 0, y: top, width: width, height: height)
        for row in ListRows.draw(lines.count, selected: prompt.choice, in: rows, on: .prompt, { .promptRow($0) }, into: &scene) {
            Self.draw(lines[row.index], row, isSelected: row.index == prompt.choice, into: &scene)
        }
        if lines.isEmpty { scene.grid.put(none, x: 2, y: top, width: width - 3, style: .warning.on(.prompt)) }
        let x = 1 + scene.grid.put(prompt.label(in: state), x: 1, y: lastLine, width: width - 14, style: .promptLabel) + 2
        let fieldWidth = max(1, min(32, width - x - 1))
        prompt.field.draw(into: &scene.grid, x: x, y: lastLine, width: fieldWidth, style: .field, focused: true)
    }

    private static func draw(_ line: Line, _ row: ListRows.Row, isSelected: Bool, into scene: inout Scene) {
        // The aside stands near the name, however wide the window is.
        let (width, y, surface) = (min(scene.grid.width, 64), row.y, row.surface)
        let room = max(1, width - 4 - TextWidth.of(line.aside) - 2)
        scene.grid.put(SafeText.clean(line.text), x: 2, y: y, width: room, style: (isSelected ? Style.bold : .plain).on(surface))
        scene.grid.put(line.aside, x: max(2, width - 1 - TextWidth.of(line.aside)), y: y, style: Style.dim.on(surface))
    }
}

extension Prompt {
    /// The lines to choose from; nil for a prompt without any.
    func list(in state: DeskState) -> PromptList? {
        switch purpose {
        case .transfer(let transfer): transfer.list(field.text, in: state)
        case .share: SharePrompt.list(field.text, in: state)
        default: nil
        }
    }
}

extension Desk {
    /// A key that chooses among the lines of a prompt; nil for another.
    static func listKey(_ key: LayerKey, _ list: PromptList, _ prompt: Prompt, _ state: inout DeskState) -> [DeskEffect]? {
        if key == .answer { return chooseLine(prompt.choice, &state) }
        let rows = key == .next ? 1 : key == .previous ? -1 : key.rows(page: PromptList.mostRows)
        guard let rows else { return nil }
        state.prompt?.choice = min(max(0, list.lines.count - 1), max(0, prompt.choice + rows))
        return []
    }

    static func chooseLine(_ index: Int, _ state: inout DeskState) -> [DeskEffect] {
        switch state.prompt?.purpose {
        case .transfer(let transfer): chooseTarget(index, transfer, &state)
        case .share(let sheet): SharePrompt.choose(index, sheet, &state)
        default: []
        }
    }
}
