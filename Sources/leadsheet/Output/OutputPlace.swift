import Foundation

/// The place that a path to write to leads to.
enum OutputPlace: Equatable {
    /// A descriptor that is open already: `-`, `/dev/stdout`, `/dev/fd/3`. Whoever opened it said where it begins.
    case descriptor(Int32)
    /// A pipe or a device: written in place, as whoever reads it expects.
    case stream
    /// A plain file, there or not, at the end of all links: put there whole.
    case file(String)

    /// Throws a sentence for a folder, and for links that lead round in a circle.
    init(_ path: String) throws(PlainError) {
        if let descriptor = OutputPlace.descriptor(named: path) {
            self = .descriptor(descriptor)
            return
        }
        var status = stat()
        guard stat(path, &status) == 0 else {
            self = .file(try OutputPlace.followed(path))
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .file(try OutputPlace.followed(path))
        case S_IFDIR: throw PlainError("\(path) is a folder. Name a file in it.")
        default: self = .stream
        }
    }

    /// Whether what is written there comes to a person's terminal. Devices alone are opened for the answer: the reader of a pipe would see its end.
    static func isTerminal(_ path: String) -> Bool {
        if let descriptor = descriptor(named: path) { return isatty(descriptor) == 1 }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else { return false }
        let device = open(path, O_WRONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC)
        guard device >= 0 else { return false }
        defer { close(device) }
        return isatty(device) == 1
    }

    /// These names would open the file behind a descriptor anew, at its beginning.
    private static func descriptor(named path: String) -> Int32? {
        switch path {
        case "-", "/dev/stdout": return STDOUT_FILENO
        case "/dev/stderr": return STDERR_FILENO
        default:
            for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) { return Int32(path.dropFirst(folder.count)) }
            return nil
        }
    }

    /// The file that a link leads to in the end, also one that is not there yet.
    static func followed(_ path: String) throws(PlainError) -> String {
        var path = path
        // As many as Linux itself follows.
        for _ in 0..<40 {
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path) else { return path }
            path = target.hasPrefix("/") ? target : folder(of: path) + target
        }
        throw PlainError("\(path) is a link that leads round in a circle. Name another file.")
    }

    /// The part before the name of the file, with its slash; empty for a bare name.
    static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    }
}
