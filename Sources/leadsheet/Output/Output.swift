import Base
import CRM
import Foundation

/// Text or bytes to standard output or a file, in large pieces.
struct Output: ~Copyable {
    /// Nobody reads the pipe any more.
    struct Closed: Error {}

    private let descriptor: Int32
    private let name: String
    /// True when a person reads it on a terminal, whichever way it was named.
    private let goesToTerminal: Bool
    private var waiting: [UInt8] = []

    /// Takes an open descriptor, and its name for error sentences.
    init(_ descriptor: Int32, name: String) {
        self.descriptor = descriptor
        self.name = name
        goesToTerminal = isatty(descriptor) == 1
    }

    static var standard: Output { Output(STDOUT_FILENO, name: "standard output") }

    /// True when a person reads standard output on a terminal.
    static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// The cells of a line of the terminal that standard output goes to; nil when it goes elsewhere or no width is known.
    static var columns: Int? {
        var size = winsize()
        guard isTerminal, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return nil }
        return Int(size.ws_col)
    }

    /// Text in whole lines, made safe for a terminal when it goes to one.
    mutating func write(_ text: String) throws { try write((goesToTerminal ? PlainLine.lines(text) : text).utf8) }

    /// Bytes as they are.
    mutating func write(_ bytes: some Sequence<UInt8>) throws {
        waiting.append(contentsOf: bytes)
        if waiting.count >= 65_536 { try flush() }
    }

    /// Writes what waits. Throws ``Closed`` when the reader has gone, otherwise a sentence.
    mutating func flush() throws {
        defer { waiting.removeAll(keepingCapacity: true) }
        try waiting.withUnsafeBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let count = Foundation.write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
                if count >= 0 {
                    rest = rest.dropFirst(count)
                } else if errno == EPIPE {
                    throw Closed()
                } else if errno == EBADF {
                    throw PlainError("Nothing can be written to \(name), for it is closed. Name a file, a pipe or /dev/null for it.")
                } else if errno != EINTR {
                    throw PlainError("Writing to \(name) failed (\(SystemError.reason())).")
                }
            }
        }
    }

    /// Prints text with a line feed at once.
    static func line(_ text: String) throws { try self.text(text + "\n") }

    /// Prints text at once.
    static func text(_ text: String) throws {
        var output = standard
        try output.write(text)
        try output.flush()
    }

    /// Says something aside, on standard error.
    static func note(_ sentence: String) { StandardError.write("leadsheet: \(PlainLine.of(sentence))\n") }
}
