/// One line of text being edited, with the keys of readline.
public struct TextField: Sendable, Hashable {
    public var text: String {
        didSet { if text != oldValue { cursor = min(cursor, text.count) } }
    }
    /// Characters left of the cursor, 0...text.count.
    public var cursor: Int {
        didSet { cursor = min(max(0, cursor), text.count) }
    }
    /// The text that Ctrl-K, Ctrl-U, Ctrl-W and Alt-D took last; Ctrl-Y puts it back.
    private var killed = ""
    /// Bytes (UTF-8) beyond which nothing more is taken in.
    private let limit: Int
    /// Says whether the text inserted last did not fit, and its end was left out.
    public private(set) var wasCut = false

    /// More than any column holds.
    public static let standardLimit = 40_000
    /// Marks on one letter (Unicode's Stream-Safe Text Format): to compare or to draw endless ones takes endless time.
    private static let longestRunOfMarks = 30

    /// The characters that become a space.
    private static let breaks: Set<Unicode.Scalar> = ["\t", "\n", "\u{B}", "\u{C}", "\r", "\u{85}", "\u{2028}", "\u{2029}"]

    /// The cursor stands at the end.
    public init(_ text: String = "", limit: Int = standardLimit) {
        self.text = text
        self.limit = limit
        cursor = text.count
    }

    /// Whether a field takes this key.
    public static func edits(_ stroke: KeyStroke) -> Bool {
        var field = TextField()
        return field.handle(stroke)
    }

    /// Carries out an editing key; false when it is none and belongs to someone else.
    public mutating func handle(_ stroke: KeyStroke) -> Bool {
        wasCut = false
        if case .character(let character) = stroke.key {
            if stroke.modifiers.contains(.control) { return handleControl(character) }
            if stroke.modifiers.contains(.alt) { return handleAlt(character) }
            insert(String(character))
            return true
        }
        let byWord = !stroke.modifiers.isDisjoint(with: [.control, .alt])
        switch stroke.key {
        case .left: cursor = byWord ? wordStart : cursor - 1
        case .right: cursor = byWord ? wordEnd : cursor + 1
        case .home: cursor = 0
        case .end: cursor = text.count
        case .backspace:
            if byWord { kill(from: wordStart, to: cursor) } else { remove(from: cursor - 1, to: cursor) }
        case .delete:
            if byWord { kill(from: cursor, to: wordEnd) } else { remove(from: cursor, to: cursor + 1) }
        default: return false
        }
        return true
    }

    private mutating func handleControl(_ character: Character) -> Bool {
        switch character {
        case "a": cursor = 0
        case "e": cursor = text.count
        case "b": cursor -= 1
        case "f": cursor += 1
        case "d": remove(from: cursor, to: cursor + 1)
        case "h": remove(from: cursor - 1, to: cursor)
        case "k": kill(from: cursor, to: text.count)
        case "u": kill(from: 0, to: cursor)
        case "w": kill(from: blankStart, to: cursor)
        case "y": insert(killed)
        default: return false
        }
        return true
    }

    private mutating func handleAlt(_ character: Character) -> Bool {
        switch character {
        case "b": cursor = wordStart
        case "f": cursor = wordEnd
        case "d": kill(from: cursor, to: wordEnd)
        default: return false
        }
        return true
    }

    /// Inserts at the cursor; line breaks and tabs become spaces, other controls are left out, and so is what is too much (`wasCut`).
    public mutating func insert(_ inserted: String) {
        let room = max(0, limit - text.utf8.count)
        var addition = String.UnicodeScalarView()
        var bytes = 0
        var marks = 0
        var afterReturn = false
        wasCut = false
        for scalar in inserted.unicodeScalars {
            defer { afterReturn = scalar == "\r" }
            marks = scalar.properties.isGraphemeExtend ? marks + 1 : 0
            if marks > Self.longestRunOfMarks || (afterReturn && scalar == "\n") { continue }
            let isBreak = Self.breaks.contains(scalar)
            if !isBreak, scalar.properties.generalCategory == .control { continue }
            let taken = isBreak ? " " : scalar
            bytes += UTF8.width(taken)
            if bytes > room {
                wasCut = true
                break
            }
            addition.append(taken)
        }
        guard !addition.isEmpty else { return }
        let place = text.index(text.startIndex, offsetBy: cursor)
        let head = text[..<place] + String(addition)
        // Counted anew: an accent typed by itself joins the letter before it.
        let after = head.count
        text = String(head + text[place...])
        cursor = after
    }

    /// Replaces everything; the cursor goes to the end.
    public mutating func set(_ newText: String) {
        text = newText
        cursor = newText.count
    }

    private mutating func remove(from start: Int, to end: Int) {
        let from = max(0, start)
        let to = min(end, text.count)
        guard from < to else { return }
        let first = text.index(text.startIndex, offsetBy: from)
        let last = text.index(first, offsetBy: to - from)
        text.removeSubrange(first..<last)
        cursor = from
    }

    private mutating func kill(from start: Int, to end: Int) {
        guard start < end else { return }
        let characters = Array(text)
        killed = String(characters[max(0, start)..<min(end, characters.count)])
        remove(from: start, to: end)
    }

    private var wordStart: Int { back { $0.isLetter || $0.isNumber } }
    private var blankStart: Int { back { !$0.isWhitespace } }

    private func back(_ belongs: (Character) -> Bool) -> Int {
        let characters = Array(text)
        var at = min(cursor, characters.count)
        while at > 0, !belongs(characters[at - 1]) { at -= 1 }
        while at > 0, belongs(characters[at - 1]) { at -= 1 }
        return at
    }

    private var wordEnd: Int {
        let characters = Array(text)
        var at = min(cursor, characters.count)
        while at < characters.count, !(characters[at].isLetter || characters[at].isNumber) { at += 1 }
        while at < characters.count, characters[at].isLetter || characters[at].isNumber { at += 1 }
        return at
    }
}
