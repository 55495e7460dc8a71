/// Reads comma-separated values after RFC 4180, record by record, out of pieces of a file that is never in memory as a whole.
///
/// Own code, because SwiftCSV 0.10.0 takes 678 MB of memory for a file of 100 MB.
///
/// Takes what spreadsheet programs write besides: a byte order mark, a first line `sep=;`, records that end in LF or CR alone, semicolons
/// tabs or bars between the cells, whichever the first line that is not empty has most of, and blanks before or behind a quoted cell. A quote inside a cell that
/// does not begin with one is taken as it is. A cell that is not UTF-8 is read as Windows-1252, where it can be that.
public struct CSVReader {
    public struct Record: Hashable, Sendable {
        /// The line of the file on which the record begins, from 1.
        public var line: Int
        /// Quotes taken away, everything else as it was.
        public var cells: [String]
        /// Set for a record that cannot be read, whose cells then mean nothing. The records behind it can.
        public var fault: CSVFault?
        /// Some of its cells were not UTF-8, and were read as Windows-1252.
        public var isWestern = false

        public init(line: Int, cells: [String], fault: CSVFault? = nil) {
            self.line = line
            self.cells = cells
            self.fault = fault
        }
    }

    /// A record of more bytes is a fault, and is passed over without being kept.
    public static let largestRecord = 1 << 20

    private let source: () throws -> [UInt8]
    private var buffer: [UInt8] = []
    private var place = 0
    private var isEnded = false
    private var line = 1
    /// The byte between two cells; nil until the first record was asked for.
    public private(set) var separator: UInt8?
    /// Of the record before, which is a good guess for the next one.
    private var width = 0

    /// The bytes that may stand between two cells where the file does not say it itself; the first where none of them is seen.
    static let separators = Array(",;\t|".utf8)

    private static let quote = UInt8(ascii: "\"")
    private static let space = UInt8(ascii: " ")
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// - Parameter source: gives the next bytes of the file, as many as it likes; none at the end.
    public init(_ source: @escaping () throws -> [UInt8]) {
        self.source = source
    }

    /// `after`: behind the blanks that follow a closing quote.
    private enum State { case start, bare, quoted, closed, after }

    /// The next record; nil at the end. An empty line is a record of one empty cell. Throws what the source throws.
    public mutating func next() throws -> Record? {
        let separator = try self.separator ?? begin()
        var record = Record(line: line, cells: [])
        record.cells.reserveCapacity(width)
        defer { width = record.cells.count }
        var cell: [UInt8] = []
        // Before a quoted text, and behind it: no part of the cell unless the quotes turn out to be one.
        var blanks: [UInt8] = []
        var trailing = 0
        var size = 0
        // The lines of the quote that was opened last, and of the byte that was read last.
        var (quoteLine, lastLine) = (line, line)
        var state = State.start
        while true {
            if place == buffer.count {
                buffer.removeAll(keepingCapacity: true)
                place = 0
                guard try fill() else { break }
            }
            lastLine = line
            let run = plainRun(state, separator)
            if run > 0 {
                // A run that begins a text may end in a blank, where a piece of the file does: what is behind it is text all the same.
                if state == .start, buffer[place] != Self.space { state = .bare }
                cell += buffer[place..<place + run]
                place += run
            } else {
                let byte = buffer[place]
                place += 1
                switch (state, byte) {
                case (.quoted, Self.quote): state = .closed
                case (.quoted, _):
                    cell.append(byte)
                    if try endsLine(byte) { line += 1 }
                case (.closed, Self.quote):
                    cell.append(byte)
                    state = .quoted
                case (_, separator):
                    record.add(cell)
                    cell.removeAll(keepingCapacity: true)
                    blanks.removeAll()
                    trailing = 0
                    state = .start
                case (_, Self.lineFeed), (_, Self.carriageReturn):
                    if byte == Self.carriageReturn, try peek() == Self.lineFeed { place += 1 }
                    line += 1
                    record.add(cell)
                    return record
                case (.closed, Self.space), (.after, Self.space):
                    trailing += 1
                    state = .after
                case (.start, Self.quote):
                    blanks = cell
                    cell.removeAll(keepingCapacity: true)
                    quoteLine = line
                    state = .quoted
                default:
                    if state == .closed || state == .after {
                        // Behind blanks the quotes may have been a part of the text: ` "Bob" Smith`.
                        if blanks.isEmpty { record.note(.textAfterQuote) } else { cell = Self.literal(blanks, cell, trailing) }
                    }
                    cell.append(byte)
                    state = .bare
                }
            }
            size += max(run, 1)
            if size > Self.largestRecord {
                record.note(.tooLarge)
                record.cells.removeAll()
                cell.removeAll(keepingCapacity: true)
            }
        }
        guard size > 0 else { return nil }
        record.add(cell)
        if state == .quoted {
            // The rest of the file is no cell, and is worse than any fault before it.
            record.cells.removeAll()
            record.fault = .unclosedQuote(lines: quoteLine...lastLine)
        }
        return record
    }

