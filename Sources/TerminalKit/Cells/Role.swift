/// The meaning of a text; the palette decides how that looks. Screens never name a colour.
public enum Role: UInt8, Sendable, CaseIterable {
    case text, dim, accent, good, warning, fault, cyan, violet
    /// Thin lines between panes.
    case line
    /// Text on a surface filled with the accent colour.
    case onAccent

    /// The name that settings have for it.
    public var name: String { self == .onAccent ? "on_accent" : "\(self)" }
}
