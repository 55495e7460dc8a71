import CRM
import Foundation
import Logging

/// Where the lines of the log go.
enum LogPlace: Sendable {
    /// With the time before each: `2026-11-23T14:32:07.123Z warning intake: …`.
    case file(LogFile)
    /// systemd's journal, behind standard error. It notes the time itself, and takes the priority from the beginning of the line.
    case journal

    /// Writes a line without its line feed.
    func write(_ line: String, _ level: Logger.Level) {
        switch self {
        case .file(let file): file.write("\(InstantText.of(Date())) \(line)\n")
        case .journal: StandardError.write("\(Journal.prefix(level))\(line)\n")
        }
    }
}

/// The journal of systemd.
enum Journal {
    /// Whether a stream leads there: systemd says which file it has made for that (systemd.exec(5), `JOURNAL_STREAM`).
    static func isBehind(_ descriptor: Int32, environment: [String: String] = ProcessInfo.processInfo.environment) -> Bool {
        var status = stat()
        guard let stream = environment["JOURNAL_STREAM"], fstat(descriptor, &status) == 0 else { return false }
        return stream == "\(status.st_dev):\(status.st_ino)"
    }

    /// The beginning of a line that says its priority (sd-daemon(3)).
    static func prefix(_ level: Logger.Level) -> String {
        let priority =
            switch level {
            case .critical: 2
            case .error: 3
            case .warning: 4
            case .notice: 5
            case .info: 6
            case .debug, .trace: 7
            }
        return "<\(priority)>"
    }
}
