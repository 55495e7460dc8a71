import Base
import CRM
import Foundation

/// Writes to a path as people expect: into a pipe, a device or an open descriptor in place, through links, and a plain file whole or not
/// at all: beside its place under another name, and renamed at the end.
struct OutputFile {
    /// Writes what `body` gives to `path`; a new file is private to the user. When `body` throws, a plain file that was there stays.
    ///
    /// - Parameter notes: the folder for a ``DraftNote``; nil for a text so short that nothing is ever left of it.
    static func write(_ path: String, notes: String? = nil, _ body: (inout Output) throws -> Void) throws {
        guard !path.isEmpty else { throw PlainError("The name of the file to be written is empty. Name one.") }
        switch try OutputPlace(path) {
        case .descriptor(let descriptor):
            try write(to: descriptor, named: path, body)
        case .stream:
            let descriptor = open(path, O_WRONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw failure(path) }
            defer { close(descriptor) }
            try write(to: descriptor, named: path, body)
        case .file(let file):
            let note = notes.map { DraftNote(of: file, in: $0) }
            defer { withExtendedLifetime(note) {} }
            try replace(file, named: path, body)
        }
    }

    private static func write(to descriptor: Int32, named path: String, _ body: (inout Output) throws -> Void) throws {
        var output = Output(descriptor, name: path == "-" ? "standard output" : path)
        do {
            try body(&output)
            try output.flush()
        } catch is Output.Closed {
            throw PlainError("Nobody reads \(path) any more, so the rest was not written.")
        }
    }

    private static func replace(_ file: String, named path: String, _ body: (inout Output) throws -> Void) throws {
        let draft = DraftName.of(file, process: getpid())
        let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        do {
            defer { close(descriptor) }
            try write(to: descriptor, named: path, body)
            guard fsync(descriptor) == 0, rename(draft, file) == 0 else { throw failure(path) }
        } catch {
            unlink(draft)
            throw error
        }
    }

    private static func failure(_ path: String) -> PlainError {
        PlainError("\(path) cannot be written (\(SystemError.reason())). Name another file.")
    }
}
