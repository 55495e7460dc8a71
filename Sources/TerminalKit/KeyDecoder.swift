import CTerminal

/// Turns what curses reads into events. Pure: the terminal feeds it bytes and key codes and says when the input ran
/// dry; it decides what they mean together.
public struct KeyDecoder: Sendable {
    private enum State: Sendable {
        case ground
        /// ESC came: alone it is a key, before a character it is Alt.
        case escape
        /// ESC [ came: what follows up to a final byte is kept, and is a mouse report or nothing.
        case sequence([UInt8])
        /// ESC [ M came: an old mouse report of three bytes.
        case oldMouse([UInt8])
        /// ESC O came: one more is swallowed.
        case single
        /// ESC with one of ] P X ^ _ came (an answer of the terminal): swallowed to BEL or ESC \.
        case string(opener: Character, begun: Bool, escaped: Bool)
    }

    /// A paste longer than this is cut.
    static let pasteLimit = 1 << 20
    /// No sequence that means something is longer.
    static let sequenceLimit = 64
    /// Two presses within this many milliseconds on one cell are a double click.
    static let doubleClickTime: Int64 = 400

    private let keys: [Int32: KeyStroke]
    private var state = State.ground
    private var utf8: [UInt8] = []
    private var pasted: [UInt8]?
    private var lastPress: (x: Int, y: Int, time: Int64)?
    private var lastDrag: Point?
    private var events: [InputEvent] = []

    /// The time of what is fed next, by a clock that never goes back: it tells a double click.
    public var milliseconds: Int64 = 0

    /// - Parameter keys: codes beyond the standard ones, such as those of Ctrl with an arrow, which differ between
    ///   terminals and even between runs.
    public init(keys: [Int32: KeyStroke] = [:]) {
        self.keys = Self.standardKeys.merging(keys) { _, given in given }
    }

    /// True while a paste has begun and not ended.
    public var isPasting: Bool { pasted != nil }

    /// True in the middle of an escape sequence or a character: more is certainly on its way.
    public var isMidSequence: Bool {
        switch state {
        case .sequence(let body): !body.isEmpty
        case .oldMouse, .string(_, begun: true, _): true
        default: !utf8.isEmpty
        }
    }

    /// Takes a code as `get_wch` gives it: a scalar, or a key code when `isKey`.
    public mutating func feed(_ code: UInt32, isKey: Bool) {
        if isKey {
            utf8 = []
            take(key: Int32(truncatingIfNeeded: code))
        } else if let scalar = Unicode.Scalar(code) {
            if pasted != nil { for byte in String(scalar).utf8 { appendPasted(byte) } } else { take(scalar) }
        } else if pasted != nil {
            for byte in SafeText.replacement.utf8 { appendPasted(byte) }
        }
    }

    /// Takes one byte of text. Bytes that are no UTF-8 are left out; in a paste they become U+FFFD.
    public mutating func feed(byte: UInt8) {
        if pasted != nil {
            appendPasted(byte)
            return
        }
        if case .oldMouse(let body) = state {
            takeOldMouse(body + [byte])
            return
        }
        if byte < 0x80 {
            utf8 = []
            take(Unicode.Scalar(byte))
            return
        }
        if byte >= 0xC0 { utf8 = [] }
        utf8.append(byte)
        guard let first = utf8.first, first >= 0xC2, first < 0xF5 else {
            utf8 = []
            return
        }
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard utf8.count == length else { return }
        let text = String(validating: utf8, as: UTF8.self)
        utf8 = []
        if let scalar = text?.unicodeScalars.first { take(scalar) }
    }

    /// The input ran dry: an ESC that nothing followed was the key. Sequences that were cut off are forgotten.
    public mutating func flush() {
        settleEscape()
        utf8 = []
    }

    /// Ends a paste whose end never came.
    public mutating func abandonPaste() {
        if pasted != nil { endPaste() }
    }

    /// Gives what was decoded since the last call.
    public mutating func drain() -> [InputEvent] {
        defer { events = [] }
        return events
    }

    private mutating func emit(_ key: Key, _ modifiers: Modifiers = []) {
        events.append(.key(KeyStroke(key, modifiers)))
    }

    // A lone ESC, or Alt with a character that also begins a sequence.
    private mutating func settleEscape() {
        switch state {
        case .ground, .oldMouse, .string(_, begun: true, _): break
        case .escape: emit(.escape)
        case .sequence(let body): if body.isEmpty { emit(.character("["), .alt) }
        case .single: emit(.character("O"), .alt)
        case .string(let opener, _, _): emit(.character(opener), .alt)
        }
        state = .ground
    }

