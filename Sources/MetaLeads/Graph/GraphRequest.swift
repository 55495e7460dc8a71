/// One question to the Graph API: where it goes and with which headers.
///
/// The token travels in a header and so stays out of URLs, which proxies and logs keep. Not printable by accident:
/// the description has neither the query nor the headers.
struct GraphRequest: Sendable, CustomStringConvertible, CustomReflectable {
    let method: String
    let url: String
    let headers: [(String, String)]
    /// Everything in it that must never be shown.
    let secrets: [String]

    var description: String { "\(method) \(url.prefix { $0 != "?" })" }
    var customMirror: Mirror { Mirror(self, children: []) }
}
