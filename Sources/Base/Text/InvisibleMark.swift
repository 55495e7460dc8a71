/// Marks that nobody sees, which telephones, browsers and contact books copy along: directions of writing, the byte order mark, spaces without
/// width. Joiners are none of them, for they shape letters.
public enum InvisibleMark {
    public static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200B, 0x200E, 0x200F, 0x202A...0x202E, 0x2060, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}

extension String {
    /// Without the scalars at its ends that are nothing.
    public func trimmed(where isNothing: (Unicode.Scalar) -> Bool) -> String {
        guard let first = unicodeScalars.first, let last = unicodeScalars.last, isNothing(first) || isNothing(last) else { return self }
        let scalars = unicodeScalars.drop(while: isNothing)
        guard let end = scalars.lastIndex(where: { !isNothing($0) }) else { return "" }
        return String(scalars[...end])
    }
}
