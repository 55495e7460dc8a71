import Foundation
import Logging

/// What happened in a history, line by line. A history is first run without it, for speed; the same seed gives the same lines.
///
/// `@unchecked Sendable` is safe: a history lives on one thread.
final class HistoryLog: @unchecked Sendable {
    private let isOn: Bool
    private(set) var lines: [String] = []

    init(isOn: Bool) {
        self.isOn = isOn
    }

    func add(_ scheduler: Scheduler, _ line: () -> String) {
        guard isOn else { return }
        let time = Duration.seconds(scheduler.now).formatted(
            .time(pattern: .hourMinuteSecond(padHourToLength: 3, fractionalSecondsLength: 3)))
        lines.append("\(scheduler.steps)  \(time)  \(line())")
    }

    /// Brings the product's own log into the history's.
    struct Handler: LogHandler {
        let history: History
        let life: Life
        var metadata: Logger.Metadata = [:]
        var logLevel: Logger.Level {
            get { .info }
            set {}
        }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            guard !life.isOver else { return }
            history.note("  \(event.level): \(event.message)")
        }
    }
}
