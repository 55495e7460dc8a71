import Foundation

/// The reading of single cells of a file.
enum ImportCell {
    /// The cell as a person would have typed it: without an export's guard, and without the `="…"` by which Excel is kept from reading a
    /// number as one.
    static func text(_ cell: String) -> String {
        guard cell.utf8.first == UInt8(ascii: "="), cell.hasPrefix("=\""), cell.hasSuffix("\""), cell.utf8.count > 3 else {
            return CSVGuard.unguarded(cell)
        }
        return cell.dropFirst(2).dropLast().replacingOccurrences(of: "\"\"", with: "\"")
    }

    /// The numbers or addresses of a cell: people write one on each line, Google puts colons between them. Without the `mailto:` and `tel:` of a
    /// link.
    static func parts(of text: String) -> [String] {
        text.writtenLines.flatMap { line in
            guard line.utf8.contains(UInt8(ascii: ":")) else { return [line] }
            return line.components(separatedBy: " ::: ").map(withoutScheme).filter { !$0.isEmpty }
        }
    }

    private static func withoutScheme(_ text: String) -> String {
        for scheme in ["mailto:", "tel:"] where text.prefix(scheme.count).lowercased() == scheme {
            return String(text.dropFirst(scheme.count)).withoutOuterBlanks
        }
        return text
    }

    /// Whether it is what people and programs write where there is nothing. Only where it could be nothing else: a person may be called Na.
    static func isNothing(_ text: String) -> Bool {
        ["-", "--", "\u{2013}", "\u{2014}", "n/a", "n.a.", "na", "none", "null", "nil"].contains(text.lowercased())
    }

    /// Whether a spreadsheet program has put something else in the place of what was there: `#########` for a column too narrow, `#N/A`,
    /// `#NAME?` and their like in any language for a formula that failed.
    static func isDestroyed(_ text: String) -> Bool {
        let bytes = text.utf8
        guard bytes.first == UInt8(ascii: "#"), (2...255).contains(bytes.count) else { return false }
        let rest = bytes.dropFirst()
        if rest.allSatisfy({ $0 == UInt8(ascii: "#") }) { return true }
        let isCode = rest.dropLast().allSatisfy { (0x41...0x5A).contains($0) || $0 == 0x2F || (0x30...0x39).contains($0) || $0 >= 0x80 }
        guard isCode, bytes.count <= 16 else { return false }
        return bytes.last == UInt8(ascii: "!") || bytes.last == UInt8(ascii: "?")
            || ["#N/A", "#NV", "#N/D", "#N/DISP", "#Н/Д"].contains(text)
    }

    enum Digits: Equatable {
        case readable(String)
        /// Its last digits are gone.
        case destroyed
    }

    /// A number that went through a spreadsheet program, with its digits where they are all there: `447911123456.0`, `4.47911123456E+11`.
    /// Nil for a text that was not written so.
    static func digits(_ text: String) -> Digits? {
        let bytes = Array(text.utf8)
        guard bytes.count <= 40, let last = bytes.last, (0x30...0x39).contains(last), let first = bytes.first,
            (0x30...0x39).contains(first) || first == 0x2B
        else { return nil }
        if let sign = bytes.firstIndex(where: { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") }) {
            guard let exponent = Int(String(decoding: bytes[(sign + 1)...], as: UTF8.self)), let mantissa = parts(bytes[..<sign]) else {
                return nil
            }
            // A zero at the end of what is shown may stand for any digit.
            guard mantissa.fraction.count >= exponent, exponent >= 0 else { return .destroyed }
            return .readable(mantissa.whole + mantissa.fraction.prefix(exponent))
        }
        guard let parts = parts(bytes[...]), (6...16).contains(parts.whole.count), !parts.fraction.isEmpty,
            parts.fraction.utf8.allSatisfy({ $0 == 0x30 })
        else { return nil }
        // 030.000 is written by people, 447911123456.0 and .00 by programs.
        return parts.fraction.count <= 2 ? .readable(parts.whole) : nil
    }

    private static func parts(_ bytes: ArraySlice<UInt8>) -> (whole: String, fraction: String)? {
        let parts = bytes.split(omittingEmptySubsequences: false) { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
        guard (1...2).contains(parts.count), parts.allSatisfy({ $0.allSatisfy { (0x30...0x39).contains($0) } }), !parts[0].isEmpty else {
            return nil
        }
        return (String(decoding: parts[0], as: UTF8.self), parts.count == 2 ? String(decoding: parts[1], as: UTF8.self) : "")
    }

    /// The status of that name, in any case; nil for none.
    static func status(_ text: String, in statuses: StatusCatalogue) -> Status.ID? {
        guard text.utf8.count <= 100 else { return nil }
        let wanted = HeadingText.fold(text)
        return statuses.statuses.first { $0.id == text || HeadingText.fold($0.id) == wanted }?.id
    }

    /// `TRUE`, `false`, `1`, `0`, `yes`, `no`; nil for anything else.
    static func bool(_ text: String) -> Bool? {
        switch text.lowercased() {
        case "true", "1", "yes": true
        case "false", "0", "no": false
        default: nil
        }
    }
}
