import TerminalKit

/// The text for an empty place: one sentence with the key that fills it.
enum EmptyState {
    static func draw(_ sentence: String, in rect: Rect, into scene: inout Scene) {
        let width = min(rect.width - 4, 64)
        let lines = Wrapped.lines(sentence, width: width)
        let top = rect.y + max(0, min(3, (rect.height - lines.count) / 2))
        for (index, line) in lines.enumerated() where top + index < rect.maxY {
            scene.grid.put(line, x: rect.x + 2, y: top + index, width: width, style: .dim)
        }
    }
}
