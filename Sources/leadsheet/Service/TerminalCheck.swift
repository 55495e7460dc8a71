import Foundation

/// Whether the screens can be shown here, asked before anything is opened.
enum TerminalCheck {
    static func make(environment: [String: String] = ProcessInfo.processInfo.environment) throws(PlainError) {
        let advice = "Use a terminal for the screens, leadsheet serve to listen without them, or leadsheet export for the data."
        guard isatty(STDOUT_FILENO) == 1 else { throw PlainError("Standard output is not a terminal. \(advice)") }
        guard isatty(STDIN_FILENO) == 1 else { throw PlainError("Standard input is not a terminal. \(advice)") }
        guard environment["TERM"] != "dumb" else { throw PlainError("This terminal (TERM=dumb) cannot show screens. \(advice)") }
    }
}
