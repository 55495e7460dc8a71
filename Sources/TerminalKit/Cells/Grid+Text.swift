extension Grid {
    /// The 95 printable ASCII characters, made once.
    private static let ascii: [String] = (0x20...0x7E).map { String(UnicodeScalar(UInt8($0))) }

    /// Writes text, made safe, and gives the cells it took.
    ///
    /// It is cut to `width` cells (to the right edge when nil) with "…" as its last cell; within them it stands left,
    /// right or in the centre. What lies outside the grid is left out. The cells it does not need stay as they are.
    @discardableResult
    public mutating func put(
        _ text: String, x: Int, y: Int, width field: Int? = nil, style: Style = .plain,
        align: Alignment = .left, ellipsis: Bool = true
    ) -> Int {
        guard y >= 0, y < height, x < width else { return 0 }
        // A field that reaches past the right edge ends there, so that its "…" is seen.
        let room = min(field ?? (width - x), width - x)
        guard room > 0, !text.isEmpty else { return 0 }
        if let used = putASCII(text, x: x, y: y, room: room, style: style, align: align, ellipsis: ellipsis) {
            return used
        }
        var pieces = TextPieces(limit: room)
        pieces.append(text)
        let shown = pieces.fitted(ellipsis: ellipsis)
        let used = shown.reduce(0) { $0 + $1.width }
        var at = x + Self.offset(used, room, align)
        for piece in shown {
            place(piece, x: at, y: y, style: style)
            at += piece.width
        }
        return used
    }

    private static func offset(_ used: Int, _ room: Int, _ align: Alignment) -> Int {
        switch align {
        case .left: 0
        case .right: room - used
        case .centre: (room - used) / 2
        }
    }

    /// The usual case: nil when the text is anything but printable ASCII.
    private mutating func putASCII(
        _ text: String, x: Int, y: Int, room: Int, style: Style, align: Alignment, ellipsis: Bool
    ) -> Int? {
        let bytes = text.utf8
        var count = 0
        // One byte past the field shows that it does not fit and that no mark follows the last cell shown.
        for byte in bytes {
            guard byte &- 0x20 < 0x5F else { return nil }
            count += 1
            if count > room { break }
        }
        let cut = count > room
        let letters = cut ? (ellipsis ? room - 1 : room) : count
        let used = cut ? room : count
        let start = x + Self.offset(used, room, align)
        let from = max(0, start)
        guard from < start + used else { return used }
        mend(from, start + used, y)
        var index = y * width + start
        let first = y * width
        var left = letters
        for byte in bytes {
            if left == 0 { break }
            left -= 1
            if index >= first {
                cells[index] = Cell(text: Self.ascii[Int(byte) - 0x20], style: style, width: 1)
            }
            index += 1
        }
        if cut, ellipsis, index >= first { cells[index] = Cell(text: "…", style: style, width: 1) }
        return used
    }

    /// Puts one piece that ends inside the right edge; half of one at the left edge becomes a blank.
    private mutating func place(_ piece: TextPieces.Piece, x: Int, y: Int, style: Style) {
        let end = x + piece.width
        guard end > 0 else { return }
        let from = max(0, x)
        mend(from, end, y)
        let row = y * width
        if x < 0 {
            cells[row + from] = .blank(style)
            return
        }
        cells[row + x] = Cell(text: piece.text, style: style, width: piece.width)
        if piece.width == 2 { cells[row + x + 1] = Cell(text: "", style: style, width: 0) }
    }

    /// The rows as text, trailing blanks trimmed, for tests and golden screens.
    public func text() -> String {
        (0..<height).map { rowText($0) }.joined(separator: "\n")
    }

    /// One row as text, trailing blanks trimmed; empty outside the grid.
    public func rowText(_ y: Int) -> String {
        guard y >= 0, y < height else { return "" }
        let line = cells[(y * width)..<((y + 1) * width)].map(\.text).joined()
        return String(line.reversed().drop { $0 == " " }.reversed())
    }

    /// One letter a cell for its style ("." is plain), then a legend. Letters are given out in reading order.
    public func styleText() -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")
        var letters: [Style: Character] = [.plain: "."]
        var legend: [String] = []
        var rows: [String] = []
        for y in 0..<height {
            var row = ""
            for x in 0..<width {
                let style = cells[y * width + x].style
                let letter =
                    letters[style]
                    ?? {
                        let next = legend.count < alphabet.count ? alphabet[legend.count] : "#"
                        letters[style] = next
                        legend.append("\(next) \(style)")
                        return next
                    }()
                row.append(letter)
            }
            rows.append(row)
        }
        return (rows + legend).joined(separator: "\n")
    }
}
