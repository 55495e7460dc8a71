/// Characters that would not be seen but obeyed by a terminal, or that would change how the text around them reads.
public enum HostileScalar {
    /// True for C0 and C1 controls, DEL, the line and paragraph separators, the bidi controls and the byte order mark.
    public static func contains(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x00...0x1F, 0x7F...0x9F: true
        case 0x061C, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: true
        case 0xFEFF: true
        default: false
        }
    }
}
