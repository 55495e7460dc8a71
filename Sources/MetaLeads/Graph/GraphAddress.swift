import Base
import Foundation

/// Where the Graph API is, and how a question becomes a request.
struct GraphAddress: Sendable {
    private let root: String
    private let userAgent: String

    /// `baseURL` is `https` with a host and perhaps a path, or `http` on this machine; `version` looks like `v25.0`; `userAgent` names the
    /// program that asks.
    init(baseURL: String, version: String, userAgent: String = "Leadsheet") throws(GraphAddressError) {
        guard let parts = URLComponents(string: baseURL), ["http", "https"].contains(parts.scheme?.lowercased()),
            let host = parts.host, !host.isEmpty, parts.user == nil, parts.password == nil, parts.query == nil,
            parts.fragment == nil
        else {
            // The text is not repeated: it may hold a password.
            throw GraphAddressError(
                description: "The Graph URL must look like https://graph.facebook.com, without user, query or fragment.")
        }
        guard parts.scheme?.lowercased() == "https" || Self.isThisMachine(host) else {
            throw GraphAddressError(
                description:
                    "The Graph URL must begin with https://, since access tokens are sent there. Only a Meta simulator on this machine may have http://, such as http://127.0.0.1:8081."
            )
        }
        guard version.wholeMatch(of: /v[0-9]{1,3}\.[0-9]{1,3}/) != nil else {
            throw GraphAddressError(description: "The Graph API version must look like v25.0.")
        }
        self.userAgent = userAgent
        root = baseURL.trimming { $0 == "/" } + "/" + version
    }

    private static func isThisMachine(_ host: String) -> Bool {
        host.lowercased() == "localhost" || host == "::1" || host == "[::1]"
            || host.wholeMatch(of: /127\.[0-9]{1,3}\.[0-9]{1,3}\.[0-9]{1,3}/) != nil
    }

    func lead(_ id: String, _ access: PageAccess, _ fields: LeadFields) throws(GraphFailure) -> GraphRequest {
        try request(id, access, [("fields", fields.names.joined(separator: ","))])
    }

    func form(_ id: String, _ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request(id, access, [("fields", "id,name,locale,status,questions")])
    }

    func page(_ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request("me", access, [("fields", "id,name")])
    }

    /// The one call whose query holds the token: Meta takes the token to be examined nowhere else.
    func debugToken(_ access: PageAccess) throws(GraphFailure) -> GraphRequest {
        try request("debug_token", access, [("input_token", access.accessToken)])
    }

    /// `edge` is one of ours, such as `leads`; `object` may come from anywhere.
    func request(
        _ object: String, edge: String? = nil, _ access: PageAccess, _ query: [(String, String)], method: String = "GET"
    ) throws(GraphFailure) -> GraphRequest {
        // Dots alone would change the path in every URL parser, encoded or not.
        guard !object.isEmpty, !object.allSatisfy({ $0 == "." }), object.utf8.count <= 256 else {
            throw GraphFailure(kind: .badRequest, message: "This is not an id that Meta could know.")
        }
        guard !access.accessToken.isEmpty, access.accessToken.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw GraphFailure(
                kind: .tokenRefused, message: "The page access token is empty or has characters that no token has.")
        }
        var query = query
        var secrets = [access.accessToken]
        if let appSecret = access.appSecret {
            let proof = AppSecretProof.of(accessToken: access.accessToken, appSecret: appSecret)
            query.append(("appsecret_proof", proof))
            secrets += [appSecret, proof]
        }
        let text = query.map { "\($0)=\(Self.encoded($1, keeping: ","))" }.joined(separator: "&")
        return GraphRequest(
            method: method, url: "\(root)/\(Self.encoded(object))\(edge.map { "/" + $0 } ?? "")?\(text)",
            headers: [
                ("Authorization", "Bearer \(access.accessToken)"), ("Accept", "application/json"),
                ("User-Agent", userAgent),
            ],
            secrets: secrets)
    }

    /// Percent-encodes all but the unreserved characters of RFC 3986.
    static func encoded(_ text: String, keeping extra: String = "") -> String {
        let kept = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~\(extra)".utf8)
        var result = ""
        for byte in text.utf8 {
            if kept.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                result += "%" + Hex.text([byte]).uppercased()
            }
        }
        return result
    }
}

/// Why a Graph URL or version cannot be used.
public struct GraphAddressError: Error, Sendable, Hashable, CustomStringConvertible {
    public let description: String
}

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
