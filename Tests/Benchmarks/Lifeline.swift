import Foundation

/// Ties a child process to the one that made it: standard input of the child is a pipe whose other end the parent keeps open. The
/// signals of a terminal do not reach such a child, so this ends it when the parent is gone, however that came.
enum Lifeline {
    /// In the child.
    static func hold() {
        let line = dup(STDIN_FILENO)
        Thread.detachNewThread {
            var byte: UInt8 = 0
            while read(line, &byte, 1) > 0 {}
            exit(1)
        }
    }

    /// In the parent, before the child runs. Gives what is to be kept until the child has ended, and closed to end it.
    static func attach(to child: Process) -> FileHandle {
        let pipe = Pipe()
        child.standardInput = pipe
        let end = pipe.fileHandleForWriting
        _ = fcntl(end.fileDescriptor, F_SETFD, FD_CLOEXEC)
        return end
    }
}