    /// The number of bytes from here on that are text and nothing else. Blanks at the beginning of a cell are a run of their own.
    private func plainRun(_ state: State, _ separator: UInt8) -> Int {
        buffer.withUnsafeBufferPointer { bytes in
            var end = place
            switch state {
            case .quoted:
                while end < bytes.count, bytes[end] != Self.quote, bytes[end] != Self.lineFeed, bytes[end] != Self.carriageReturn {
                    end += 1
                }
            case .closed, .after: break
            case .start where bytes[place] == Self.space && separator != Self.space:
                while end < bytes.count, bytes[end] == Self.space { end += 1 }
            case .start where bytes[place] == Self.quote: break
            case .start, .bare:
                while end < bytes.count, bytes[end] != separator, bytes[end] != Self.lineFeed, bytes[end] != Self.carriageReturn {
                    end += 1
                }
            }
            return end - place
        }
    }

    /// A quoted text as it stood in the file.
    private static func literal(_ blanks: [UInt8], _ text: [UInt8], _ trailing: Int) -> [UInt8] {
        blanks + [quote] + text.flatMap { $0 == quote ? [quote, quote] : [$0] } + [quote] + [UInt8](repeating: space, count: trailing)
    }

    /// Reads the first line, and finds out what stands between its cells.
    private mutating func begin() throws -> UInt8 {
        var counts: [UInt8: Int] = [:]
        var isQuoted = false
        var looked = 0
        look: while looked < Self.largestRecord {
            if looked == buffer.count, try !fill() { break }
            let byte = buffer[looked]
            looked += 1
            if byte == Self.quote { isQuoted.toggle() }
            if isQuoted { continue }
            if byte == Self.lineFeed || byte == Self.carriageReturn {
                if counts.keys.contains(where: { $0 != Self.space }) { break look }
                continue
            }
            counts[byte, default: 0] += 1
        }
        if buffer.starts(with: Self.byteOrderMark) { place = Self.byteOrderMark.count }
        if let named = try namedSeparator(lineEnd: looked) {
            separator = named
            return named
        }
        var found = Self.separators[0]
        for other in Self.separators where counts[other, default: 0] > counts[found, default: 0] { found = other }
        separator = found
        return found
    }

    /// `sep=;` alone on the first line, as Excel writes and takes it: it says what stands between the cells, and is no record.
    private mutating func namedSeparator(lineEnd: Int) throws -> UInt8? {
        let first = buffer[place..<min(lineEnd, buffer.count)].filter { $0 != Self.quote }
        guard first.starts(with: Array("sep=".utf8), by: { $0 | 0x20 == $1 || $0 == $1 }), (5...6).contains(first.count) else { return nil }
        let named = first[first.startIndex + 4]
        guard named != Self.lineFeed, named != Self.carriageReturn else { return nil }
        place = lineEnd
        if buffer[lineEnd - 1] == Self.carriageReturn, try peek() == Self.lineFeed { place += 1 }
        line += 1
        return named
    }

    /// A line ends at LF, and at a CR that has no LF behind it.
    private mutating func endsLine(_ byte: UInt8) throws -> Bool {
        if byte == Self.lineFeed { return true }
        guard byte == Self.carriageReturn else { return false }
        return try peek() != Self.lineFeed
    }

    private mutating func peek() throws -> UInt8? {
        if place < buffer.count { return buffer[place] }
        buffer.removeAll(keepingCapacity: true)
        place = 0
        return try fill() ? buffer[0] : nil
    }

    /// Adds the next piece to the buffer; false when there is none.
    private mutating func fill() throws -> Bool {
        if isEnded { return false }
        let piece = try source()
        isEnded = piece.isEmpty
        buffer += piece
        return !isEnded
    }
}

/// Why a record cannot be read.
public enum CSVFault: Hashable, Sendable {
    case textAfterQuote, tooLarge, unknownEncoding
    /// From the line in which the quote opens to the last of the file.
    case unclosedQuote(lines: ClosedRange<Int>)

    /// The fault and its remedy, for people.
    public var sentence: String {
        switch self {
        case .textAfterQuote: "Text follows a closing quote. Write a quote that is part of a cell twice."
        case .unclosedQuote: "A quote is opened and never closed. Close it, or write a quote that is part of a cell twice."
        case .tooLarge: "The record is larger than 1 MB. Perhaps a quote is opened and never closed; otherwise shorten it."
        case .unknownEncoding:
            "It is neither UTF-8 nor UTF-16 nor Windows-1252. Save the file as \"CSV UTF-8\" in your spreadsheet program."
        }
    }
}

extension CSVReader.Record {
    fileprivate mutating func add(_ cell: [UInt8]) {
        if fault == .tooLarge { return }
        if let text = String(validating: cell, as: UTF8.self) { return cells.append(text) }
        guard let text = Windows1252.text(cell) else {
            note(.unknownEncoding)
            // Keeps the cells behind it in their places.
            return cells.append(String(decoding: cell, as: UTF8.self))
        }
        isWestern = true
        cells.append(text)
    }

    /// The first fault of a record is the one that is told.
    fileprivate mutating func note(_ fault: CSVFault) { self.fault = self.fault ?? fault }
}
