/// A bracketed paste from its opening mark on: whatever comes is text until the closing mark, however long it takes.
struct PasteReader: Sendable {
    static let beginMark = Array("\u{1B}[200~".utf8)
    static let endMark = Array("\u{1B}[201~".utf8)
    /// A paste longer than this many bytes is cut.
    static let limit = 1 << 20
    /// After so many milliseconds without a byte a paste has stalled.
    static let stall: Int64 = 2000
    /// So long nothing may follow the Ctrl-C of a person; in a pasted text the next byte does.
    static let lonely: Int64 = 300

    enum Outcome {
        case ended(String)
        case stalled
        case dropped
    }

    private var bytes: [UInt8] = []
    /// Bytes of the closing mark that have come.
    private var matched = 0
    private var lastByte: Int64
    private var isStalled = false
    /// A Ctrl-C came after a silence, and nothing behind it so far.
    private var isLeaving = false

    init(at now: Int64) { lastByte = now }

    /// When `settle` has something to decide; nil when only bytes can change anything.
    var deadline: Int64? {
        if isLeaving { return lastByte + Self.lonely }
        return isStalled ? nil : lastByte + Self.stall
    }

    /// Takes a byte; gives the text when it was the last.
    mutating func take(_ byte: UInt8, at now: Int64) -> Outcome? {
        if isLeaving {
            isLeaving = false
            append(0x03)
        } else if byte == 0x03, now - lastByte >= Self.stall {
            isLeaving = true
            lastByte = now
            return nil
        }
        lastByte = now
        isStalled = false
        if byte == Self.endMark[matched] {
            matched += 1
            return matched == Self.endMark.count ? .ended(text) : nil
        }
        for held in Self.endMark.prefix(matched) { append(held) }
        matched = byte == Self.endMark[0] ? 1 : 0
        if matched == 0 { append(byte) }
        return nil
    }

    /// No byte came until the deadline.
    mutating func settle() -> Outcome {
        if isLeaving { return .dropped }
        isStalled = true
        return .stalled
    }

    private mutating func append(_ byte: UInt8) {
        if bytes.count < Self.limit { bytes.append(byte) }
    }

    /// Controls have no business in pasted text and could only do harm later.
    private var text: String {
        var lines = String.UnicodeScalarView()
        var afterReturn = false
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\r": lines.append("\n")
            case "\n": if !afterReturn { lines.append("\n") }
            case "\t": lines.append(scalar)
            default: lines.append(scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value) ? "\u{FFFD}" : scalar)
            }
            afterReturn = scalar == "\r"
        }
        return String(lines)
    }
}

/// The time after a paste that a person ended: its rest may still come, and must not be obeyed. A person sends a key at a time, the
/// rest of a text comes in bursts.
struct PasteRemains: Sendable {
    /// The milliseconds within which bytes that follow a burst belong to it.
    private static let quiet: Int64 = 1000
    /// After so many milliseconds the rest is not awaited any more.
    private static let patience: Int64 = 60_000

    private let began: Int64
    private var lastDropped: Int64

    init(at now: Int64) {
        began = now
        lastDropped = now
    }

    /// Takes the remains out of what was read. False when no more of them are to come.
    mutating func clear(_ bytes: inout ArraySlice<UInt8>, at now: Int64, keys: KeyTable) -> Bool {
        if now - began > Self.patience || bytes.starts(with: PasteReader.beginMark) { return false }
        if let end = Self.end(of: PasteReader.endMark, in: bytes) {
            bytes = bytes[end...]
            return false
        }
        if now - lastDropped < Self.quiet || Self.isBurst(bytes, keys) {
            lastDropped = now
            bytes = []
        }
        return true
    }

    private static func isBurst(_ bytes: ArraySlice<UInt8>, _ keys: KeyTable) -> Bool {
        guard let first = KeyScanner(keys: keys, isOver: true).first(in: bytes) else { return false }
        return first.count < bytes.count
    }

    private static func end(of mark: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        bytes.indices.first { bytes[$0...].starts(with: mark) }.map { $0 + mark.count }
    }
}
