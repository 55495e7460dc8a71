import Foundation

/// A line on a person's terminal that says how far long work has come, written over again and again, and gone at the end. It goes to standard
/// error; elsewhere than on a terminal nothing is written.
struct ProgressLine {
    private let isWatched = isatty(STDERR_FILENO) == 1
    private var last = ContinuousClock.now
    private var isShown = false

    /// Shows the text, unless another one was shown a moment ago.
    mutating func show(_ text: @autoclosure () -> String) {
        guard isWatched, last.duration(to: .now) >= .milliseconds(300) else { return }
        last = .now
        isShown = true
        StandardError.write("\r\u{1B}[K\(text()) …")
    }

    /// To be called before anything else is written, and at the end.
    mutating func clear() {
        guard isShown else { return }
        isShown = false
        StandardError.write("\r\u{1B}[K")
    }
}
