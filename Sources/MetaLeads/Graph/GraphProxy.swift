import Foundation

/// The proxy through which the Graph API is asked, where the environment names one as other programs take it: `HTTPS_PROXY` with
/// exceptions in `NO_PROXY`, in capitals or small letters (curl: environment variables).
public struct GraphProxy: Hashable, Sendable {
    public let host: String
    public let port: Int
    let user: String?
    let password: String?

    /// The proxy for an address; nil: it is asked directly. This machine's own addresses always are. Throws `GraphAddressError` for a
    /// proxy that cannot be understood: asking past it would not be what was wanted.
    public init?(_ environment: [String: String], for baseURL: String) throws(GraphAddressError) {
        func variable(_ name: String) -> String? {
            [name.lowercased(), name].compactMap { environment[$0] }.first { !$0.isEmpty }
        }
        guard let target = URLComponents(string: baseURL), target.scheme?.lowercased() == "https", let host = target.host?.lowercased(),
            let text = variable("HTTPS_PROXY"), !Self.isExcepted(host, by: variable("NO_PROXY") ?? "")
        else { return nil }
        let parts = URLComponents(string: text.contains("://") ? text : "http://\(text)")
        guard let parts, parts.scheme?.lowercased() == "http", let name = parts.host, !name.isEmpty else {
            // The text is not repeated: it may hold a password.
            throw GraphAddressError(
                description: "HTTPS_PROXY must look like http://proxy.example.com:3128, for the Graph API is asked through it.")
        }
        self.init(host: name, port: parts.port ?? 3128, user: parts.user, password: parts.password)
    }

    private init(host: String, port: Int, user: String?, password: String?) {
        self.host = host
        self.port = port
        self.user = user
        self.password = password
    }

    /// `example.com` and `.example.com` stand for the name and all below it, `*` for every name.
    private static func isExcepted(_ host: String, by list: String) -> Bool {
        list.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map { $0.lowercased() }.contains { entry in
            if entry == "*" { return true }
            let name = entry.trimming { $0 == "." }
            return !name.isEmpty && (host == name || host.hasSuffix("." + name))
        }
    }
}
