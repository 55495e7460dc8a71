/// The byte sequences that are keys.
public struct KeyTable: Sendable {
    private var keys: [[UInt8]: KeyStroke] = [:]
    /// Every beginning of a sequence.
    private var beginnings: Set<[UInt8]> = []

    /// The sequences that terminals send, whatever their description says.
    public static let standard: KeyTable = {
        var table = KeyTable()
        for (sequence, stroke) in sequences { table.add(Array(sequence.utf8), stroke) }
        return table
    }()

    /// The standard table and what a terminal's description says besides. Where both name a sequence the standard counts: some
    /// descriptions call the numeric keypad function keys.
    ///
    /// - Parameter sequence: the bytes of a key by its name in terminfo ("kcuu1"); nil when the terminal has no such key.
    public init(terminfo sequence: (String) -> [UInt8]?) {
        self = Self.standard
        for (name, stroke) in Self.capabilities {
            if let bytes = sequence(name), !bytes.isEmpty, keys[bytes] == nil { add(bytes, stroke) }
        }
    }

    private init() {}

    private mutating func add(_ bytes: [UInt8], _ stroke: KeyStroke) {
        keys[bytes] = stroke
        for length in 1..<max(1, bytes.count) { beginnings.insert(Array(bytes.prefix(length))) }
    }

    /// The key that these bytes are; nil when they are none, or only its beginning.
    func key(_ bytes: [UInt8]) -> KeyStroke? { keys[bytes] }

    /// Whether more bytes may make a key of these.
    func isBeginning(_ bytes: [UInt8]) -> Bool { beginnings.contains(bytes) }

    // MARK: What is in it

    private static let arrows: [(String, Key)] = [("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end)]
    private static let numbers: [(Int, Key)] = [
        (1, .home), (2, .insert), (3, .delete), (4, .end), (5, .pageUp), (6, .pageDown), (7, .home), (8, .end),
    ]
    private static let function = ["OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~"]
    /// The numeric keypad in application mode (xterm's control sequences, "VT220-Style Function Keys"): what stands on the key.
    private static let keypad: [(String, Key)] =
        [("M", .enter), ("I", .tab), (" ", .character(" "))]
        + zip("jklmnopqrstuvwxyX", "*+,-./0123456789=").map { (String($0), Key.character($1)) }

    private static let sequences: [(String, KeyStroke)] = {
        var list: [(String, KeyStroke)] = []
        for (letter, key) in arrows { list += ["[", "O"].map { ("\u{1B}\($0)\(letter)", KeyStroke(key)) } }
        for (number, key) in numbers { list.append(("\u{1B}[\(number)~", KeyStroke(key))) }
        for (letter, key) in keypad { list.append(("\u{1B}O\(letter)", KeyStroke(key))) }
        for (index, tail) in function.enumerated() { list.append(("\u{1B}\(tail)", KeyStroke(.function(index + 1)))) }
        list.append(("\u{1B}[Z", KeyStroke(.backTab)))
        // A second number says what was held, one more than the sum of 1 for Shift, 2 for Alt, 4 for Ctrl.
        for code in 2...8 {
            var modifiers: Modifiers = []
            if (code - 1) & 1 != 0 { modifiers.insert(.shift) }
            if (code - 1) & 2 != 0 { modifiers.insert(.alt) }
            if (code - 1) & 4 != 0 { modifiers.insert(.control) }
            for (letter, key) in arrows { list.append(("\u{1B}[1;\(code)\(letter)", KeyStroke(key, modifiers))) }
            for (number, key) in numbers { list.append(("\u{1B}[\(number);\(code)~", KeyStroke(key, modifiers))) }
            for (letter, key) in keypad { list.append(("\u{1B}O\(code)\(letter)", KeyStroke(key, modifiers))) }
            for (index, letter) in "PQRS".enumerated() {
                list += ["[1;", "O"].map { ("\u{1B}\($0)\(code)\(letter)", KeyStroke(.function(index + 1), modifiers)) }
            }
            for (index, tail) in function.enumerated().dropFirst(4) {
                list.append(("\u{1B}\(tail.dropLast());\(code)~", KeyStroke(.function(index + 1), modifiers)))
            }
        }
        return list
    }()

    /// The keys by their names in terminfo.
    private static let capabilities: [(String, KeyStroke)] = {
        let plain: [(String, Key)] = [
            ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end), ("kpp", .pageUp),
            ("knp", .pageDown), ("kdch1", .delete), ("kich1", .insert), ("kbs", .backspace), ("kent", .enter), ("kcbt", .backTab),
        ]
        let shifted: [(String, Key)] = [
            ("kri", .up), ("kind", .down), ("kLFT", .left), ("kRIT", .right), ("kHOM", .home), ("kEND", .end), ("kPRV", .pageUp),
            ("kNXT", .pageDown), ("kDC", .delete), ("kIC", .insert),
        ]
        // Descriptions count on past F12 when a modifier is held.
        let banks: [Modifiers] = [[], .shift, .control, [.control, .shift], .alt]
        let functions = banks.enumerated().flatMap { bank, modifiers in
            (1...12).map { ("kf\(bank * 12 + $0)", KeyStroke(.function($0), modifiers)) }
        }
        return plain.map { ($0, KeyStroke($1)) } + shifted.map { ($0, KeyStroke($1, .shift)) } + functions
    }()
}
