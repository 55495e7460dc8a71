import CRM
import TerminalKit

/// Draws the prompt of a message above the line of news: whom it goes to, and the templates as they would be sent.
enum MessageView {
    static func draw(_ pane: MessagePane, _ state: DeskState, into scene: inout Scene) {
        scene.hits = []
        let layout = FrameLayout(state)
        let count = pane.templates?.count ?? 1
        let names = min(20, pane.templates?.map { TextWidth.of($0.name) }.max() ?? 0)
        let room = layout.body.height - (pane.field == nil ? 1 : 2)
        let messages = pane.templates?.map { pane.message($0, in: state) } ?? []
        let whole = pane.field == nil ? wholeText(messages, of: pane.selected, names, state) : []
        // A text is read to its end before it is sent; the list gives way to it.
        let lines = min(whole.count, max(0, room - (whole.count + 3 > room ? 1 : min(count, 3))))
        let height = min(count + lines, room) + layout.body.height - room
        let rect = Rect(x: 0, y: layout.news - height, width: layout.body.width, height: height)
        scene.grid.fill(rect, Style(on: .prompt))
        drawTitle(pane, state, y: rect.y, into: &scene)
        guard let templates = pane.templates else {
            scene.grid.put("Reading the templates…", x: 1, y: rect.y + 1, width: rect.width - 2, style: .dim.on(.prompt))
            return
        }
        var list = Rect(x: 0, y: rect.y + 1, width: rect.width, height: height - 1 - lines)
        for (line, text) in whole.prefix(lines).enumerated() {
            let isCut = line == lines - 1 && !whole[lines...].allSatisfy(\.isEmpty)
            let shown = isCut ? TextWidth.truncate("\(text) …", to: wholeWidth(state)) : text
            scene.grid.put(shown, x: 3, y: list.maxY + line, width: wholeWidth(state), style: Style(on: .prompt))
        }
        if let field = pane.field {
            list.height -= 1
            let used = scene.grid.put("text", x: 1, y: rect.maxY - 1, width: rect.width - 2, style: .promptLabel)
            field.draw(
                into: &scene.grid, x: used + 3, y: rect.maxY - 1, width: max(1, rect.width - used - 4), style: .field, focused: true)
        }
        let window = ListWindow(
            count: templates.count, height: list.height, selected: pane.selected, top: max(0, pane.selected - list.height + 1))
        for (line, row) in window.visible.enumerated() {
            drawRow(row, templates[row].name, messages[row], names, isHere: row == pane.selected, y: list.y + line, into: &scene)
        }
        scene.drawMore(of: window, in: list)
    }

    private static func wholeWidth(_ state: DeskState) -> Int { max(1, state.size.columns - 4) }

    /// The chosen text over as many lines as it needs, and of each template the same number, so that the list stands still; none where all
    /// texts fit into their rows.
    private static func wholeText(_ messages: [FilledMessage], of selected: Int, _ names: Int, _ state: DeskState) -> [String] {
        guard messages.indices.contains(selected) else { return [] }
        let room = state.size.columns - 1 - textX(names)
        guard messages.contains(where: { $0.text.contains("\n") || TextWidth.of(inOneLine($0)) > room }) else { return [] }
        let texts = messages.map { Wrapped.lines($0.text, width: wholeWidth(state)) }
        let own = texts[selected]
        return own + Array(repeating: "", count: (texts.map(\.count).max() ?? 0) - own.count)
    }

    /// Where the texts begin, behind their names.
    private static func textX(_ names: Int) -> Int { 3 + names + 3 }

    private static func inOneLine(_ message: FilledMessage) -> String {
        let needs = message.missing.map { "{\($0)}" }.joined(separator: " ")
        let subject = message.subject.isEmpty ? "" : "\(message.subject) · "
        return (message.missing.isEmpty ? "" : "no \(needs): ") + subject
            + message.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
    }

    private static func drawTitle(_ pane: MessagePane, _ state: DeskState, y: Int, into scene: inout Scene) {
        let end = scene.grid.width - 1
        let title = pane.channel == .whatsapp ? "WHATSAPP" : pane.channel.title.uppercased()
        var x = 1 + scene.grid.put(title, x: 1, y: y, width: max(0, end - 1), style: .promptLabel) + 2
        x += scene.grid.put(pane.customer.customerName, x: x, y: y, width: max(0, (end - x) * 2 / 3), style: .bold.on(.prompt)) + 2
        scene.grid.put(pane.address(in: state), x: x, y: y, width: max(0, end - x), style: Style(on: .prompt))
    }

    private static func drawRow(
        _ row: Int, _ name: String, _ message: FilledMessage, _ names: Int, isHere: Bool, y: Int, into scene: inout Scene
    ) {
        let surface: Surface = isHere ? .selected : .prompt
        let end = scene.grid.width - 1
        let place = Rect(x: 0, y: y, width: scene.grid.width, height: 1)
        scene.grid.fill(place, Style(on: surface))
        scene.hit(place, .messages(.row(row)))
        if isHere { scene.grid.put("▌", x: 0, y: y, style: .accent.on(surface)) }
        let isReady = message.missing.isEmpty
        if row < 9 { scene.grid.put("\(row + 1)", x: 1, y: y, style: .accent.on(surface).bolded()) }
        scene.grid.put(name, x: 3, y: y, width: min(names, max(0, end - 3)), style: (isReady ? Style.bold : .dim).on(surface))
        let x = textX(names)
        scene.grid.put(inOneLine(message), x: x, y: y, width: max(0, end - x), style: (isReady ? Style.plain : .dim).on(surface))
    }

    static func hints(_ pane: MessagePane, _ state: DeskState) -> [KeyHints.Hint] {
        let keys = state.keys
        if pane.field != nil { return [keys.hint("prompt.answer", "takes the text"), keys.hint("prompt.cancel", "leaves it as it was")] }
        let enter = state.configuration.opensLinks ? "opens \(pane.channel.title)" : "copies link"
        let qr = pane.channel == .email ? [] : [keys.hint("qr.show", "QR")]
        return [keys.hint("prompt.answer", enter), .typed("1-9", "choose"), keys.hint("message.edit", "change")] + qr
            + [keys.hint("templates.open", "templates"), keys.hint("prompt.cancel", "cancel")]
    }
}
