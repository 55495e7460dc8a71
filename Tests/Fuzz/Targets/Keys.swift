import CTerminal
import TerminalKit

/// What a terminal sends. A byte is a byte; 0xFF, which no text has, begins an order: a key code of curses, the input running dry,
/// the time going on.
enum Keys {
    private enum Step {
        case byte(UInt8)
        case code(UInt32)
        case dry
        case pasteLost
        case later(Int64)
    }

    static func check(_ bytes: [UInt8]) throws(BrokenPromise) {
        let steps = steps(of: bytes)
        var whole = KeyDecoder()
        var pieces = KeyDecoder()
        var inPieces: [InputEvent] = []
        for step in steps {
            take(step, &whole)
            take(step, &pieces)
            inPieces += pieces.drain()
        }
        let events = whole.drain()
        try BrokenPromise.unless(events == inPieces, "The keys depend on how often they are asked for")
        for event in events { try check(event) }
        try checkRecovery(whole)
        try checkField(events)
        try checkScalars(bytes)
    }

    private static func steps(of bytes: [UInt8]) -> [Step] {
        var steps: [Step] = []
        var input = bytes[...]
        while let byte = input.popFirst() {
            guard byte == 0xFF else {
                steps.append(.byte(byte))
                continue
            }
            switch input.popFirst() ?? 0 {
            case 0: steps.append(.dry)
            case 1: steps.append(.pasteLost)
            case 2: steps.append(.later(Int64(input.popFirst() ?? 0) * 10))
            case 3: steps.append(.code(UInt32(CT_KEY_PASTE_BEGIN)))
            case 4: steps.append(.code(UInt32(CT_KEY_PASTE_END)))
            case 5: steps.append(.code(UInt32(CT_KEY_MOUSE_SGR)))
            case 6: steps.append(.code(UInt32(CT_KEY_MOUSE_X10)))
            case 7: steps.append(.code(UInt32(CT_KEY_FOCUS_IN)))
            case 8: steps.append(.code(UInt32(input.popFirst() ?? 0) << 8 | UInt32(input.popFirst() ?? 0)))
            default: steps.append(.byte(0xFF))
            }
        }
        return steps
    }

    private static func take(_ step: Step, _ decoder: inout KeyDecoder) {
        switch step {
        case .byte(let byte): decoder.feed(byte: byte)
        case .code(let code): decoder.feed(code, isKey: true)
        case .dry: decoder.flush()
        case .pasteLost: decoder.abandonPaste()
        case .later(let milliseconds): decoder.milliseconds += milliseconds
        }
    }

    private static func check(_ event: InputEvent) throws(BrokenPromise) {
        switch event {
        case .key(let stroke):
            if case .character(let character) = stroke.key {
                try BrokenPromise.unless(Self.isTyped(String(character)), "A key types a control character")
            }
            try BrokenPromise.unless(KeyStroke(stroke.description) == stroke, "The name \(stroke) names another key")
        case .paste(let text):
            try BrokenPromise.unless(!text.isEmpty && isTyped(text, allowing: ["\n", "\t"]), "A paste holds a control character")
        case .mouse(let mouse):
            try BrokenPromise.unless((0..<0xFFFF).contains(mouse.x) && (0..<0xFFFF).contains(mouse.y), "The mouse is at \(mouse.point)")
        case .focus, .resize: break
        }
    }

    private static func isTyped(_ text: String, allowing allowed: Set<Unicode.Scalar> = []) -> Bool {
        text.unicodeScalars.allSatisfy { allowed.contains($0) || $0.properties.generalCategory != .control }
    }

    /// Whatever came, once the input has run dry the next key is a key again.
    private static func checkRecovery(_ decoder: KeyDecoder) throws(BrokenPromise) {
        var decoder = decoder
        decoder.abandonPaste()
        decoder.flush()
        try BrokenPromise.unless(!decoder.isPasting && !decoder.isMidSequence, "The input ran dry and more is awaited")
        _ = decoder.drain()
        decoder.feed(byte: UInt8(ascii: "q"))
        try BrokenPromise.unless(decoder.drain() == [.key(KeyStroke("q"))], "A key after all that is not that key")
    }

    /// A field takes them all, and its cursor and what it draws stay inside.
    private static func checkField(_ events: [InputEvent]) throws(BrokenPromise) {
        var field = TextField()
        // Cut and put back twice, again and again, doubles a text each time: a person stops, a fuzzer does not.
        for event in events.prefix(200) where field.text.utf8.count < 4000 {
            switch event {
            case .key(let stroke): _ = field.handle(stroke)
            case .paste(let text): field.insert(String(text.prefix(200)))
            case .mouse, .focus, .resize: break
            }
            try BrokenPromise.unless((0...field.text.count).contains(field.cursor), "The cursor is outside its text")
            try BrokenPromise.unless(isTyped(field.text), "A field holds a control character")
        }
        for width in [1, 2, 7] {
            var grid = Grid(columns: width + 2, rows: 1)
            field.draw(into: &grid, x: 1, y: 0, width: width, focused: true)
            try Cells.check(grid)
            try BrokenPromise.unless(grid.cursor.map { (1...width).contains($0.x) } ?? false, "The cursor is drawn outside its field")
            try BrokenPromise.unless(grid[0, 0].text == " " && grid[width + 1, 0].text == " ", "A field is drawn outside itself")
        }
    }

    /// Plain text is the same keys, as bytes and as the characters that some curses make of them.
    private static func checkScalars(_ bytes: [UInt8]) throws(BrokenPromise) {
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0x1B) else { return }
        var first = KeyDecoder()
        var second = KeyDecoder()
        for byte in bytes { first.feed(byte: byte) }
        for scalar in text.unicodeScalars { second.feed(scalar.value, isKey: false) }
        try BrokenPromise.unless(first.drain() == second.drain(), "Bytes and characters are different keys")
    }
}
