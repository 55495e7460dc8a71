import Foundation

/// A file that is whole or not there: written beside its place under another name, and renamed at the end.
struct OutputFile {
    /// Writes what `body` gives to `path`, private to the user. When `body` throws, the old file stays.
    static func write(_ path: String, _ body: (inout Output) throws -> Void) throws {
        let temporary = "\(path).\(getpid()).part"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw PlainError("\(path) cannot be written (\(SystemError.reason())). Name another file with --output.")
        }
        do {
            var output = Output(descriptor, name: path)
            try body(&output)
            try output.flush()
            guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
                throw PlainError("\(path) cannot be written (\(SystemError.reason())). Name another file with --output.")
            }
            close(descriptor)
        } catch {
            close(descriptor)
            unlink(temporary)
            throw error
        }
    }
}
