import Base

/// The outermost layer of every answer of the Graph API.
enum GraphAnswer {
    /// The object of an answer. Throws Meta's error when it holds one (that happens with HTTP 200 too), and
    /// `unreadable` when it is no JSON object.
    static func object(_ body: [UInt8]) throws(GraphFailure) -> JSONValue {
        guard let value = try? JSONValue.parse(body), case .object(let members) = value else {
            throw GraphFailure(
                kind: .unreadable, message: "The answer is not JSON: something between here and Meta replied instead.")
        }
        if let error = members["error"], error != .null {
            throw GraphErrorClass.classify(status: 200, headers: [], body: body)
        }
        return value
    }

    /// Whether an answer is an error, whatever its HTTP status.
    static func holdsError(_ body: [UInt8]) -> Bool {
        guard let error = (try? JSONValue.parse(body))?["error"] else { return false }
        return error != .null
    }
}
