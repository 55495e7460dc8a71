/// Why the screens cannot start here.
public enum TerminalError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Standard input or output is a file or a pipe.
    case notATerminal
    /// TERM says "dumb": no cursor movement.
    case dumbTerminal
    /// Curses refused every terminal type that was tried.
    case unusable(String)

    /// A sentence for the person who started the program.
    public var message: String {
        switch self {
        case .notATerminal:
            "The screens need a terminal, but standard input or output is a file or a pipe. Start leadsheet in a terminal, or use a command such as \"leadsheet export\"."
        case .dumbTerminal:
            "This terminal (TERM=dumb) cannot show screens. Use another terminal, or a command such as \"leadsheet export\"."
        case .unusable(let type):
            "The terminal type \"\(SafeText.clean(type))\" is unknown here, and so are xterm-256color, xterm and vt100. Install the terminal descriptions (Debian: ncurses-base) or set TERM to a type that this machine knows."
        }
    }

    public var description: String { message }
}
