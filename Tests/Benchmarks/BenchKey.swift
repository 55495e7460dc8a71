import TerminalKit

/// A key, as an event and as the bytes that a terminal sends for it.
enum BenchKey {
    case letter(Character)
    case down, pageDown, escape

    var stroke: KeyStroke {
        switch self {
        case .letter(let letter): KeyStroke(letter)
        case .down: KeyStroke(.down)
        case .pageDown: KeyStroke(.pageDown)
        case .escape: KeyStroke(.escape)
        }
    }

    var bytes: [UInt8] {
        switch self {
        case .letter(let letter): Array(String(letter).utf8)
        case .down: Array("\u{1B}OB".utf8)
        case .pageDown: Array("\u{1B}[6~".utf8)
        case .escape: [0x1B]
        }
    }
}
