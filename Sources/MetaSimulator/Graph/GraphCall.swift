import Foundation

/// A request to the Graph side, taken apart.
struct GraphCall: Sendable {
    let method: String
    /// The `Host` of the request, with its port.
    let host: String
    /// Such as `v25.0`; nil when the path has none.
    let version: String?
    /// The rest of the path: an object, perhaps an edge.
    let path: [String]
    let query: [String: String]
    /// Of the `Authorization` header or of `access_token`.
    let token: String?

    /// `target` is the path with its query; `form` a body of `application/x-www-form-urlencoded`.
    init(method: String, host: String, target: String, authorization: String?, form: String = "") {
        self.method = method
        self.host = host
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        var path = parts[0].split(separator: "/").map { Self.decoded($0, plusIsSpace: false) }
        if let first = path.first, first.wholeMatch(of: /v[0-9]+\.[0-9]+/) != nil {
            version = path.removeFirst()
        } else {
            version = nil
        }
        self.path = path
        var query: [String: String] = [:]
        for text in [parts.count > 1 ? parts[1] : "", Substring(form)] {
            for pair in text.split(separator: "&") {
                let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
                query[Self.decoded(sides[0], plusIsSpace: true)] =
                    sides.count > 1 ? Self.decoded(sides[1], plusIsSpace: true) : ""
            }
        }
        self.query = query
        let words = (authorization ?? "").split(separator: " ", maxSplits: 1)
        if words.count == 2, words[0].lowercased() == "bearer" || words[0].lowercased() == "oauth" {
            token = String(words[1])
        } else {
            token = query["access_token"]
        }
    }

    /// The fields asked for, without what is inside braces or modifiers; nil when none are named.
    var fields: [String]? {
        guard let text = query["fields"], !text.isEmpty else { return nil }
        var names = [""]
        var depth = 0
        for character in text {
            switch character {
            case "{", "(": depth += 1
            case "}", ")": depth -= 1
            case "," where depth == 0: names.append("")
            default: if depth == 0 { names[names.count - 1].append(character) }
            }
        }
        return names.map { String($0.prefix { $0 != "." }) }.filter { !$0.isEmpty }
    }

    /// The address of the next page. Like Meta's it holds the token, which a client must not keep or print.
    func next(after cursor: String, limit: Int) -> String {
        var parts = URLComponents()
        parts.path = "/" + ([version].compactMap(\.self) + path).joined(separator: "/")
        parts.queryItems = [
            URLQueryItem(name: "access_token", value: token), URLQueryItem(name: "limit", value: String(limit)),
            URLQueryItem(name: "after", value: cursor),
        ]
        for name in ["fields", "filtering"] {
            if let value = query[name] { parts.queryItems?.append(URLQueryItem(name: name, value: value)) }
        }
        return "http://\(host)\(parts.percentEncodedPath)?\(parts.percentEncodedQuery ?? "")"
    }

    private static func decoded(_ text: Substring, plusIsSpace: Bool) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16),
                rest.count >= 2
            {
                bytes.append(value)
                rest.removeFirst(2)
            } else {
                bytes.append(byte == UInt8(ascii: "+") && plusIsSpace ? 0x20 : byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
