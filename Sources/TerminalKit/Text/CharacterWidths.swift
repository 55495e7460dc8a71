import CTerminal

/// Cells a scalar takes: wcwidth, because curses and the terminals' libraries ask the same function.
struct CharacterWidths: Sendable {
    /// Sets the character locale of the process on first use; wcwidth knows nothing before that.
    static let shared = CharacterWidths()

    /// False on a system without a UTF-8 locale: then the rough table below serves, and only ASCII can be drawn.
    let isUTF8: Bool

    private init() { isUTF8 = ct_use_utf8() == 1 }

    /// 0, 1, 2, or -1 for what cannot be printed.
    func width(_ scalar: Unicode.Scalar) -> Int {
        isUTF8 ? Int(ct_width(scalar.value)) : Self.roughWidth(scalar)
    }

    static func roughWidth(_ scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        case .control, .surrogate, .unassigned: return -1
        default: break
        }
        switch scalar.value {
        case 0x1160...0x11FF: return 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
            0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
