import CTerminal
import Foundation

/// The terminal of the person, by curses.
@MainActor public final class CursesTerminal: Terminal {
    public private(set) var size: Size
    public let inputDescriptor: Int32 = 0
    public private(set) var notices: [String] = []

    private let terminalType: String
    private let allowsColour: Bool
    private let wantsMouse: Bool
    /// A console without windows or titles, which prints what it does not know.
    private let isConsole: Bool
    /// The background that is assumed before the terminal answers.
    private let expectedBackground: Background
    private let escapeDelay: Int64

    private var theme: ThemeChoice
    private let colours: [Role: Colour]
    private var isStarted = false
    private var isClaimed = false
    private var painter = CellPainter(Palette(background: .unknown, colours: 0))
    private var shown: Grid?
    private var cornerWorks = true
    /// Something was put into the last cell past curses.
    private var cornerIsSet = false
    private var decoder = KeyDecoder()
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)

    /// A larger window stays blank beyond this: a screen of any size that a window may claim would take gigabytes.
    public static let largest = Size(columns: 1000, rows: 500)

    /// The screen is not touched before `claim()`.
    ///
    /// - Parameters:
    ///   - colours: what a person has chosen in place of the palette's own.
    ///   - environment: read for TERM, NO_COLOR, COLORFGBG and ESCDELAY (milliseconds).
    public init(
        theme: ThemeChoice = .auto, colours: [Role: Colour] = [:], mouse: Bool = true,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws(TerminalError) {
        guard ct_is_terminal() == 1 else { throw .notATerminal }
        terminalType = environment["TERM"] ?? ""
        if terminalType == "dumb" { throw .dumbTerminal }
        isConsole = ["linux", "vt100", "vt102", "vt220", "ansi", "cons25"].contains(terminalType)
        allowsColour = (environment["NO_COLOR"] ?? "").isEmpty
        wantsMouse = mouse
        expectedBackground = Background(colorFgBg: environment["COLORFGBG"]) ?? (isConsole ? .dark : .unknown)
        let delay = environment["ESCDELAY"].flatMap { Int64($0) } ?? -1
        escapeDelay = (0...60_000).contains(delay) ? delay : KeyDecoder.standardEscapeDelay
        self.theme = theme
        self.colours = colours
        size = Self.kernelSize() ?? Size(columns: 80, rows: 24)
    }

    private static func kernelSize() -> Size? {
        var columns: Int32 = 0
        var rows: Int32 = 0
        guard ct_kernel_size(&columns, &rows) == 1 else { return nil }
        return Size(columns: min(Int(columns), largest.columns), rows: min(Int(rows), largest.rows))
    }

    public func claim() throws(TerminalError) {
        if isClaimed { return }
        if isStarted { ct_resume() } else { try start() }
        isClaimed = true
        shown = nil
        ct_enter_modes(wantsMouse && !isConsole ? 1 : 0)
        _ = checkSize()
        // The terminal may be another one by now.
        askBackground()
        ct_forget()
    }

    private func start() throws(TerminalError) {
        let types = [terminalType, "xterm-256color", "xterm", "vt100"]
        let (columns, rows) = (Int32(size.columns), Int32(size.rows))
        guard let found = types.first(where: { !$0.isEmpty && ct_start($0, columns, rows) == 1 }) else {
            throw .unusable(terminalType)
        }
        if found != terminalType {
            let name = terminalType.isEmpty ? "TERM is not set" : "The terminal type \"\(SafeText.clean(terminalType))\" is unknown here"
            notices.append("\(name); using \(found) instead. If the screen looks wrong, install its terminal description.")
        }
        isStarted = true
        cornerWorks = ct_corner_works() == 1 || isConsole
        decoder = KeyDecoder(keys: KeyTable(terminfo: Self.sequence), escapeDelay: escapeDelay)
        choosePalette()
    }

    /// The bytes of a key by its name in terminfo.
    private static func sequence(_ name: String) -> [UInt8]? {
        guard let text = ct_key_sequence(name) else { return nil }
        return UnsafeBufferPointer(start: text, count: strlen(text)).map { UInt8(bitPattern: $0) }
    }

    // MARK: Colours

    @discardableResult
    public func setTheme(_ theme: ThemeChoice) -> Bool {
        self.theme = theme
        if isClaimed { askBackground() }
        choosePalette()
        return theme == .mono || painter.palette.depth != .mono
    }

    /// Nobody waits for the answer: it changes the colours whenever it comes.
    private func askBackground() {
        if theme == .auto, !isConsole, allowsColour, ct_colours() > 0 { ct_ask_background() }
    }

    private func choosePalette() {
        let background: Background =
            switch theme {
            case .dark, .mono: .dark
            case .light: .light
            case .auto: decoder.background ?? expectedBackground
            }
        let count = theme == .mono || !allowsColour || !isStarted ? 0 : Int(ct_colours())
        let palette = Palette(background: background, colours: count, chosen: colours)
        guard palette != painter.palette else { return }
        painter.palette = palette
        redrawAll()
    }

    public func restore() {
        guard isClaimed else { return }
        isClaimed = false
        ct_leave_modes()
        ct_leave()
        shown = nil
    }

    public var canStop: Bool { ct_can_stop() == 1 }

    public func stop(_ line: String) {
        let text = line.isEmpty ? "" : SafeText.clean(line) + "\r\n"
        Self.write(text)
        ct_stop()
    }

    public func readEvents() -> [InputEvent] {
        guard isClaimed else { return [] }
        // Not without end: whoever sends without a pause is shown what came of it, too.
        for _ in 0..<64 {
            let count = ct_read(&buffer, Int32(buffer.count))
            if count == 0 { break }
            decoder.feed(Array(buffer.prefix(Int(count))), at: ct_milliseconds())
        }
        decoder.settle(at: ct_milliseconds())
        choosePalette()
        return decoder.drain()
    }

    public var nextReading: Int? {
        decoder.deadline.map { max(0, Int($0 - ct_milliseconds())) }
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
                    painter.put(.blank(.plain), x, y)
                } else if x + cell.width > columns {
                    painter.put(.blank(cell.style), x, y)
                } else {
                    painter.put(cell, x, y)
                }
            }
        }
        let cursor = grid.cursor.flatMap { $0.x >= 0 && $0.x < columns && $0.y >= 0 && $0.y < rows ? $0 : nil }
        if !isConsole { ct_synchronize(1) }
        ct_flush(Int32(cursor?.x ?? -1), Int32(cursor?.y ?? -1))
        if !cornerWorks { drawCorner(of: grid) }
        if !isConsole { ct_synchronize(0) }
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
            send(EscapeSequences.place(fits ? cell : .blank(cell.style), x: x, y: y, look: painter.palette.look(cell.style)))
        }
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
        Self.write(sequence)
    }

    private static func write(_ text: String) {
        let bytes = Array(text.utf8)
        bytes.withUnsafeBytes {
            ct_write($0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count))
        }
    }
}
