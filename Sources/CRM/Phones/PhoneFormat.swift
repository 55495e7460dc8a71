/// How recognised telephone numbers are shown.
public enum PhoneFormat: String, Hashable, Sendable, CaseIterable {
    /// With the country code, all of them.
    case international
    /// Those of the user's own country as they are dialled there, the others with the country code.
    case national
}
