import Base

/// Safe text cut into cells, up to one more than fits, so that a long text costs no more than what is shown of it.
struct TextPieces {
    struct Piece {
        var text: String
        var width: Int
    }

    /// Far more than any cell takes: a letter and its marks, and what is left out between them.
    private static let mostBytes = 64

    /// No screen is wider, and no text need be that is shown whole.
    private static let mostCells = 65_536

    /// Cells there are.
    let limit: Int
    private(set) var pieces: [Piece] = []
    private(set) var width = 0

    init(limit: Int) { self.limit = limit }

    var overflows: Bool { width > limit }

    mutating func append(_ text: String) {
        for character in BoundedText.cut(text, bytes: max(0, min(limit - width, Self.mostCells) + 1) * Self.mostBytes) {
            if overflows { return }
            SafeText.forEachPiece(of: character, newline: .mark) { text, width in
                pieces.append(Piece(text: text, width: width))
                self.width += width
            }
        }
    }

    /// The pieces that are shown in `limit` cells.
    func fitted(ellipsis: Bool) -> [Piece] {
        if !overflows { return pieces }
        let room = ellipsis ? limit - 1 : limit
        if room < 0 { return [] }
        var shown: [Piece] = []
        var used = 0
        for piece in pieces {
            if used + piece.width > room { break }
            shown.append(piece)
            used += piece.width
        }
        if ellipsis { shown.append(Piece(text: "…", width: 1)) }
        return shown
    }
}
