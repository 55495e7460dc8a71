import Logging

/// Sends swift-log to the log file, for the commands that run for long. Called once a process.
enum LogSetup {
    /// Opens the log of the settings and gives it.
    static func start(_ settings: Settings) throws(PlainError) -> LogFile {
        try settings.folders.create()
        let file = try LogFile(path: settings.folders.logFile)
        let level = settings.logLevel
        LoggingSystem.bootstrap { label in FileLogHandler(label: label, file: file, level: level) }
        return file
    }
}
