import Foundation

extension String {
    /// Without blanks and line ends at its ends. Foundation is asked to cut only where there are any, since an import asks for every cell.
    public var withoutOuterBlanks: String {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last else { return self }
        return String.isBlank(first) || String.isBlank(last) ? trimmingCharacters(in: .whitespacesAndNewlines) : self
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII ? scalar.value <= 0x20 || scalar.value == 0x7F : CharacterSet.whitespacesAndNewlines.contains(scalar)
    }

    /// Whether there is nothing to see in it.
    public var isBlank: Bool { withoutOuterBlanks.isEmpty }

    /// Not more than so many bytes from its beginning, with whole scalars: for text of which a Character alone may be megabytes.
    func bounded(toBytes most: Int) -> String {
        guard utf8.count > most else { return self }
        return String(decoding: utf8.prefix(most), as: UTF8.self).replacingOccurrences(of: "\u{FFFD}", with: "") + "…"
    }
}
