/// A key with what was held: "Ctrl-P", "Enter", "g", "Alt-x", "Shift-Tab", "F1", "Space".
public struct KeyStroke: Hashable, Sendable, CustomStringConvertible {
    public var key: Key
    public var modifiers: Modifiers

    public init(_ key: Key, _ modifiers: Modifiers = []) {
        self.key = key
        self.modifiers = modifiers
    }

    /// A typed character without modifiers.
    public init(_ character: Character) { self.init(.character(character)) }

    /// Reads a name such as "Ctrl-P"; nil when it names no key. Upper and lower case matter only for a single letter
    /// without Ctrl.
    public init?(_ name: String) {
        var rest = Substring(name)
        var modifiers: Modifiers = []
        let prefixes: [(String, Modifiers)] = [("ctrl-", .control), ("alt-", .alt), ("shift-", .shift)]
        // Bytes, not Characters: an accent as the key would join the hyphen before it.
        while let (prefix, modifier) = prefixes.first(where: {
            rest.utf8.count > $0.0.utf8.count && rest.lowercased().utf8.starts(with: $0.0.utf8)
        }) {
            rest = Substring(rest.utf8.dropFirst(prefix.utf8.count))
            modifiers.insert(modifier)
        }
        guard let key = Self.key(named: String(rest), control: modifiers.contains(.control)) else { return nil }
        if key == .tab, modifiers.contains(.shift) {
            self.init(.backTab, modifiers.subtracting(.shift))
        } else {
            self.init(key, modifiers)
        }
    }

    /// Whether a terminal can send it: Shift makes other letters and is known with named keys alone, and Ctrl-I, Ctrl-J and Ctrl-M are Tab and Enter for it.
    public var canBeSent: Bool {
        switch key {
        case .character(" "): !modifiers.contains(.shift)
        case .character(let character) where modifiers.contains(.control):
            !modifiers.contains(.shift) && "abcdefghklnopqrstuvwxyz\\]^_".contains(character)
        case .character(let character):
            !modifiers.contains(.shift) && character.unicodeScalars.count == 1
                && ![.control, .format, .nonspacingMark].contains(
                    character.unicodeScalars[character.unicodeScalars.startIndex].properties.generalCategory)
        case .enter, .escape, .tab, .backTab, .backspace: modifiers.isSubset(of: .alt)
        case .function(let number): (1...12).contains(number)
        case .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp, .pageDown: true
        }
    }

    private static func key(named name: String, control: Bool) -> Key? {
        if name.count == 1, let character = name.first {
            return .character(control ? Character(character.lowercased()) : character)
        }
        let lower = name.lowercased()
        if let found = Key.names.first(where: { $0.names.contains { $0.lowercased() == lower } }) { return found.key }
        if lower.hasPrefix("f"), let number = Int(lower.dropFirst()), (1...63).contains(number) {
            return .function(number)
        }
        return nil
    }

    /// The name that the initialiser reads.
    public var description: String {
        var shown = modifiers
        var name: String
        switch key {
        case .backTab:
            name = "Tab"
            shown.insert(.shift)
        case .function(let number):
            name = "F\(number)"
        case .character(let character) where character != " ":
            name = modifiers.contains(.control) ? character.uppercased() : String(character)
        default:
            name = Key.names.first { $0.key == key }?.names.first ?? "?"
        }
        if shown.contains(.shift) { name = "Shift-" + name }
        if shown.contains(.alt) { name = "Alt-" + name }
        if shown.contains(.control) { name = "Ctrl-" + name }
        return name
    }
}
