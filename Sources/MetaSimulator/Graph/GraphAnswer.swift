import Base

/// An answer of the Graph side.
struct GraphAnswer: Sendable {
    enum Content: Sendable {
        case json(JSONText)
        case text(String, type: String)
        /// The connection is closed instead.
        case none
    }

    var status: Int
    var content: Content
    var headers: [(String, String)]

    init(status: Int = 200, _ content: Content, headers: [(String, String)] = []) {
        self.status = status
        self.content = content
        self.headers = headers
    }

    static func json(_ value: JSONText) -> GraphAnswer { GraphAnswer(.json(value)) }

    var contentType: String {
        switch content {
        case .json, .none: "application/json; charset=UTF-8"
        case .text(_, let type): type
        }
    }

    var body: [UInt8] {
        switch content {
        case .json(let value): value.bytes
        case .text(let text, _): Array(text.utf8)
        case .none: []
        }
    }
}
