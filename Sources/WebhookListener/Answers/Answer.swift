import HTTPTypes
import NIOCore

/// A response, made once where it never changes.
struct Answer: Sendable {
    var head: HTTPResponse
    var body: ByteBuffer

    init(_ status: HTTPResponse.Status, _ body: ByteBuffer, type: String = "text/plain; charset=utf-8", allow: String? = nil) {
        var fields = HTTPFields()
        fields[.contentType] = type
        fields[.contentLength] = String(body.readableBytes)
        fields[.xContentTypeOptions] = "nosniff"
        if let allow { fields[.allow] = allow }
        head = HTTPResponse(status: status, headerFields: fields)
        self.body = body
    }

    init(_ status: HTTPResponse.Status, _ text: String, type: String = "text/plain; charset=utf-8", allow: String? = nil) {
        self.init(status, ByteBuffer(string: text), type: type, allow: allow)
    }

    static let received = Answer(.ok, "EVENT_RECEIVED")
    static let forbidden = Answer(.forbidden, "Forbidden\n")
    static let malformed = Answer(.badRequest, "Not a Meta webhook\n")
    static let tooLarge = Answer(.contentTooLarge, "Body too large\n")
    static let unavailable = Answer(.serviceUnavailable, "The journal cannot be written: send it again later\n")
    static let overloaded = Answer(.serviceUnavailable, "Too much at once: send it again later\n")
    static let notFound = Answer(.notFound, "Not found\n")
    static func wrongMethod(allow: String) -> Answer { Answer(.methodNotAllowed, "Method not allowed\n", allow: allow) }
}
