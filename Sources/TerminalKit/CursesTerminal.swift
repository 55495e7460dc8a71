import CTerminal
import Foundation

/// The terminal of the person, by curses.
@MainActor public final class CursesTerminal: Terminal {
    public private(set) var size: Size
    public let inputDescriptor: Int32 = 0
    public private(set) var notices: [String] = []

    /// The background that was found or asked for.
    public let background: Background
    private let terminalType: String
    private let wantsColour: Bool
    private let wantsMouse: Bool
    private let canShowUnicode: Bool
    /// A console without windows or titles, which prints what it does not know.
    private let isConsole: Bool

    private var isStarted = false
    private var isClaimed = false
    private var palette: Palette
    private var shown: Grid?
    private var cornerWorks = true
    /// Something was put into the last cell past curses.
    private var cornerIsSet = false
    private var decoder = KeyDecoder()
    private var lastInput: Int64 = 0
    private var looks: [Style: (attributes: Int32, pair: Int32)] = [:]
    private var pairs: [Int32: Int32] = [:]

    /// Asks the terminal for its background when the theme is `auto` and the environment does not say; waits 100 ms at
    /// most. The screen is not touched before `claim()`.
    ///
    /// - Parameter environment: read for TERM, NO_COLOR and COLORFGBG.
    public init(
        theme: ThemeChoice = .auto, mouse: Bool = true,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(TerminalError) {
        guard ct_is_terminal() == 1 else { throw .notATerminal }
        terminalType = environment["TERM"] ?? ""
        if terminalType == "dumb" { throw .dumbTerminal }
        isConsole = ["linux", "vt100", "vt102", "vt220", "ansi", "cons25"].contains(terminalType)
        canShowUnicode = CharacterWidths.shared.isUTF8
        wantsColour = theme != .mono && (environment["NO_COLOR"] ?? "").isEmpty
        wantsMouse = mouse
        switch theme {
        case .dark, .mono: background = .dark
        case .light: background = .light
        case .auto:
            if let said = Background(colorFgBg: environment["COLORFGBG"]) {
                background = said
            } else if isConsole || terminalType.isEmpty || !wantsColour {
                background = .dark
            } else {
                background = ct_ask_background(100) > 127 ? .light : .dark
            }
        }
        palette = Palette(background: background, colours: 0)
        size = Self.kernelSize() ?? Size(columns: 80, rows: 24)
    }

    private static func kernelSize() -> Size? {
        var columns: Int32 = 0
        var rows: Int32 = 0
        guard ct_kernel_size(&columns, &rows) == 1 else { return nil }
        return Size(columns: Int(columns), rows: Int(rows))
    }

    public func claim() throws(TerminalError) {
        if isClaimed { return }
        if isStarted { ct_resume() } else { try start() }
        isClaimed = true
        shown = nil
        ct_enter_modes(wantsMouse && !isConsole ? 1 : 0)
        _ = checkSize()
        ct_forget()
    }

    private func start() throws(TerminalError) {
        let types = [terminalType, "xterm-256color", "xterm", "vt100"]
        guard let found = types.first(where: { !$0.isEmpty && ct_start($0) == 1 }) else {
            throw .unusable(terminalType)
        }
        if found != terminalType {
            let name = terminalType.isEmpty ? "TERM is not set" : "The terminal type \"\(SafeText.clean(terminalType))\" is unknown here"
            notices.append("\(name); using \(found) instead. If the screen looks wrong, install its terminal description.")
        }
        isStarted = true
        cornerWorks = ct_corner_works() == 1 || isConsole
        palette = Palette(background: background, colours: wantsColour ? Int(ct_colours()) : 0)
        decoder = KeyDecoder(keys: Self.defineKeys())
        var columns = Int32(size.columns)
        var rows = Int32(size.rows)
        ct_size(&columns, &rows)
        size = Size(columns: Int(columns), rows: Int(rows))
    }

    /// Asks curses for the codes of the sequences with modifiers and teaches it those it does not know.
    private static func defineKeys() -> [Int32: KeyStroke] {
        var keys: [Int32: KeyStroke] = [:]
        var own = Int32(CT_KEY_OWN_FIRST)
        for (sequence, stroke) in KeyDecoder.sequences {
            let code = ct_define_key(sequence, own)
            if code == own { own += 1 }
            // What curses knows under a standard code keeps its meaning.
            if code > 0, KeyDecoder.standardKeys[code] == nil { keys[code] = stroke }
        }
        _ = ct_define_key("\u{1B}[200~", Int32(CT_KEY_PASTE_BEGIN))
        _ = ct_define_key("\u{1B}[201~", Int32(CT_KEY_PASTE_END))
        _ = ct_define_key("\u{1B}[<", Int32(CT_KEY_MOUSE_SGR))
        _ = ct_define_key("\u{1B}[M", Int32(CT_KEY_MOUSE_X10))
        _ = ct_define_key("\u{1B}[I", Int32(CT_KEY_FOCUS_IN))
        _ = ct_define_key("\u{1B}[O", Int32(CT_KEY_FOCUS_OUT))
        return keys
    }

    public func restore() {
        guard isClaimed else { return }
        isClaimed = false
        ct_leave_modes()
        ct_leave()
        shown = nil
    }

    public func readEvents() -> [InputEvent] {
        guard isClaimed else { return [] }
        var input = ct_input()
        let now = ct_milliseconds()
        decoder.milliseconds = now
        // A paste whose end got lost must not swallow the keys for ever.
        if decoder.isPasting, now - lastInput > 2000 { decoder.abandonPaste() }
        while true {
            ct_read(&input)
            switch input.kind {
            case Int32(CT_INPUT_BYTE): decoder.feed(byte: UInt8(truncatingIfNeeded: input.code))
            case Int32(CT_INPUT_KEY): decoder.feed(UInt32(bitPattern: input.code), isKey: true)
            default:
                if decoder.isMidSequence, ct_wait_input(25) == 1 { continue }
                decoder.flush()
                return decoder.drain()
            }
            lastInput = now
        }
    }

    public func draw(_ grid: Grid) {
        guard isClaimed else { return }
        if let shown, shown == grid { return }
        let columns = min(grid.width, size.columns)
        let rows = min(grid.height, size.rows)
        // A frame of another size is drawn whole; what it does not cover is blank.
        let last = shown?.size == grid.size ? shown : nil
        if last == nil {
            ct_forget()
            cornerIsSet = false
        }
        for y in 0..<rows {
            for x in 0..<columns {
                let index = y * grid.width + x
                let cell = grid.cells[index]
                if cell.width == 0 { continue }
                if let last, last.cells[index] == cell { continue }
                if !cornerWorks, y == size.rows - 1, x + cell.width >= size.columns {
                    put(.blank(.plain), x, y)
                } else if x + cell.width > columns {
                    put(.blank(cell.style), x, y)
                } else {
                    put(cell, x, y)
                }
            }
        }
        let cursor = grid.cursor.flatMap { $0.x >= 0 && $0.x < columns && $0.y >= 0 && $0.y < rows ? $0 : nil }
        ct_flush(Int32(cursor?.x ?? -1), Int32(cursor?.y ?? -1), isConsole ? 0 : 1)
        if !cornerWorks { drawCorner(of: grid) }
        shown = grid
    }

    /// Puts the last cell of the screen and the one before it there past curses, which spoils both where one is wide.
    /// Every time: curses takes the last cell for empty and may have cleared it with the rest of its row.
    private func drawCorner(of grid: Grid) {
        guard grid.width >= size.columns, grid.height >= size.rows, size.columns > 3 else { return }
        let y = size.rows - 1
        let before = size.columns - 2
        let places = (before - (grid[before, y].width == 0 ? 1 : 0))..<size.columns
        let isBlank = places.allSatisfy { grid[$0, y] == .blank(.plain) }
        if isBlank, !cornerIsSet { return }
        cornerIsSet = !isBlank
        for x in places where grid[x, y].width > 0 {
            let cell = grid[x, y]
            let fits = x + cell.width <= size.columns
            send(EscapeSequences.place(fits ? cell : .blank(cell.style), x: x, y: y, look: palette.look(cell.style)))
        }
    }

    private func put(_ cell: Cell, _ x: Int, _ y: Int) {
        let look = look(of: cell.style)
        withUnsafeTemporaryAllocation(of: UInt32.self, capacity: 4) { buffer in
            var count = 0
            for scalar in cell.text.unicodeScalars where count < 4 {
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
        case _ where scalar.isASCII: scalar.value
        default: 0x3F
        }
    }

    private func look(of style: Style) -> (attributes: Int32, pair: Int32) {
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
    private func pair(_ foreground: Int, _ background: Int) -> Int32 {
        if foreground < 0, background < 0 { return 0 }
        let key = Int32((foreground + 1) * 512 + background + 1)
        if let known = pairs[key] { return known }
        let number = Int32(pairs.count + 1)
        guard number < ct_pairs() else { return 0 }
        ct_define_pair(number, Int32(foreground), Int32(background))
        pairs[key] = number
        return number
    }

    public func redrawAll() {
        guard isClaimed else { return }
        let grid = shown
        shown = nil
        if let grid { draw(grid) }
    }

    public func checkSize() -> Size? {
        guard let now = Self.kernelSize(), now != size else { return nil }
        size = now
        ct_resize(Int32(now.columns), Int32(now.rows))
        shown = nil
        return now
    }

    public func setTitle(_ title: String) { send(EscapeSequences.title(title)) }

    public func bell() { send("\u{7}") }

    public func notify(title: String, body: String) {
        send(EscapeSequences.notification(title: title, body: body))
    }

    public func copy(_ text: String) -> Bool {
        guard isClaimed, !isConsole, let sequence = EscapeSequences.copy(text) else { return false }
        send(sequence)
        return true
    }

    private func send(_ sequence: String) {
        guard isClaimed, !isConsole || sequence == "\u{7}" else { return }
        let bytes = Array(sequence.utf8)
        bytes.withUnsafeBytes {
            ct_write($0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
        }
    }
}
