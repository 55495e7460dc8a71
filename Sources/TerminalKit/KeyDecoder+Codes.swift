import CTerminal

extension KeyDecoder {
    /// The codes that curses gives on every terminal.
    static let standardKeys: [Int32: KeyStroke] = {
        var keys: [Int32: KeyStroke] = [:]
        func add<Code: BinaryInteger>(_ code: Code, _ key: Key, _ modifiers: Modifiers = []) {
            keys[Int32(code)] = KeyStroke(key, modifiers)
        }
        add(CT_KEY_DOWN, .down)
        add(CT_KEY_UP, .up)
        add(CT_KEY_LEFT, .left)
        add(CT_KEY_RIGHT, .right)
        add(CT_KEY_HOME, .home)
        add(CT_KEY_END, .end)
        add(CT_KEY_PAGE_UP, .pageUp)
        add(CT_KEY_PAGE_DOWN, .pageDown)
        add(CT_KEY_BACKSPACE, .backspace)
        add(CT_KEY_DELETE, .delete)
        add(CT_KEY_INSERT, .insert)
        add(CT_KEY_ENTER, .enter)
        add(CT_KEY_BACK_TAB, .backTab)
        add(CT_KEY_PAD_HOME, .home)
        add(CT_KEY_PAD_END, .end)
        add(CT_KEY_PAD_PAGE_UP, .pageUp)
        add(CT_KEY_PAD_PAGE_DOWN, .pageDown)
        add(CT_KEY_SHIFT_UP, .up, .shift)
        add(CT_KEY_SHIFT_DOWN, .down, .shift)
        add(CT_KEY_SHIFT_LEFT, .left, .shift)
        add(CT_KEY_SHIFT_RIGHT, .right, .shift)
        add(CT_KEY_SHIFT_HOME, .home, .shift)
        add(CT_KEY_SHIFT_END, .end, .shift)
        add(CT_KEY_SHIFT_PAGE_UP, .pageUp, .shift)
        add(CT_KEY_SHIFT_PAGE_DOWN, .pageDown, .shift)
        add(CT_KEY_SHIFT_DELETE, .delete, .shift)
        add(CT_KEY_SHIFT_INSERT, .insert, .shift)
        // Terminals count on past F12 when a modifier is held.
        let banks: [Modifiers] = [[], .shift, .control, [.control, .shift], .alt]
        for (bank, modifiers) in banks.enumerated() {
            for number in 1...12 { add(Int32(CT_KEY_F0) + Int32(bank * 12 + number), .function(number), modifiers) }
        }
        return keys
    }()

    /// Sequences that terminals send whatever their description says, with the key they are. The terminal asks curses
    /// for the code of each.
    static let sequences: [(String, KeyStroke)] = {
        var list: [(String, KeyStroke)] = []
        let letters: [(String, Key)] = [
            ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end),
        ]
        let numbers: [(Int, Key)] = [
            (1, .home), (2, .insert), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home), (8, .end),
        ]
        for (letter, key) in letters {
            list.append(("\u{1B}[\(letter)", KeyStroke(key)))
            list.append(("\u{1B}O\(letter)", KeyStroke(key)))
        }
        for (number, key) in numbers { list.append(("\u{1B}[\(number)~", KeyStroke(key))) }
        for code in 2...8 {
            let bits = code - 1
            var modifiers: Modifiers = []
            if bits & 1 != 0 { modifiers.insert(.shift) }
            if bits & 2 != 0 { modifiers.insert(.alt) }
            if bits & 4 != 0 { modifiers.insert(.control) }
            for (letter, key) in letters { list.append(("\u{1B}[1;\(code)\(letter)", KeyStroke(key, modifiers))) }
            for (number, key) in numbers { list.append(("\u{1B}[\(number);\(code)~", KeyStroke(key, modifiers))) }
        }
        list.append(("\u{1B}[Z", KeyStroke(.backTab)))
        let function = ["OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~"]
        for (index, tail) in function.enumerated() { list.append(("\u{1B}" + tail, KeyStroke(.function(index + 1)))) }
        return list
    }()
}
