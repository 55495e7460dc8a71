/// The meaning of a scalar to a terminal.
enum ScalarKind {
    /// Takes 1 or 2 cells.
    case spacing(Int)
    /// Stands on the scalar before it.
    case mark
    /// Joins what follows to what came before.
    case joiner
    /// Has no width and is left out.
    case dropped
    /// Shown as a letter: half a flag.
    case letter(String)
    /// Must never reach a terminal; a mark is shown instead.
    case forbidden

    init(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        switch value {
        case 0x20...0x7E, 0xA1...0xAC, 0xAE...0x2FF, 0x400...0x481, 0x2500...0x259F:
            self = .spacing(1)
        case 0x3041...0x3096, 0x30A1...0x30FF, 0x4E00...0x9FFF, 0xAC00...0xD7A3:
            self = .spacing(2)
        case 0x00...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF:
            self = .forbidden
        // The scalars that change the direction of reading.
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069:
            self = .forbidden
        case 0x200D:
            self = .joiner
        case 0xAD, 0x200B, 0x200C, 0x2060...0x2065, 0x206A...0x206F, 0xFE00...0xFE0F, 0xFFF9...0xFFFB,
            0x1D173...0x1D17A, 0xE0000...0xE0FFF:
            self = .dropped
        case 0x1F1E6...0x1F1FF:
            self = .letter(String(UnicodeScalar(UInt8(value - 0x1F1E6) + 0x41)))
        default:
            self = ScalarKind.looked(up: scalar)
        }
    }

    private static func looked(up scalar: Unicode.Scalar) -> ScalarKind {
        switch scalar.properties.generalCategory {
        case .control, .surrogate, .unassigned, .lineSeparator, .paragraphSeparator:
            return .forbidden
        case let category:
            switch CharacterWidths.shared.width(scalar) {
            case 1: return .spacing(1)
            case 2: return .spacing(2)
            case 0: return category == .format ? .dropped : .mark
            default: return .forbidden
            }
        }
    }
}
