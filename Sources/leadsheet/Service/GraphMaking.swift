import MetaLeads

/// The Graph API of the settings, asked in this program's name.
enum GraphMaking {
    /// A client, which whoever asks for it shuts down. `timeout` is the longest wait for one answer. Throws the sentence for an unusable
    /// address or version.
    static func client(_ settings: Settings, timeout: Duration = .seconds(15)) throws(PlainError) -> GraphClient {
        do {
            return try GraphClient(
                baseURL: settings.graphURL, version: settings.graphVersion, userAgent: Version.userAgent, timeout: timeout)
        } catch {
            throw PlainError(error.description)
        }
    }
}
