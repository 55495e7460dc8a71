/// The themes that the configuration may ask for.
public enum ThemeChoice: String, Hashable, Sendable, CaseIterable {
    /// Asks the terminal for its background; until it says, colours that can be read on any.
    case auto
    case dark, light
    /// No colours: bold, underline and reverse carry the meaning.
    case mono
}
