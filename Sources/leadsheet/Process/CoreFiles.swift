import Foundation

/// A core file would hold the opened tokens.
enum CoreFiles {
    /// Lets the system write none of this process, however it crashes.
    static func forbid() {
        #if os(Linux)
            // Where the system hands cores to a program, Linux does so whatever the limit is, unless it is 1; as a file's size, 1 byte is none.
            // Under a hard limit of 0 that cannot be had, and 0 stays.
            var none = rlimit(rlim_cur: 1, rlim_max: 1)
            setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        #else
            var none = rlimit(rlim_cur: 0, rlim_max: 0)
            setrlimit(RLIMIT_CORE, &none)
        #endif
    }
}
