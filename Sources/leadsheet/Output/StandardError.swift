import Foundation

/// Sentences aside. One that cannot be written, as on a full disk or to a reader that has gone, is dropped: the work goes on.
enum StandardError {
    /// The text as it is: those who say something make it safe.
    static func write(_ text: String) {
        var output = Output(STDERR_FILENO, name: "standard error")
        try? output.write(text.utf8)
        try? output.flush()
    }
}
