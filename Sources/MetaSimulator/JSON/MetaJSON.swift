/// JSON that is written the way Meta writes it: keys in the order given, and everything outside ASCII as well as
/// `<`, `@`, `%` and `/` escaped (Meta: Messenger webhooks, "Validating payloads").
enum MetaJSON: Sendable {
    case null
    case bool(Bool)
    /// Digits as they are to appear; never through a floating point number.
    case number(String)
    case string(String)
    case array([MetaJSON])
    case object([(String, MetaJSON)])

    static func number(_ value: Int) -> MetaJSON { .number(String(value)) }

    /// The text in UTF-8, which is ASCII alone.
    var bytes: [UInt8] {
        var out: [UInt8] = []
        write(to: &out)
        return out
    }

    private func write(to out: inout [UInt8]) {
        switch self {
        case .null: out += "null".utf8
        case .bool(let value): out += (value ? "true" : "false").utf8
        case .number(let digits): out += digits.utf8
        case .string(let text): Self.write(text, to: &out)
        case .array(let elements):
            out.append(UInt8(ascii: "["))
            for (index, element) in elements.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                element.write(to: &out)
            }
            out.append(UInt8(ascii: "]"))
        case .object(let members):
            out.append(UInt8(ascii: "{"))
            for (index, member) in members.enumerated() {
                if index > 0 { out.append(UInt8(ascii: ",")) }
                Self.write(member.0, to: &out)
                out.append(UInt8(ascii: ":"))
                member.1.write(to: &out)
            }
            out.append(UInt8(ascii: "}"))
        }
    }

    private static func write(_ text: String, to out: inout [UInt8]) {
        out.append(UInt8(ascii: "\""))
        for unit in text.utf16 {
            switch unit {
            case 0x22: out += [0x5C, 0x22]
            case 0x5C: out += [0x5C, 0x5C]
            case 0x2F: out += [0x5C, 0x2F]
            case 0x0A: out += [0x5C, UInt8(ascii: "n")]
            case 0x0D: out += [0x5C, UInt8(ascii: "r")]
            case 0x09: out += [0x5C, UInt8(ascii: "t")]
            case 0x3C, 0x40, 0x25: escape(unit, upper: true, to: &out)
            case 0x20...0x7E: out.append(UInt8(unit))
            default: escape(unit, upper: false, to: &out)
            }
        }
        out.append(UInt8(ascii: "\""))
    }

    /// `upper` as in Meta's own examples: `\u003C`, but `\u00e4`.
    private static func escape(_ unit: UInt16, upper: Bool, to out: inout [UInt8]) {
        let digits = Array((upper ? "0123456789ABCDEF" : "0123456789abcdef").utf8)
        out += [0x5C, UInt8(ascii: "u")]
        for shift in [12, 8, 4, 0] as [UInt16] { out.append(digits[Int(unit >> shift & 15)]) }
    }
}
