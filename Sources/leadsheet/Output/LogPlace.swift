import CRM
import Foundation
import Logging

/// Where the lines of the log go.
enum LogPlace: Sendable {
    /// With the time before each: `2026-11-23T14:32:07.123Z warning intake: …`.
    case file(LogFile)

    /// Writes a line without its line feed.
    func write(_ line: String, _ level: Logger.Level) {
        switch self {
        case .file(let file): file.write("\(InstantText.of(Date())) \(line)\n")
        }
    }
}
