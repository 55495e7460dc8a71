/// A terminal's report about the mouse, as xterm's control sequences define it ("Mouse Tracking").
struct MouseReport: Equatable {
    /// The low bits are the button, 4 shift, 8 alt, 16 control, 32 a move, 64 the wheel.
    var button: Int
    var x: Int
    var y: Int
    var released: Bool

    init(button: Int, x: Int, y: Int, released: Bool) {
        self.button = button
        self.x = x
        self.y = y
        self.released = released
    }

    /// Reads "<button;x;y" with the final "M" or "m"; nil for any other sequence.
    init?(sgr body: [UInt8], final: Unicode.Scalar) {
        guard body.first == 0x3C, final == "M" || final == "m" else { return nil }
        let numbers = body.dropFirst().split(separator: 0x3B, omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) }
        guard numbers.count == 3, let button = numbers[0], let x = numbers[1], let y = numbers[2] else { return nil }
        self.init(button: button, x: x - 1, y: y - 1, released: final == "m")
    }

    /// nil for other buttons than the left one, and for places that do not exist.
    var event: MouseEvent? {
        guard (0..<0xFFFF).contains(x), (0..<0xFFFF).contains(y), let kind else { return nil }
        var modifiers: Modifiers = []
        if button & 4 != 0 { modifiers.insert(.shift) }
        if button & 8 != 0 { modifiers.insert(.alt) }
        if button & 16 != 0 { modifiers.insert(.control) }
        return MouseEvent(kind, x: x, y: y, modifiers: modifiers)
    }

    private var kind: MouseEvent.Kind? {
        switch button & ~0x1C {
        case 0: released ? .release : .press
        case 3: .release
        case 32: .drag
        case 64: .scrollUp
        case 65: .scrollDown
        default: nil
        }
    }
}
