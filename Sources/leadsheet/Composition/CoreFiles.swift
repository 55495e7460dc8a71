import Foundation

/// A core file would hold the opened tokens.
enum CoreFiles {
    /// Lets the system write none of this process, however it crashes.
    static func forbid() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        #if os(Linux)
        setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
        #else
        setrlimit(RLIMIT_CORE, &none)
        #endif
    }
}
