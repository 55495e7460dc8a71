/// One thing a person, or the terminal for them, did.
public enum InputEvent: Hashable, Sendable {
    case key(KeyStroke)
    /// Pasted text as it came, lines ending in "\n"; never run as keys.
    case paste(String)
    /// A paste has begun and its rest does not come: until it does, every key is taken for a part of it, but for Ctrl-C and Esc.
    case pasteStalled
    /// Ctrl-C or Esc ended a paste that had stalled; nothing of it is used.
    case pasteDropped
    case mouse(MouseEvent)
    /// The terminal window came to the front (true) or left it.
    case focus(Bool)
    case resize(Size)
}
