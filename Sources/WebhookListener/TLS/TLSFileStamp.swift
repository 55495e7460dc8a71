import Foundation

/// The facts that change when a file is written, replaced, or gets other rights. A file that is not there has a stamp too.
struct TLSFileStamp: Hashable, Sendable {
    private let numbers: [Int64]

    init(_ paths: [String]) {
        numbers = paths.flatMap(Self.numbers)
    }

    private static func numbers(of path: String) -> [Int64] {
        var status = stat()
        guard stat(path, &status) == 0 else { return [-1, Int64(errno)] }
        #if os(Linux)
            let changes = [status.st_mtim, status.st_ctim]
        #else
            let changes = [status.st_mtimespec, status.st_ctimespec]
        #endif
        return [Int64(truncatingIfNeeded: status.st_dev), Int64(truncatingIfNeeded: status.st_ino), Int64(status.st_size)]
            + changes.flatMap { [Int64($0.tv_sec), Int64($0.tv_nsec)] }
    }
}
