/// Gives the bytes of a file as UTF-8: UTF-16 of either order, with or without a byte order mark, is brought into it; all else passes.
public final class UTF8Source {
    private enum Order { case little, big }

    private let source: () throws -> [UInt8]
    private var isBegun = false
    /// Nil: the bytes pass as they are.
    private var order: Order?
    /// The bytes that were read and are not passed on yet: less than a whole scalar, or the beginning of the file.
    private var waiting: [UInt8] = []

    /// - Parameter source: gives the next bytes of the file, as many as it likes; none at the end.
    public init(_ source: @escaping () throws -> [UInt8]) {
        self.source = source
    }

    /// The next bytes in UTF-8; none at the end. Throws what the source throws, and ``StoreError/invalid(_:)`` at the first bytes of a file
    /// that is no text, such as a workbook.
    public func next() throws -> [UInt8] {
        if !isBegun { try begin() }
        guard let order else {
            if waiting.isEmpty { return try source() }
            defer { waiting = [] }
            return waiting
        }
        while true {
            let piece = try source()
            waiting += piece
            let text = decode(order, isEnd: piece.isEmpty)
            if !text.isEmpty || piece.isEmpty { return text }
        }
    }

    private func begin() throws {
        isBegun = true
        // A few bytes tell, but a pipe may give them one by one.
        while waiting.count < 512, case let piece = try source(), !piece.isEmpty { waiting += piece }
        if let kind = FileKind(waiting) { throw StoreError.invalid(kind.sentence) }
        if waiting.starts(with: [0xFF, 0xFE]) {
            order = .little
            waiting.removeFirst(2)
        } else if waiting.starts(with: [0xFE, 0xFF]) {
            order = .big
            waiting.removeFirst(2)
        } else {
            // Names of columns, line ends and digits are ASCII: every other byte of theirs is zero.
            let head = waiting.prefix(4096)
            let zeros = head.indices.filter { head[$0] == 0 }
            let odd = zeros.count { $0 % 2 == 1 }
            if FileKind.isBinary(head) { throw StoreError.invalid(FileKind.binary.sentence) }
            guard zeros.count * 10 >= head.count else { return }
            if odd > 4 * (zeros.count - odd) { order = .little } else if 4 * odd < zeros.count - odd { order = .big }
            if order == nil, !zeros.isEmpty { throw StoreError.invalid(FileKind.binary.sentence) }
        }
    }

    /// Decodes the whole scalars of `waiting`, which keeps the rest.
    private func decode(_ order: Order, isEnd: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(waiting.count / 2)
        for index in stride(from: 0, to: waiting.count - 1, by: 2) {
            let (first, second) = (UInt16(waiting[index]), UInt16(waiting[index + 1]))
            units.append(order == .little ? second << 8 | first : first << 8 | second)
        }
        var kept = waiting.count % 2
        if !isEnd, let last = units.last, UTF16.isLeadSurrogate(last) {
            units.removeLast()
            kept += 2
        }
        waiting = isEnd ? [] : Array(waiting.suffix(kept))
        var text: [UInt8] = []
        text.reserveCapacity(units.count * 2)
        _ = transcode(units.makeIterator(), from: UTF16.self, to: UTF8.self, stoppingOnError: false) { text.append($0) }
        return text
    }
}
