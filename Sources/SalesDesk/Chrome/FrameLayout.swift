import TerminalKit

/// The lines that every screen has: header and rule above; below a fault while there is one, a line of news and one of hints.
struct FrameLayout {
    static let least = Size(columns: 20, rows: 5)

    let header: Int
    /// Between header and the lines below.
    let body: Rect
    /// Nil without a fault, and on a terminal too low for a line of its own.
    let fault: Int?
    let news: Int
    let hints: Int

    init(_ state: DeskState) {
        self.init(state.size, hasFault: !state.faults.isEmpty)
    }

    init(_ size: Size, hasFault: Bool = false) {
        header = 0
        news = size.rows - 2
        hints = size.rows - 1
        // A low terminal gives the header's rule to the body.
        let top = size.rows >= 10 ? 2 : 1
        fault = hasFault && size.rows >= 8 ? size.rows - 3 : nil
        body = Rect(x: 0, y: top, width: size.columns, height: max(0, size.rows - top - (fault == nil ? 2 : 3)))
    }
}
