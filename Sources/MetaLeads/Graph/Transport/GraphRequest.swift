/// One question to the Graph API: where it goes and with which headers.
///
/// The token travels in a header and so stays out of URLs, which proxies and logs keep. Not printable by accident:
/// the description has neither the query nor the headers.
package struct GraphRequest: Sendable, CustomStringConvertible, CustomReflectable {
    package let method: String
    package let url: String
    package let headers: [(String, String)]
    /// Everything in it that must never be shown.
    package let secrets: [String]

    package var description: String { "\(method) \(url.prefix { $0 != "?" })" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
