/// Reads comma-separated values after RFC 4180, record by record, out of pieces of a file that is never in memory as a whole.
///
/// Own code, because SwiftCSV 0.10.0 takes 678 MB of memory for a file of 100 MB.
///
/// Takes what spreadsheet programs write besides: a byte order mark, records that end in LF or CR alone, and semicolons or tabs between
/// the cells, whichever the first line has most of. A quote inside a cell that does not begin with one is taken as it is.
public struct CSVReader {
    public struct Record: Hashable, Sendable {
        /// The line of the file on which the record begins, from 1.
        public var line: Int
        /// Quotes taken away, everything else as it was.
        public var cells: [String]
        /// Set for a record that cannot be read, whose cells then mean nothing. The records behind it can.
        public var fault: CSVFault?

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
    private var separator: UInt8?

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed: UInt8 = 0x0A
    private static let carriageReturn: UInt8 = 0x0D
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// - Parameter source: gives the next bytes of the file, as many as it likes; none at the end.
    public init(_ source: @escaping () throws -> [UInt8]) {
        self.source = source
    }

    private enum State { case start, bare, quoted, closed }

    /// The next record; nil at the end. An empty line is a record of one empty cell. Throws what the source throws.
    public mutating func next() throws -> Record? {
        let separator = try self.separator ?? begin()
        var record = Record(line: line, cells: [])
        var cell: [UInt8] = []
        var size = 0
        var state = State.start
        while let byte = try take() {
            size += 1
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
                state = .start
            case (_, Self.lineFeed), (_, Self.carriageReturn):
                if byte == Self.carriageReturn, try peek() == Self.lineFeed { place += 1 }
                line += 1
                record.add(cell)
                return record
            case (.start, Self.quote): state = .quoted
            default:
                if state == .closed { record.note(.textAfterQuote) }
                cell.append(byte)
                state = .bare
            }
            if size > Self.largestRecord {
                record.note(.tooLarge)
                record.cells.removeAll()
                cell.removeAll(keepingCapacity: true)
            }
        }
        guard size > 0 else { return nil }
        if state == .quoted { record.note(.unclosedQuote) }
        record.add(cell)
        return record
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
            if byte == Self.lineFeed || byte == Self.carriageReturn { break look }
            counts[byte, default: 0] += 1
        }
        if buffer.starts(with: Self.byteOrderMark) { place = Self.byteOrderMark.count }
        var found = UInt8(ascii: ",")
        for other in [UInt8(ascii: ";"), UInt8(ascii: "\t")] where counts[other, default: 0] > counts[found, default: 0] { found = other }
        separator = found
        return found
    }

    /// A line ends at LF, and at a CR that has no LF behind it.
    private mutating func endsLine(_ byte: UInt8) throws -> Bool {
        if byte == Self.lineFeed { return true }
        guard byte == Self.carriageReturn else { return false }
        return try peek() != Self.lineFeed
    }

    private mutating func take() throws -> UInt8? {
        guard let byte = try peek() else { return nil }
        place += 1
        return byte
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
    case textAfterQuote, unclosedQuote, tooLarge, notUTF8

    /// What is wrong and what to do, for people.
    public var sentence: String {
        switch self {
        case .textAfterQuote: "Text follows a closing quote. Write a quote that is part of a cell twice."
        case .unclosedQuote: "A quote is opened and never closed. Close it, or write a quote that is part of a cell twice."
        case .tooLarge: "The record is larger than 1 MB. Perhaps a quote is opened and never closed; otherwise shorten it."
        case .notUTF8: "The record is not UTF-8. Save the file as \"CSV UTF-8\" in your spreadsheet program."
        }
    }
}

extension CSVReader.Record {
    fileprivate mutating func add(_ cell: [UInt8]) {
        if fault == .tooLarge { return }
        guard let text = String(validating: cell, as: UTF8.self) else { return note(.notUTF8) }
        cells.append(text)
    }

    /// The first fault of a record is the one that is told.
    fileprivate mutating func note(_ fault: CSVFault) { self.fault = self.fault ?? fault }
}
