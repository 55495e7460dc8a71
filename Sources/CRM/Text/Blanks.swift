import Base
import Foundation

extension String {
    /// Without blanks, line ends and invisible marks at its ends. An import asks for every cell.
    public var withoutOuterBlanks: String { trimmed(where: String.isNothing) }

    private static func isNothing(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return scalar == " " || (0x09...0x0D).contains(scalar.value) }
        return scalar.properties.isWhitespace || InvisibleMark.contains(scalar)
    }

    /// Whether there is nothing to see in it: no scalar that a screen shows, such as the end of a file of DOS alone.
    public var isBlank: Bool { unicodeScalars.allSatisfy(String.isUnseen) }

    private static func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
        guard !scalar.isASCII else { return scalar.value <= 0x20 || scalar.value == 0x7F }
        let properties = scalar.properties
        // The empty cell of Braille is a symbol, and as empty.
        return properties.isWhitespace || properties.isDefaultIgnorableCodePoint || properties.generalCategory == .control
            || InvisibleMark.contains(scalar) || scalar.value == 0x2800
    }

    /// Its lines that are not blank, without what ``withoutOuterBlanks`` takes away.
    public var writtenLines: [String] {
        guard utf8.contains(where: String.endsLine) else {
            let line = withoutOuterBlanks
            return line.isEmpty ? [] : [line]
        }
        return utf8.split(whereSeparator: String.endsLine).map { String(Substring($0)).withoutOuterBlanks }.filter { !$0.isEmpty }
    }

    private static func endsLine(_ byte: UInt8) -> Bool { (0x0A...0x0D).contains(byte) }

    /// Not more than so many bytes from its beginning, with whole scalars: for text of which a Character alone may be megabytes.
    func bounded(toBytes most: Int) -> String {
        guard utf8.count > most else { return self }
        return String(decoding: utf8.prefix(most), as: UTF8.self).replacingOccurrences(of: "\u{FFFD}", with: "") + "…"
    }
}
