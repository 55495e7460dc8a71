import Foundation

/// Ends a process while SQLite carries its log over into the database's file: nothing else writes that file.
enum CheckpointWatch {
    /// Looks at the file until it is written to, and kills the process in that moment; else after `milliseconds`. True when it was
    /// written to. On a thread of its own, since the moment is short.
    static func kill(_ process: Int32, writing file: String, within milliseconds: Int) async -> Bool {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                let end = ContinuousClock.now + .milliseconds(milliseconds)
                let before = changed(file)
                var isWritten = false
                while !isWritten, ContinuousClock.now < end {
                    usleep(100)
                    isWritten = changed(file) != before
                }
                Foundation.kill(process, SIGKILL)
                continuation.resume(returning: isWritten)
            }
        }
    }

    /// Nanoseconds; 0 when there is no such file.
    private static func changed(_ file: String) -> Int {
        var facts = stat()
        guard stat(file, &facts) == 0 else { return 0 }
        #if os(Linux)
            return facts.st_mtim.tv_sec * 1_000_000_000 + facts.st_mtim.tv_nsec
        #else
            return facts.st_mtimespec.tv_sec * 1_000_000_000 + facts.st_mtimespec.tv_nsec
        #endif
    }
}