    private mutating func take(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        switch state {
        case .ground:
            if value == 0x1B { state = .escape } else { type(scalar, []) }
        case .escape:
            state = .ground
            switch value {
            case 0x1B:
                emit(.escape)
                state = .escape
            case 0x5B: state = .sequence([])
            case 0x4F: state = .single
            case 0x5D, 0x50, 0x58, 0x5E, 0x5F:
                state = .string(opener: Character(scalar), begun: false, escaped: false)
            default: type(scalar, .alt)
            }
        case .sequence(let body):
            take(scalar, after: body)
        case .oldMouse(let body):
            takeOldMouse(body + [UInt8(truncatingIfNeeded: value)])
        case .single:
            state = value == 0x1B ? .escape : .ground
        case .string(let opener, _, let escaped):
            if value == 0x07 || value == 0x18 || (escaped && value == 0x5C) {
                state = .ground
            } else {
                state = .string(opener: opener, begun: true, escaped: value == 0x1B)
            }
        }
    }

    private mutating func take(_ scalar: Unicode.Scalar, after body: [UInt8]) {
        switch scalar.value {
        case 0x1B: state = .escape
        case 0x20...0x3F where body.count < Self.sequenceLimit: state = .sequence(body + [UInt8(scalar.value)])
        case 0x20...0x3F: break
        case 0x4D where body.isEmpty: state = .oldMouse([])
        default:
            state = .ground
            if let report = MouseReport(sgr: body, final: scalar) { take(report) }
        }
    }

    private mutating func takeOldMouse(_ body: [UInt8]) {
        state = .oldMouse(body)
        guard body.count == 3 else { return }
        state = .ground
        take(MouseReport(button: Int(body[0]) - 32, x: Int(body[1]) - 33, y: Int(body[2]) - 33, released: false))
    }

    /// A second press on the cell of the first, soon enough, is a double click; a drag that stays on its cell says
    /// nothing new.
    private mutating func take(_ report: MouseReport) {
        guard var event = report.event else { return }
        switch event.kind {
        case .press:
            if let last = lastPress, last.x == event.x, last.y == event.y,
                milliseconds - last.time <= Self.doubleClickTime {
                event.kind = .doubleClick
                lastPress = nil
            } else {
                lastPress = (event.x, event.y, milliseconds)
            }
            lastDrag = event.point
        case .drag:
            if lastDrag == event.point { return }
            lastDrag = event.point
        default:
            break
        }
        events.append(.mouse(event))
    }

    private mutating func type(_ scalar: Unicode.Scalar, _ modifiers: Modifiers) {
        switch scalar.value {
        case 0x0D, 0x0A: emit(.enter, modifiers)
        case 0x09: emit(.tab, modifiers)
        case 0x7F: emit(.backspace, modifiers)
        case 0x00: emit(.character(" "), modifiers.union(.control))
        case 0x01...0x1A:
            emit(.character(Character(Unicode.Scalar(UInt8(scalar.value + 0x60)))), modifiers.union(.control))
        case 0x1C...0x1F:
            emit(.character(Character(Unicode.Scalar(UInt8(scalar.value + 0x40)))), modifiers.union(.control))
        case 0x80...0x9F: break
        default: emit(.character(Character(scalar)), modifiers)
        }
    }

    private mutating func take(key code: Int32) {
        let alt = if case .escape = state { true } else { false }
        if pasted != nil {
            if code == Int32(CT_KEY_PASTE_END) {
                endPaste()
            } else {
                // An escape sequence that curses took for a key: its bytes are lost, its place is marked.
                for byte in SafeText.replacement.utf8 { appendPasted(byte) }
            }
            return
        }
        let stroke = keys[code]
        if alt, stroke != nil { state = .ground } else { settleEscape() }
        switch code {
        case Int32(CT_KEY_PASTE_BEGIN): pasted = []
        case Int32(CT_KEY_PASTE_END): break
        case Int32(CT_KEY_MOUSE_SGR): state = .sequence([0x3C])
        case Int32(CT_KEY_MOUSE_X10): state = .oldMouse([])
        case Int32(CT_KEY_FOCUS_IN): events.append(.focus(true))
        case Int32(CT_KEY_FOCUS_OUT): events.append(.focus(false))
        default:
            guard var stroke else { return }
            if alt { stroke.modifiers.insert(.alt) }
            events.append(.key(stroke))
        }
    }

    private mutating func appendPasted(_ byte: UInt8) {
        if let count = pasted?.count, count < Self.pasteLimit { pasted?.append(byte) }
    }

    private mutating func endPaste() {
        let bytes = pasted ?? []
        pasted = nil
        // Controls have no business in pasted text and could only do harm later.
        var lines = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\r": lines.append("\n")
            case "\n": if !afterReturn { lines.append("\n") }
            case "\t": lines.append(scalar)
            default: lines.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
            }
            afterReturn = scalar == "\r"
        }
        if !lines.isEmpty { events.append(.paste(String(lines))) }
    }
}
