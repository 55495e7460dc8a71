extension TextField {
    /// Draws the part around the cursor in `width` cells, and puts the grid's cursor there when focused. A "…" stands
    /// where text is hidden to the left.
    ///
    /// - Parameters:
    ///   - mask: shown in place of each character, for secrets.
    ///   - keepLast: characters at the end that the mask leaves readable.
    public func draw(
        into grid: inout Grid, x: Int, y: Int, width: Int, style: Style = .field, focused: Bool,
        mask: Character? = nil, keepLast: Int = 0
    ) {
        guard width > 0 else { return }
        grid.fill(Rect(x: x, y: y, width: width, height: 1), style)
        let shown = masked(mask, keepLast: keepLast)
        guard focused else {
            grid.put(String(shown), x: x, y: y, width: width, style: style)
            return
        }
        let widths = shown.map { TextWidth.of($0) }
        let before = widths.prefix(cursor).reduce(0, +)
        // The cursor needs a cell of its own after the last character.
        var first = 0
        var hidden = 0
        while before - hidden + (first > 0 ? 1 : 0) > width - 1, first < cursor {
            hidden += widths[first]
            first += 1
        }
        var at = x
        if first > 0 {
            grid.put("…", x: at, y: y, width: 1, style: style)
            at += 1
        }
        grid.put(String(shown[first...]), x: at, y: y, width: x + width - at, style: style, ellipsis: false)
        grid.cursor = Point(x: min(at + before - hidden, x + width - 1), y: y)
    }

    private func masked(_ mask: Character?, keepLast: Int) -> [Character] {
        let characters = Array(text)
        guard let mask else { return characters }
        let kept = max(0, keepLast)
        return characters.enumerated().map { $0.offset < characters.count - kept ? mask : $0.element }
    }
}
