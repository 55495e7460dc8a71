import Base
import CRM
import Foundation

/// A file, or standard input, that is read piece by piece. A file that another program writes meanwhile is neither the old one nor the new, so
/// it is not read on.
final class InputFile {
    /// For error sentences.
    let name: String
    /// Bytes that were read so far.
    private(set) var count = 0
    /// As it was opened; nil for standard input, and for a pipe, which changes as it is written.
    let state: FileState?
    private let descriptor: Int32
    private static let piece = 65_536

    /// Opens the file at `path`; "-" is standard input. Throws a sentence.
    init(_ path: String) throws(PlainError) {
        name = path == "-" ? "standard input" : path
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PlainError("\(name) cannot be read (\(SystemError.reason())). Name another file.") }
        state = path == "-" ? nil : FileState(of: descriptor)
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// The next bytes; none at the end. Throws a sentence.
    func next() throws(PlainError) -> [UInt8] {
        let bytes = try piece()
        guard state == nil || state == FileState(of: descriptor) else {
            throw PlainError("\(name) was changed by another program while it was read. Import it once that program has written it.")
        }
        return bytes
    }

    /// Waits so many milliseconds at most for something to read, or the end. A plain file has it at once.
    func isReady(within milliseconds: Int32) -> Bool {
        var input = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&input, 1, milliseconds) != 0
    }

    private func piece() throws(PlainError) -> [UInt8] {
        while true {
            var code: Int32 = 0
            let bytes = [UInt8](unsafeUninitializedCapacity: InputFile.piece) { buffer, count in
                let got = read(descriptor, buffer.baseAddress, buffer.count)
                code = got < 0 ? errno : 0
                count = max(0, got)
            }
            if code == 0 {
                count += bytes.count
                return bytes
            }
            guard code == EINTR else { throw PlainError("\(name) cannot be read (\(SystemError.reason(code))).") }
        }
    }
}

extension FileState {
    /// Nil for what is no plain file.
    fileprivate init?(of descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        #if canImport(Darwin)
            let changed = status.st_mtimespec
        #else
            let changed = status.st_mtim
        #endif
        self.init(
            device: UInt64(truncatingIfNeeded: status.st_dev), inode: UInt64(status.st_ino), size: Int(status.st_size),
            changedAt: Int64(changed.tv_sec) * 1_000_000_000 + Int64(changed.tv_nsec))
    }
}
