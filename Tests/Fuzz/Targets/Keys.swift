import TerminalKit

/// What a terminal sends. A byte is a byte; 0xFF, which no text has, begins an order: the input running dry, a person leaving a paste,
/// time going on, or something that a terminal sends whole.
enum Keys {
    private enum Step {
        case bytes([UInt8])
        case dry
        case later(Int64)
    }

    static func check(_ bytes: [UInt8]) throws(BrokenPromise) {
        let steps = steps(of: bytes)
        let (events, decoder) = run(joined(steps))
        // How much time went by decides some keys, and what is read together the rest of a broken paste.
        let isTimeless = !steps.contains { if case .later = $0 { true } else { false } } && !events.contains(.pasteDropped)
        if isTimeless {
            let (slow, _) = run(steps, pause: 25)
            try BrokenPromise.unless(timeless(slow) == timeless(events), "The keys depend on how the network cuts them")
        }
        for event in events { try check(event) }
        try checkRecovery(decoder)
        try checkField(events)
    }

    private static func steps(of bytes: [UInt8]) -> [Step] {
        var steps: [Step] = []
        var input = bytes[...]
        while let byte = input.popFirst() {
            guard byte == 0xFF else {
                steps.append(.bytes([byte]))
                continue
            }
            switch input.popFirst() ?? 0 {
            case 0: steps.append(.dry)
            case 1: steps += [.dry, .bytes([0x03]), .dry]
            case 2: steps.append(.later(Int64(input.popFirst() ?? 0)))
            case 3: steps.append(.bytes(Array("\u{1B}[200~".utf8)))
            case 4: steps.append(.bytes(Array("\u{1B}[201~".utf8)))
            case 5: steps.append(.bytes(Array("\u{1B}[<".utf8)))
            case 6: steps.append(.bytes(Array("\u{1B}[M".utf8)))
            case 7: steps.append(.bytes(Array("\u{1B}[I".utf8)))
            case 8: steps.append(.bytes([0x1B, 0x4F, input.popFirst() ?? 0]))
            default: steps.append(.bytes([0xFF]))
            }
        }
        return steps
    }

    /// What follows each other without a pause, read at once.
    private static func joined(_ steps: [Step]) -> [Step] {
        var result: [Step] = []
        for step in steps {
            if case .bytes(let more) = step, case .bytes(let bytes) = result.last {
                result[result.count - 1] = .bytes(bytes + more)
            } else {
                result.append(step)
            }
        }
        return result
    }

    /// The events of the steps, with a pause before what is read.
    private static func run(_ steps: [Step], pause: Int64 = 0) -> ([InputEvent], KeyDecoder) {
        var decoder = KeyDecoder()
        var events: [InputEvent] = []
        var now: Int64 = 0
        for step in steps {
            switch step {
            case .bytes(let bytes):
                now += pause
                decoder.settle(at: now)
                decoder.feed(bytes, at: now)
            case .dry:
                now += 5000
                decoder.settle(at: now)
            case .later(let milliseconds):
                now += milliseconds
                decoder.settle(at: now)
            }
            events += decoder.drain()
        }
        return (events, decoder)
    }

    /// Without what time alone decides: a double click, and whether a paste is said to stall.
    private static func timeless(_ events: [InputEvent]) -> [InputEvent] {
        events.compactMap { event in
            guard case .mouse(var mouse) = event, mouse.kind == .doubleClick else { return event == .pasteStalled ? nil : event }
            mouse.kind = .press
            return .mouse(mouse)
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
        case .focus, .resize, .pasteStalled, .pasteDropped: break
        }
    }

    private static func isTyped(_ text: String, allowing allowed: Set<Unicode.Scalar> = []) -> Bool {
        text.unicodeScalars.allSatisfy { allowed.contains($0) || $0.properties.generalCategory != .control }
    }

    /// Whatever came, once the input has run dry and a paste was left the next key is a key again.
    private static func checkRecovery(_ decoder: KeyDecoder) throws(BrokenPromise) {
        var decoder = decoder
        var now: Int64 = 1 << 40
        for byte: UInt8 in [0x03, 0x03] {
            decoder.settle(at: now)
            decoder.feed([byte], at: now + 1)
            now += 5000
            decoder.settle(at: now)
            now += 5000
        }
        try BrokenPromise.unless(decoder.deadline == nil, "The input ran dry and more is awaited")
        _ = decoder.drain()
        decoder.feed([UInt8(ascii: "q")], at: now)
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
            case .mouse, .focus, .resize, .pasteStalled, .pasteDropped: break
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
}
