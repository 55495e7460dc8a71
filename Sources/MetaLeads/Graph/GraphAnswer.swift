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

/// One part of a list of the Graph API (Meta: Graph API, paginated results).
public struct GraphList<Item: Sendable & Hashable>: Sendable, Hashable {
    public var items: [Item]
    /// Where the next part begins; nil at the end of the list.
    public var next: String?
    /// Elements without an id: nothing can be done with them.
    public var unreadable: Int

    public init(items: [Item], next: String? = nil, unreadable: Int = 0) {
        self.items = items
        self.next = next
        self.unreadable = unreadable
    }
}

extension GraphList {
    /// Far beyond Meta's own; a longer one would not fit into a request.
    static var longestCursor: Int { 2048 }

    /// Reads a part. The list has ended when `paging.next` is absent; the address in it is never used, for it holds the token and
    /// could lead anywhere. Throws `unreadable` when there is no `data`, or when there is more but no cursor to ask for it.
    static func parse(_ body: [UInt8], _ item: (JSONValue) -> Item?) throws(GraphFailure) -> GraphList {
        let value = try GraphAnswer.object(body)
        guard let elements = value["data"]?.elements else {
            throw GraphFailure(kind: .unreadable, message: "Meta's answer has no data, so it is no list.")
        }
        let items = elements.compactMap(item)
        var list = GraphList(items: items, unreadable: elements.count - items.count)
        if let next = value["paging"]?["next"], next != .null {
            guard let cursor = value["paging"]?["cursors"]?["after"]?.text, !cursor.isEmpty, cursor.utf8.count <= longestCursor else {
                throw GraphFailure(kind: .unreadable, message: "Meta says that the list goes on, and gives no cursor to go on with.")
            }
            list.next = cursor
        }
        return list
    }
}
