import CRM
import Foundation
import Logging

/// Log lines to a ``LogFile``: `2026-11-23T14:32:07.123Z warning intake: the sentence key=value`.
struct FileLogHandler: LogHandler {
    let label: String
    let file: LogFile
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?

    init(label: String, file: LogFile, level: Logger.Level) {
        self.label = label
        self.file = file
        logLevel = level
    }

    func log(event: LogEvent) {
        var all = metadata
        if let provided = metadataProvider?.get() { all.merge(provided) { _, new in new } }
        if let own = event.metadata { all.merge(own) { _, new in new } }
        let pairs = all.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let reason = event.error.map { " (\($0))" } ?? ""
        // A logged text may quote a text from outside: it stays one line, and harmless to a terminal that shows the file.
        let line = PlainLine.of("\(event.level.rawValue) \(label): \(event.message)\(reason)\(pairs)")
        file.write("\(InstantText.of(Date())) \(line)\n")
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }
}
