import Base
import Foundation

/// A file, or standard input, that is read piece by piece.
final class InputFile {
    /// For error sentences.
    let name: String
    /// Bytes that were read so far.
    private(set) var count = 0
    private let descriptor: Int32
    private static let piece = 65_536

    /// Opens the file at `path`; "-" is standard input. Throws a sentence.
    init(_ path: String) throws(PlainError) {
        name = path == "-" ? "standard input" : path
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw PlainError("\(name) cannot be read (\(SystemError.reason())). Name another file.") }
    }

    deinit { if descriptor != STDIN_FILENO { close(descriptor) } }

    /// The next bytes; none at the end. Throws a sentence.
    func next() throws(PlainError) -> [UInt8] {
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
