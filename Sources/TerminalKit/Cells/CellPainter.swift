import CTerminal

/// Hands cells to curses in the colours of a palette.
@MainActor struct CellPainter {
    var palette: Palette { didSet { if palette != oldValue { looks = [:] } } }
    private let canShowUnicode = CharacterWidths.shared.isUTF8
    private var looks: [Style: (attributes: Int32, pair: Int32)] = [:]
    private var pairs: [Int32: Int32] = [:]

    init(_ palette: Palette) { self.palette = palette }

    mutating func put(_ cell: Cell, _ x: Int, _ y: Int) {
        let look = look(of: cell.style)
        // Half a block in reverse would leave the other half of its cell unlike the row.
        let text = look.attributes & Int32(CT_REVERSE) != 0 && cell.text == "▌" ? " " : cell.text
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4) { buffer in
            var count = 0
            for scalar in text.unicodeScalars where count < 4 {
                buffer[count] = canShowUnicode ? scalar.value : Self.plain(scalar)
                count += 1
            }
            ct_put(Int32(y), Int32(x), buffer.baseAddress, Int32(count), look.attributes, look.pair)
        }
    }

    /// Without a UTF-8 locale curses shows ASCII only.
    private static func plain(_ scalar: Unicode.Scalar) -> UInt32 {
        switch scalar {
        case "─", "–", "—": 0x2D
        case "│", "▌": 0x7C
        case "●": 0x2A
        case "·", "…": 0x2E
        case "▴": 0x5E
        case "▾": 0x76
        case _ where scalar.isASCII: scalar.value
        default: 0x3F
        }
    }

    private mutating func look(of style: Style) -> (attributes: Int32, pair: Int32) {
        if let known = looks[style] { return known }
        let look = palette.look(style)
        var attributes: Int32 = 0
        if look.bold { attributes |= Int32(CT_BOLD) }
        if look.underline { attributes |= Int32(CT_UNDERLINE) }
        if look.reverse { attributes |= Int32(CT_REVERSE) }
        if look.dim { attributes |= Int32(CT_DIM) }
        let made = (attributes, pair(look.foreground, look.background))
        looks[style] = made
        return made
    }

    /// The number of a colour pair, made when it is first needed; 0 is the terminal's own colours.
    private mutating func pair(_ foreground: Int, _ background: Int) -> Int32 {
        if foreground < 0, background < 0 { return 0 }
        let key = Int32((foreground + 1) * 512 + background + 1)
        if let known = pairs[key] { return known }
        let number = Int32(pairs.count + 1)
        guard number < ct_pairs() else { return 0 }
        ct_define_pair(number, Int32(foreground), Int32(background))
        pairs[key] = number
        return number
    }
}
