import Base
import Foundation

/// A folder that is gone when the program is. One whose program was killed is removed by the next that makes a folder.
///
/// It takes no signals: Dispatch knows one handler for a signal, and the screens have it.
final class TemporaryFolder: Sendable {
    let path: String

    /// Makes a folder of mode 0700 whose name starts with `name` and the process's number.
    init(name: String) throws(PlainError) {
        let parent = FileManager.default.temporaryDirectory.path
        Self.sweep(parent, name: name)
        var template = Array("\(parent)/\(name)-\(getpid())-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw PlainError("Cannot make a folder for the demo in \(parent) (\(SystemError.reason())). Name another folder with TMPDIR.")
        }
        path = String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    deinit { remove() }

    /// Removes the folder with all that is in it. Harmless when repeated.
    func remove() {
        // Work that is still being called off may put a file into it while it is emptied.
        for _ in 0..<10 where FileManager.default.fileExists(atPath: path) {
            try? FileManager.default.removeItem(atPath: path)
        }
    }

    /// Removes folders of this user whose process is no more.
    private static func sweep(_ parent: String, name: String) {
        let entries = (try? FileManager.default.contentsOfDirectory(atPath: parent)) ?? []
        for entry in entries {
            guard let match = entry.wholeMatch(of: /(.+)-([0-9]+)-[A-Za-z0-9]{6}/), match.1 == name, let process = pid_t(match.2),
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            var status = stat()
            guard lstat("\(parent)/\(entry)", &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == getuid() else { continue }
            try? FileManager.default.removeItem(atPath: "\(parent)/\(entry)")
        }
    }
}
