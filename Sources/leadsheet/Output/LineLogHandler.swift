import CRM
import Foundation
import Logging
import Synchronization

/// The level below which nothing is logged. It may change while the program runs.
final class LogLevel: Sendable {
    private let level: Mutex<Logger.Level>

    var value: Logger.Level { level.withLock { $0 } }

    init(_ level: Logger.Level) {
        self.level = Mutex(level)
    }

    func set(_ new: Logger.Level) { level.withLock { $0 = new } }
}

/// Log lines to a ``LogPlace``: `warning intake: the sentence key=value`.
struct LineLogHandler: LogHandler {
    let label: String
    let place: LogPlace
    let level: LogLevel
    /// Nil: that of the process.
    private var ownLevel: Logger.Level?
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    var logLevel: Logger.Level {
        get { ownLevel ?? level.value }
        set { ownLevel = newValue }
    }

    init(label: String, place: LogPlace, level: LogLevel) {
        self.label = label
        self.place = place
        self.level = level
    }

    func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let own = event.metadata { all.merge(own) { _, new in new } }
        let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let reason = event.error.map { " (\($0))" } ?? ""
        // A logged text may quote a text from outside: it stays one line, and harmless to a terminal that shows the file.
        place.write(PlainLine.of("\(event.level.rawValue) \(label): \(event.message)\(reason)\(pairs)"), event.level)
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
}
