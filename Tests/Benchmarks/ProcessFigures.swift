import Foundation

/// What the system has counted of this process.
struct ProcessFigures: Codable, Sendable {
    /// Seconds of processor time of all threads.
    var processorTime: Double
    /// How often a thread went to sleep by itself, and so was woken.
    var wakeUps: Int

    static var now: ProcessFigures {
        var usage = rusage()
        #if os(Linux)
            getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        #else
            getrusage(RUSAGE_SELF, &usage)
        #endif
        func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
        return ProcessFigures(processorTime: seconds(usage.ru_utime) + seconds(usage.ru_stime), wakeUps: Int(usage.ru_nvcsw))
    }

    /// Bytes of memory that are resident now (`VmRSS`), nil where the system has no `/proc`.
    static var residentMemory: Double? { status("VmRSS:") }
    /// The most that ever were.
    static var peakMemory: Double? { status("VmHWM:") }

    private static func status(_ key: String) -> Double? {
        guard let text = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8) else { return nil }
        let line = text.split(separator: "\n").first { $0.hasPrefix(key) }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }.map { $0 * 1024 }
    }
}
