import Foundation

extension String {
    /// Without blanks and line ends at its ends. Foundation is asked only where there are any, since an import asks for every cell.
    public var withoutOuterBlanks: String {
        guard let first = utf8.first, let last = utf8.last else { return self }
        let isPlain = { (byte: UInt8) in (0x21...0x7E).contains(byte) }
        return isPlain(first) && isPlain(last) ? self : trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Whether there is nothing to see in it.
    public var isBlank: Bool { withoutOuterBlanks.isEmpty }

    /// Not more than so many bytes from its beginning, with whole scalars: for text of which a Character alone may be megabytes.
    func bounded(toBytes most: Int) -> String {
        guard utf8.count > most else { return self }
        return String(decoding: utf8.prefix(most), as: UTF8.self).replacingOccurrences(of: "\u{FFFD}", with: "") + "…"
    }
}
