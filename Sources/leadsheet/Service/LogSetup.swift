import Foundation
import Logging

/// Where swift-log's lines go, for the commands that run for long. Begun once a process.
enum LogSetup {
    /// That of the whole process.
    private static let level = LogLevel(.info)

    /// Opens the log of the settings, says there which Leadsheet starts, and gives it.
    static func start(_ settings: Settings) throws(PlainError) -> LogFile {
        try settings.folders.create()
        let file = try LogFile(path: settings.folders.logFile)
        begin(settings, .file(file))
        return file
    }

    /// The same for a service: into systemd's journal where standard error leads there, and else into the file.
    static func startService(_ settings: Settings) throws(PlainError) {
        guard Journal.isBehind(STDERR_FILENO) else {
            _ = try start(settings)
            return
        }
        begin(settings, .journal)
    }

    /// Changes the level of all loggers that were given none of their own.
    static func set(_ new: Logger.Level) { level.set(new) }

    private static func begin(_ settings: Settings, _ place: LogPlace) {
        level.set(settings.logLevel)
        LoggingSystem.bootstrap { label in LineLogHandler(label: label, place: place, level: level) }
        Logger(label: "leadsheet").notice("Leadsheet \(Version.number) started, process \(getpid()).")
    }
}
