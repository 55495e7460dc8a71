/// JSON laid out for reading. Nothing but space between its parts is changed, so that what is not JSON stays what it is, too.
enum JSONIndent {
    private static let deepest = 20

    /// The lines of a text: one for each member and element, two cells further in for each level.
    static func lines(_ text: String) -> [String] {
        var lines: [String] = []
        var line: [UInt8] = []
        var depth = 0
        var isString = false
        var isEscaped = false
        func end() {
            lines.append(String(repeating: " ", count: 2 * min(depth, deepest)) + String(decoding: line, as: UTF8.self))
            line.removeAll(keepingCapacity: true)
        }
        for byte in text.utf8 {
            if isString {
                line.append(byte)
                if byte == UInt8(ascii: "\""), !isEscaped { isString = false }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
                continue
            }
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r"), UInt8(ascii: "\n"): continue
            case UInt8(ascii: "\""):
                isString = true
                line.append(byte)
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                line.append(byte)
                end()
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                if !line.isEmpty { end() }
                depth = max(0, depth - 1)
                line.append(byte)
            case UInt8(ascii: ","):
                line.append(byte)
                end()
            case UInt8(ascii: ":"): line += [byte, UInt8(ascii: " ")]
            default: line.append(byte)
            }
        }
        if !line.isEmpty { end() }
        return lines
    }
}
