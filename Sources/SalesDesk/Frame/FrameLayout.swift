import TerminalKit

/// The lines that every screen has: header and rule above, one line of news and one of hints below.
struct FrameLayout {
    static let least = Size(columns: 20, rows: 5)

    let header: Int
    /// Between header and news.
    let body: Rect
    let news: Int
    let hints: Int

    init(_ size: Size) {
        header = 0
        news = size.rows - 2
        hints = size.rows - 1
        // A low terminal gives the header's rule to the body.
        let top = size.rows >= 10 ? 2 : 1
        body = Rect(x: 0, y: top, width: size.columns, height: max(0, size.rows - top - 2))
    }
}
