import CRM
import Foundation

/// A question before what cannot be undone.
enum Confirmation {
    /// Asks on the terminal for `word` to be typed. Throws when something else is typed, or when nobody is there to ask.
    static func ask(_ warning: String, word: String) throws {
        guard isatty(STDIN_FILENO) == 1 else {
            throw PlainError("\(warning) Nothing was removed: there is no terminal to ask on. Add --yes to do it.")
        }
        StandardError.write("\(PlainLine.of(warning)) Type \(PlainLine.of(word)) to do it: ")
        guard readLine() == word else { throw PlainError("Nothing was removed.") }
    }
}
