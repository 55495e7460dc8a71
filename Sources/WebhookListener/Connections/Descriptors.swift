import Foundation

/// The number of files, connections among them, that the system lets this process have open.
enum Descriptors {
    /// More than the listener ever needs.
    private static let enough: rlim_t = 4096
    /// Where more are allowed, only so many are looked at.
    private static let mostCounted: rlim_t = 16_384

    /// The limit, after it was raised as far as the system lets it be.
    static func raisedLimit() -> Int {
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0 else { return Int(enough) }
        let wanted = min(limit.rlim_max, enough)
        if limit.rlim_cur < wanted {
            var raised = limit
            raised.rlim_cur = wanted
            if setrlimit(resource, &raised) == 0 { return Int(wanted) }
        }
        return Int(min(limit.rlim_cur, mostCounted))
    }

    static func open(below limit: Int) -> Int {
        (0..<Int32(limit)).count { fcntl($0, F_GETFD) != -1 }
    }

    /// The number of connections that there is room for: the store, the log and the questions to Meta need files too.
    static func places(limit: Int, open: Int) -> Int {
        let free = max(0, limit - open)
        return max(free / 2, free - reserve)
    }

    private static let reserve = 48

    #if canImport(Glibc)
        private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
    #else
        private static let resource = RLIMIT_NOFILE
    #endif
}
