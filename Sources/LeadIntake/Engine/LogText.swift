import CRM

/// The words that an error may have in the log.
public enum LogText {
    /// The sentence of our own errors; of any other the kind alone, for its description may quote what was to be written, a lead's
    /// answers among it.
    public static func of(_ error: any Error) -> String {
        (error as? StoreError)?.message ?? "\(type(of: error))"
    }
}
