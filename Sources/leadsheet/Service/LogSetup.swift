import Foundation
import Logging

/// Sends swift-log to the log file, for the commands that run for long. Called once a process.
enum LogSetup {
    /// Opens the log of the settings, says there which Leadsheet starts, and gives it.
    static func start(_ settings: Settings) throws(PlainError) -> LogFile {
        try settings.folders.create()
        let file = try LogFile(path: settings.folders.logFile)
        let level = settings.logLevel
        LoggingSystem.bootstrap { label in FileLogHandler(label: label, file: file, level: level) }
        Logger(label: "leadsheet").notice("Leadsheet \(Version.number) started, process \(getpid()).")
        return file
    }
}
