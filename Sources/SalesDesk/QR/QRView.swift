import CRM
import TerminalKit

/// Draws a QR code over the screen: whom it reaches, the code, and beside it the choices and the text that is not in it.
enum QRView {
    static func draw(_ state: DeskState, into scene: inout Scene) {
        guard let pane = state.qr else { return }
        let area = OverlayView.area(state)
        scene.hits = []
        scene.grid.fill(area, .plain)
        let room = QRPane.room(state)
        guard let content = pane.content(in: Size(columns: room.width, rows: room.height)) else {
            drawTooSmall(pane, state, in: room, into: &scene)
            return
        }
        content.code.draw(into: &scene.grid, x: room.x, y: room.y)
        let size = content.code.size
        let words =
            content.isBeside
            ? Rect(
                x: room.x + size.columns + QRPane.gap, y: room.y, width: room.width - size.columns - QRPane.gap, height: room.height)
            : Rect(x: room.x, y: room.y + size.rows, width: room.width, height: room.height - size.rows)
        drawWords(pane, content, state, in: words, into: &scene)
    }

    private static func drawWords(_ pane: QRPane, _ content: QRPane.Content, _ state: DeskState, in rect: Rect, into scene: inout Scene) {
        var y = drawCustomer(pane, content, state, in: rect, into: &scene)
        let choices: [(id: String, word: String, kind: QRPane.Kind)] = [("qr.call", "call", .call), ("qr.whatsapp", "WhatsApp", .whatsapp)]
        for choice in choices {
            let isHere = choice.kind == pane.kind
            let key = state.keys.of(choice.id)
            let used = scene.grid.put(key, x: rect.x, y: y, width: rect.width, style: .accent.bolded()) + 1
            scene.grid.put(choice.word, x: rect.x + used, y: y, width: max(0, rect.width - used), style: isHere ? .bold.underlined() : .dim)
            scene.hit(Rect(x: rect.x, y: y, width: min(rect.width, used + TextWidth.of(choice.word)), height: 1), .qr(choice.kind))
            y += 1
        }
        if rect.height >= 8 { y += 1 }
        for (text, style) in lines(pane, content) {
            for line in Wrapped.lines(text, width: max(1, rect.width)) where y < rect.maxY {
                scene.grid.put(line, x: rect.x, y: y, width: rect.width, style: style)
                y += 1
            }
        }
    }

    /// Name and number, below each other beside the code, in one line below it. Gives the next line.
    private static func drawCustomer(
        _ pane: QRPane, _ content: QRPane.Content, _ state: DeskState, in rect: Rect, into scene: inout Scene
    ) -> Int {
        let phone = state.configuration.phones.text(pane.customer.phoneNumber)
        let room = content.isBeside ? rect.width : max(8, rect.width - TextWidth.of(phone) - 2)
        let used = scene.grid.put(pane.customer.customerName, x: rect.x, y: rect.y, width: room, style: .bold)
        if content.isBeside {
            scene.grid.put(phone, x: rect.x, y: rect.y + 1, width: rect.width, style: .accent.bolded())
            return rect.y + (rect.height >= 10 ? 3 : 2)
        }
        scene.grid.put(phone, x: rect.x + used + 2, y: rect.y, width: max(0, rect.width - used - 2), style: .accent.bolded())
        return rect.y + 1
    }

    /// The link in the code, and the text that is in it or not.
    private static func lines(_ pane: QRPane, _ content: QRPane.Content) -> [(String, Style)] {
        let text = SafeText.clean(pane.text.replacing("\n", with: " "))
        if pane.kind == .call { return [(SafeText.clean(pane.link), .dim)] }
        let link = SafeText.clean(pane.link.replacing("https://", with: ""))
        if pane.text.isEmpty { return [(link, .dim)] }
        if content.hasText { return [("\(link) with the text", .dim), (text, .plain)] }
        let copied = pane.isCopied ? "The text is copied, for it does not fit into the code:" : "The text does not fit into the code:"
        return [(link, .dim), (copied, .warning), (text, .plain)]
    }

    private static func drawTooSmall(_ pane: QRPane, _ state: DeskState, in room: Rect, into scene: inout Scene) {
        let least = pane.leastRoom(in: Size(columns: room.width, rows: room.height))
        let columns = max(state.size.columns, state.size.columns - room.width + least.columns)
        let rows = max(state.size.rows, state.size.rows - room.height + least.rows)
        let texts: [(String, Style)] = [
            (SafeText.clean(pane.customer.customerName), .bold),
            (state.configuration.phones.text(pane.customer.phoneNumber), .accent.bolded()),
            ("This window is too small for a QR code: enlarge it to \(columns)x\(rows).", .warning),
            (SafeText.clean(pane.text.replacing("\n", with: " ")), .plain),
        ]
        let lines = texts.flatMap { text, style in text.isEmpty ? [] : Wrapped.lines(text, width: max(1, room.width)).map { ($0, style) } }
        for (index, (line, style)) in lines.prefix(room.height).enumerated() {
            scene.grid.put(line, x: room.x, y: room.y + index, width: room.width, style: style)
        }
    }

    static func hints(_ pane: QRPane, _ state: DeskState) -> [KeyHints.Hint] {
        let keys = state.keys
        let choices = [keys.hint("qr.call", "call"), keys.hint("qr.whatsapp", "WhatsApp")]
        guard case .message = state.overlay, pane.kind == .whatsapp else { return choices + [keys.hint("prompt.cancel", "back")] }
        return choices + [keys.hint("prompt.answer", "sent: write it down"), keys.hint("prompt.cancel", "back")]
    }
}
