/// Which characters of a text are escaped in JSON.
public enum JSONEscapes: Sendable {
    /// Those that JSON demands (RFC 8259, section 7).
    case necessary
    /// Besides, DEL, C1 and bidi characters: the text may be printed on a terminal.
    case forTerminals
    /// As Meta does: everything outside ASCII, and `<`, `@`, `%` and `/` (Meta: Messenger webhooks, "Validating payloads").
    case asMeta

    /// Adds a text with its quotes.
    func write(_ text: String, to result: inout String) {
        result += "\""
        defer { result += "\"" }
        if text.utf8.allSatisfy(isPlain) {
            result += text
            return
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "/" where self == .asMeta: result += "\\/"
            case _ where mustEscape(scalar): for unit in String(scalar).utf16 { escape(unit, to: &result) }
            default: result.unicodeScalars.append(scalar)
            }
        }
    }

    /// Says whether this policy leaves the byte as it is.
    private func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): false
        case UInt8(ascii: "/"), UInt8(ascii: "<"), UInt8(ascii: "@"), UInt8(ascii: "%"): self != .asMeta
        default: (0x20...0x7E).contains(byte)
        }
    }

    private func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
        switch self {
        case .necessary: scalar.value < 0x20
        case .forTerminals: HostileScalar.contains(scalar)
        case .asMeta: !(0x20...0x7E).contains(scalar.value) || "<@%".unicodeScalars.contains(scalar)
        }
    }

    /// Meta's own examples have `\u003C`, but `\u00e4`.
    private func escape(_ unit: UInt16, to result: inout String) {
        let digits = String(unit, radix: 16, uppercase: (0x20...0x7E).contains(unit))
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
