/// A terminal that keeps everything in memory, for tests.
@MainActor public final class MemoryTerminal: Terminal {
    /// Setting it is what resizing a window does: `checkSize()` tells once.
    public var size: Size {
        didSet { if size != oldValue { sizeChanged = true } }
    }
    public let inputDescriptor: Int32 = -1
    public var notices: [String] = []
    /// The error that `claim()` throws, when a test wants that.
    public var claimError: TerminalError?

    /// Whether Ctrl-Z may stop the program.
    public var canStop = true

    public private(set) var isClaimed = false
    public private(set) var frames: [Grid] = []
    public private(set) var redraws = 0
    public private(set) var bells = 0
    public private(set) var titles: [String] = []
    public private(set) var notifications: [(title: String, body: String)] = []
    /// The lines with which the program was stopped.
    public private(set) var stops: [String] = []
    public private(set) var themes: [ThemeChoice] = []
    public private(set) var copies: [String] = []
    private var waiting: [InputEvent] = []
    private var sizeChanged = false

    public init(size: Size = Size(columns: 80, rows: 24)) { self.size = size }

    /// The grid on the screen.
    public var grid: Grid? { frames.last }
    /// Its text; empty before the first frame.
    public var text: String { frames.last?.text() ?? "" }

    /// Puts events in the queue that `readEvents()` drains.
    public func send(_ events: InputEvent...) { waiting += events }

    /// Queues keys by name ("Ctrl-P", "Enter"); false, and nothing queued, when a name is none.
    @discardableResult
    public func press(_ names: String...) -> Bool {
        let strokes = names.map { KeyStroke($0) }
        guard !strokes.contains(nil) else { return false }
        waiting += strokes.compactMap { $0.map(InputEvent.key) }
        return true
    }

    /// Queues one key for each character.
    public func type(_ text: String) { waiting += text.map { .key(KeyStroke($0)) } }

    public func claim() throws(TerminalError) {
        if let claimError { throw claimError }
        isClaimed = true
    }

    public func restore() { isClaimed = false }

    public func stop(_ line: String) { stops.append(line) }

    public func readEvents() -> [InputEvent] {
        defer { waiting = [] }
        return waiting
    }

    public var nextReading: Int? { nil }

    public func setTheme(_ theme: ThemeChoice) -> Bool {
        themes.append(theme)
        return true
    }

    public func draw(_ grid: Grid) { frames.append(grid) }

    public func redrawAll() { redraws += 1 }

    public func checkSize() -> Size? {
        defer { sizeChanged = false }
        return sizeChanged ? size : nil
    }

    public func setTitle(_ title: String) { titles.append(SafeText.clean(title)) }

    public func bell() { bells += 1 }

    public func notify(title: String, body: String) {
        notifications.append((SafeText.clean(title), SafeText.clean(body)))
    }

    public func copy(_ text: String) -> Bool {
        guard EscapeSequences.copy(text) != nil else { return false }
        copies.append(text)
        return true
    }
}
