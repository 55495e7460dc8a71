/// Turns the bytes that a terminal sends into events. Pure: it is fed bytes with the time at which they were read, and told when time
/// has passed without any. However a network cuts the bytes, the events are the same.
public struct KeyDecoder: Sendable {
    /// The milliseconds for which keys that a person may have typed (Esc, or Esc and one key more) wait for the rest of a sequence.
    /// Slow lines keep the pieces of one key apart for up to 200.
    public static let standardEscapeDelay: Int64 = 300
    /// So long waits what only a terminal sends, and a part of a character.
    static let sequenceDelay: Int64 = 2000
    /// A key so many milliseconds after Esc was not sent together with it, as Alt sends them.
    static let altDelay: Int64 = 30
    /// Two presses within this many milliseconds on one cell are a double click.
    static let doubleClickTime: Int64 = 400

    private let keys: KeyTable
    private let escapeDelay: Int64
    /// The bytes that may become a sequence, or a character of several bytes.
    private var pending: [UInt8] = []
    private var paste: PasteReader?
    private var remains: PasteRemains?
    private var lastByte: Int64 = 0
    private var lastPress: (x: Int, y: Int, time: Int64)?
    private var lastDrag: Point?
    private var events: [InputEvent] = []

    /// The background that the terminal named last when it was asked.
    public private(set) var background: Background?

    /// - Parameters:
    ///   - keys: what the terminal's keys send.
    ///   - escapeDelay: milliseconds after which an Esc that nothing followed is the key.
    public init(keys: KeyTable = .standard, escapeDelay: Int64 = standardEscapeDelay) {
        self.keys = keys
        self.escapeDelay = escapeDelay
    }

    /// When `settle` has something to decide, if no byte comes before; nil while nothing waits.
    public var deadline: Int64? {
        if let paste { return paste.deadline }
        return pending.isEmpty ? nil : lastByte + (mayBeTyped ? escapeDelay : max(escapeDelay, Self.sequenceDelay))
    }

    /// Whether what waits may be keys of a person, and not a part of one.
    private var mayBeTyped: Bool {
        guard pending.first == 0x1B else { return false }
        return pending.count <= 2 || pending[1] == UInt8(ascii: "O") || (pending[1] == 0x1B && pending.count == 3)
    }

    /// Takes what was read at a time, in milliseconds of a clock that never goes back.
    public mutating func feed(_ read: [UInt8], at now: Int64) {
        var bytes = read[...]
        if paste == nil, remains?.clear(&bytes, at: now, keys: keys) == false { remains = nil }
        for byte in bytes {
            if paste != nil {
                takePasted(byte, at: now)
            } else {
                if pending == [0x1B], now - lastByte > Self.altDelay, !"[O]P".utf8.contains(byte) { scan(isOver: true, at: now) }
                pending.append(byte)
                scan(isOver: false, at: now)
            }
            lastByte = now
        }
    }

    /// No byte came until now.
    public mutating func settle(at now: Int64) {
        guard let deadline, deadline <= now else { return }
        switch paste?.settle() {
        case .stalled: events.append(.pasteStalled)
        case .dropped:
            paste = nil
            remains = PasteRemains(at: now)
            events.append(.pasteDropped)
        case .ended, nil: scan(isOver: true, at: now)
        }
    }

    /// Gives what was decoded since the last call.
    public mutating func drain() -> [InputEvent] {
        defer { events = [] }
        return events
    }

    private mutating func takePasted(_ byte: UInt8, at now: Int64) {
        guard case .ended(let text) = paste?.take(byte, at: now) else { return }
        paste = nil
        if !text.isEmpty { events.append(.paste(text)) }
    }

    /// Takes whole pieces off what waits; `isOver`: all of it.
    private mutating func scan(isOver: Bool, at now: Int64) {
        let scanner = KeyScanner(keys: keys, isOver: isOver)
        while !pending.isEmpty, let (piece, count) = scanner.first(in: pending[...]) {
            pending.removeFirst(count)
            switch piece {
            case .key(let stroke): events.append(.key(stroke))
            case .mouse(let report): take(report, at: now)
            case .focus(let isHere): events.append(.focus(isHere))
            case .background(let background): self.background = background
            case .pasteBegins: paste = PasteReader(at: now)
            case .nothing: break
            }
        }
    }

    /// A second press on the cell of the first, soon enough, is a double click; a drag that stays on its cell says
    /// nothing new.
    private mutating func take(_ report: MouseReport, at now: Int64) {
        guard var event = report.event else { return }
        switch event.kind {
        case .press:
            if let last = lastPress, last.x == event.x, last.y == event.y, now - last.time <= Self.doubleClickTime {
                event.kind = .doubleClick
                lastPress = nil
            } else {
                lastPress = (event.x, event.y, now)
            }
            lastDrag = event.point
        case .drag:
            if lastDrag == event.point { return }
            lastDrag = event.point
        default:
            break
        }
        events.append(.mouse(event))
    }
}
