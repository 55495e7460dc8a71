/// Which part of a long list is seen, and which row is chosen. Pure arithmetic; the chosen row is always in view.
public struct ListWindow: Hashable, Sendable {
    /// Rows of the list.
    public private(set) var count: Int
    /// Rows that can be seen.
    public private(set) var height: Int
    /// The chosen row, 0 when there is none.
    public private(set) var selected: Int
    /// The row at the top of what is seen.
    public private(set) var top: Int

    public init(count: Int = 0, height: Int = 0, selected: Int = 0, top: Int = 0) {
        self.count = max(0, count)
        self.height = max(0, height)
        self.selected = selected
        self.top = top
        settle()
    }

    public var isEmpty: Bool { count == 0 }
    /// The rows that are seen.
    public var visible: Range<Int> { top..<min(count, top + height) }
    public var hasMoreAbove: Bool { top > 0 }
    public var hasMoreBelow: Bool { top + height < count }

    /// Another number of rows, in the list or on the screen.
    public mutating func update(count: Int, height: Int) {
        self.count = max(0, count)
        self.height = max(0, height)
        settle()
    }

    /// Chooses a row, the nearest when it does not exist.
    public mutating func select(_ row: Int) {
        selected = row
        settle()
    }

    /// Chooses a row and keeps it on the same line of the screen where that is possible: for rows that arrive above.
    public mutating func follow(_ row: Int) {
        top += row - selected
        selected = row
        settle()
    }

    public mutating func move(by rows: Int) { select(clamped(selected.addingReportingOverflow(rows))) }

    /// A page is the height less one row, so that the last row read is still seen.
    public mutating func page(by pages: Int) {
        let step = max(1, height - 1) * pages
        top += step
        move(by: step)
    }

    public mutating func pageUp() { page(by: -1) }
    public mutating func pageDown() { page(by: 1) }
    public mutating func home() { select(0) }
    public mutating func end() { select(count - 1) }

    /// Moves what is seen; the chosen row goes along only as far as it must to stay in view.
    public mutating func scroll(by rows: Int) {
        top = min(max(0, top + rows), max(0, count - height))
        if height > 0 { selected = min(max(selected, top), top + height - 1) }
        settle()
    }

    /// The row on a line of the screen (0 is the top one); nil below the end.
    public func row(atLine line: Int) -> Int? {
        line >= 0 && line < height && top + line < count ? top + line : nil
    }

    /// The line of the screen on which a row stands; nil when it is out of view.
    public func line(ofRow row: Int) -> Int? { visible.contains(row) ? row - top : nil }

    private func clamped(_ sum: (partialValue: Int, overflow: Bool)) -> Int {
        sum.overflow ? (sum.partialValue < 0 ? Int.max : 0) : sum.partialValue
    }

    private mutating func settle() {
        selected = min(max(0, selected), max(0, count - 1))
        if top > selected { top = selected }
        if height > 0, top <= selected - height { top = selected - height + 1 }
        top = min(max(0, top), max(0, count - max(1, height)))
    }
}
