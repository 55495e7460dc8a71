import Foundation
import EndToEndSupport
import TestSupport

/// A disk of a few megabytes, in memory, that can be filled to the last byte. Mounting one takes the right to.
struct SmallDisk {
    let folder: String
    private var filler: String { "\(folder)/filler" }

    /// Whether one can be made here.
    static var isAllowed: Bool { geteuid() == 0 && FileManager.default.isExecutableFile(atPath: "/bin/mount") && isMountable }

    /// Tried once: a container may take the right away from root.
    private static let isMountable: Bool = {
        let folder = FileManager.default.temporaryDirectory.appending(path: "leadsheet-mount-\(getpid())").path
        guard mkdir(folder, 0o700) == 0 else { return false }
        defer { rmdir(folder) }
        guard (try? run("/bin/mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder)) != nil else { return false }
        return (try? run("/bin/umount", folder)) != nil
    }()

    /// Mounts one at a folder that it makes, in a folder whose owner has it.
    init(at folder: String, megabytes: Int) throws {
        self.folder = folder
        var outer = stat()
        guard stat((folder as NSString).deletingLastPathComponent, &outer) == 0 else {
            throw Waiting.NotSeen(description: "There is no folder for \(folder).")
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try Self.run("/bin/mount", "-t", "tmpfs", "-o", "size=\(megabytes)m,mode=0700,uid=\(outer.st_uid)", "tmpfs", folder)
    }

    /// Writes until nothing more goes on it.
    func fill() throws {
        let descriptor = open(filler, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Waiting.NotSeen(description: "\(filler) cannot be made.") }
        defer { close(descriptor) }
        // Ever smaller pieces, so that the last page goes too.
        for size in [1 << 16, 1 << 12] {
            let bytes = [UInt8](repeating: 0, count: size)
            while write(descriptor, bytes, size) > 0 {}
        }
    }

    /// Makes room again.
    func free() { unlink(filler) }

    /// Takes it away with all that is on it, even while somebody still has a file of it open.
    func unmount() { _ = try? Self.run("/bin/umount", "-l", folder) }

    private static func run(_ path: String, _ arguments: String...) throws {
        try StartedProgram.run([path] + arguments, isQuiet: true)
    }
}
