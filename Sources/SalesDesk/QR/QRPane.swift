import CRM
import TerminalKit

/// A QR code for the salesperson's own mobile, which then calls or writes to the customer.
struct QRPane: Hashable, Sendable {
    /// The effect of the code on the mobile that reads it.
    enum Kind: Hashable, Sendable { case call, whatsapp }

    let customer: Customer
    let number: PhoneNumber
    /// The message that WhatsApp is to begin with; empty for none.
    let text: String
    var kind: Kind
    /// The text is in the clipboard.
    var isCopied = false

    /// The parts that stand on the screen.
    struct Content: Hashable, Sendable {
        var code: QRCode
        /// The text is in the code; otherwise it stands beside it.
        var hasText: Bool
        /// The words stand to the right of the code, not below it.
        var isBeside: Bool
    }

    /// The cells that the words beside the code need at least, and the lines that they need below it.
    private static let words = Size(columns: 22, rows: 4)
    /// Cells between the code and the words beside it.
    static let gap = 3

    /// The link of the number alone.
    var link: String { link(text: "") }

    private func link(text: String) -> String {
        kind == .call ? MessageLink.call(number) : MessageLink.whatsapp(number, text: text)
    }

    /// The code with the text where there is room for it, otherwise that of the number alone; nil where there is no room for that either.
    func content(in room: Size) -> Content? {
        if kind == .whatsapp, !text.isEmpty, let code = QRCode(link(text: text)), let isBeside = Self.isBeside(code, in: room) {
            return Content(code: code, hasText: true, isBeside: isBeside)
        }
        guard let code = QRCode(link), let isBeside = Self.isBeside(code, in: room) else { return nil }
        return Content(code: code, hasText: false, isBeside: isBeside)
    }

    /// Nil where the code has no room with its words.
    private static func isBeside(_ code: QRCode, in room: Size) -> Bool? {
        guard code.size.columns <= room.columns, code.size.rows <= room.rows else { return nil }
        if code.size.columns + gap + words.columns <= room.columns { return true }
        return code.size.rows + words.rows <= room.rows ? false : nil
    }

    /// The least room for the number alone, with its words below where these lines have room for them.
    func leastRoom(in room: Size) -> Size {
        let code = QRCode(link)?.size ?? Size(columns: 0, rows: 0)
        if code.rows + Self.words.rows <= room.rows { return code }
        return Size(columns: code.columns + Self.gap + Self.words.columns, rows: code.rows)
    }

    /// The cells for the code and its words on this screen: all between header and hints.
    static func room(_ state: DeskState) -> Rect {
        let area = OverlayView.area(state)
        return Rect(x: 1, y: area.y, width: max(0, area.width - 2), height: area.height)
    }
}
