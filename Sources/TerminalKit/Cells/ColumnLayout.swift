/// Where the columns of a table stand in a given width. Pure arithmetic.
public struct ColumnLayout: Hashable, Sendable {
    /// The needs of a column.
    public struct Column: Hashable, Sendable {
        public var id: String
        /// Fewer cells than this are of no use: the column is hidden instead.
        public var least: Int
        /// The cells that it needs to show everything usual.
        public var best: Int
        /// The order in which columns give way: the highest goes first, the lowest is never hidden and grows first.
        public var priority: Int
        /// Takes a share of the cells that are left when every column has its best width.
        public var flexible: Bool

        public init(id: String, least: Int, best: Int, priority: Int, flexible: Bool = false) {
            self.id = id
            self.least = max(1, least)
            self.best = max(self.least, best)
            self.priority = priority
            self.flexible = flexible
        }
    }

    /// The place and the width that a visible column got.
    public struct Placement: Hashable, Sendable {
        public var id: String
        /// From the left edge of the table.
        public var x: Int
        public var width: Int
        public var maxX: Int { x + width }
    }

    /// The visible columns from left to right. Their widths and the gaps between them never exceed the table.
    public let placements: [Placement]

    /// - Parameters:
    ///   - columns: from left to right.
    ///   - width: cells of the whole table.
    ///   - gap: blank cells between two columns.
    public init(_ columns: [Column], width: Int, gap: Int = 2) {
        guard width > 0, !columns.isEmpty else {
            placements = []
            return
        }
        let visible = Self.visible(columns, width: width, gap: gap)
        var widths = visible.map(\.least)
        if visible.count == 1 { widths[0] = min(widths[0], width) }
        var spare = width - gap * (visible.count - 1) - widths.reduce(0, +)
        for index in visible.indices.sorted(by: { (visible[$0].priority, $0) < (visible[$1].priority, $1) }) {
            let growth = max(0, min(spare, visible[index].best - widths[index]))
            widths[index] += growth
            spare -= growth
        }
        let flexible = visible.indices.filter { visible[$0].flexible }
        for (position, index) in flexible.enumerated() where spare > 0 {
            let share = spare / (flexible.count - position)
            widths[index] += share
            spare -= share
        }
        var x = 0
        var placed: [Placement] = []
        for (column, columnWidth) in zip(visible, widths) {
            placed.append(Placement(id: column.id, x: x, width: columnWidth))
            x += columnWidth + gap
        }
        placements = placed
    }

    private static func visible(_ columns: [Column], width: Int, gap: Int) -> [Column] {
        var visible = columns
        while visible.count > 1 {
            let needed = visible.reduce(0) { $0 + $1.least } + gap * (visible.count - 1)
            if needed <= width { break }
            // Of equals the one further right goes.
            guard let goes = visible.indices.max(by: { (visible[$0].priority, $0) < (visible[$1].priority, $1) }) else {
                break
            }
            visible.remove(at: goes)
        }
        return visible
    }

    /// Where a column stands; nil when it gave way.
    public subscript(id: String) -> Placement? { placements.first { $0.id == id } }

    public func isVisible(_ id: String) -> Bool { self[id] != nil }
}
