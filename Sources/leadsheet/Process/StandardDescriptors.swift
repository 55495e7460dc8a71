import Foundation

/// The descriptors 0, 1 and 2, which some starters leave closed (`leadsheet serve >&-`).
enum StandardDescriptors {
    /// Opens what is closed onto /dev/null. The next file to be opened would otherwise get its number, and what is meant for people would
    /// be written into it.
    static func open() {
        for number in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(number, F_GETFD) == -1 {
            // The lowest free number is given, which is this one.
            _ = Foundation.open("/dev/null", O_RDWR)
        }
    }
}
