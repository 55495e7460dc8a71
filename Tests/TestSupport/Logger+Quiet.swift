import Logging

extension Logger {
    /// Says nothing that a test provokes on purpose.
    public static var quiet: Logger {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return logger
    }
}
