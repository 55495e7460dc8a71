/// One thing a person, or the terminal for them, did.
public enum InputEvent: Hashable, Sendable {
    case key(KeyStroke)
    /// Pasted text as it came, lines ending in "\n"; never run as keys.
    case paste(String)
    case mouse(MouseEvent)
    /// The terminal window came to the front (true) or left it.
    case focus(Bool)
    case resize(Size)
}
