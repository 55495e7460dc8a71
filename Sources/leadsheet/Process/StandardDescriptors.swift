import Foundation

/// The descriptors 0, 1 and 2, which some starters leave closed (`leadsheet serve >&-`).
enum StandardDescriptors {
    /// Opens what is closed onto /dev/null. The next file to be opened would otherwise get its number, and what is meant for people would
    /// be written into it. Of standard output it is opened for reading, so that what a command is to write there fails and is not lost.
    static func open() {
        for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) == -1 {
            // The lowest free number is given, which is this one.
            _ = Foundation.open("/dev/null", number == STDOUT_FILENO ? O_RDONLY : O_RDWR)
        }
    }

    /// For a service, which works without anybody who reads what it says.
    static func letOutputBeClosed() {
        guard fcntl(STDOUT_FILENO, F_GETFL) & O_ACCMODE == O_RDONLY else { return }
        let nowhere = Foundation.open("/dev/null", O_WRONLY | O_CLOEXEC)
        guard nowhere >= 0 else { return }
        dup2(nowhere, STDOUT_FILENO)
        close(nowhere)
    }
}
