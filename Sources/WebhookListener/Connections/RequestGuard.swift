import NIOCore
import NIOHTTP1

/// Refuses requests that two readers could understand in two ways (RFC 9112, 3.2 and 6.1), and joins the crumbs of a body, so that one
/// sent byte by byte costs no more turns than one that came whole.
///
/// It stands behind the decoder, where the version and every field are still to be seen. What it refuses is answered with 400 and
/// closed, as what the decoder itself refuses is.
final class RequestGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias InboundOut = HTTPServerRequestPart
    typealias OutboundIn = Never

    /// A joined piece of a body is passed on at this size.
    private static let pieceSize = 64 << 10
    /// The most pieces in one read. When there are more, they are very small, and there is a pause before more is read.
    private static let fewPieces = 64
    private static let pause = TimeAmount.milliseconds(10)

    private let wire: WireCount
    private var piece: ByteBuffer?
    private var pieces = 0
    private var isRefused = false
    private var isPaused = false
    private var wantsRead = false

    init(_ wire: WireCount) {
        self.wire = wire
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            wire.begin()
            guard Self.isWellMade(head) else { return refuse(context) }
            context.fireChannelRead(data)
        case .body(var part):
            pieces += 1
            if piece == nil { piece = part } else { piece?.writeBuffer(&part) }
            if let piece, piece.readableBytes >= Self.pieceSize { passOn(context) }
        case .end:
            wire.begin()
            passOn(context)
            context.fireChannelRead(data)
        }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        passOn(context)
        if pieces > Self.fewPieces { rest(context) }
        pieces = 0
        context.fireChannelReadComplete()
    }

    /// More is read after a pause where crumbs came: each costs a little, and others are to have their turns between.
    func read(context: ChannelHandlerContext) {
        if isPaused { wantsRead = true } else { context.read() }
    }

    func refuse(_ context: ChannelHandlerContext) {
        isRefused = true
        piece = nil
        context.fireErrorCaught(HTTPParserError.invalidHeaderToken)
    }

    private func passOn(_ context: ChannelHandlerContext) {
        guard let piece, !isRefused else { return }
        self.piece = nil
        context.fireChannelRead(wrapInboundOut(.body(piece)))
    }

    private func rest(_ context: ChannelHandlerContext) {
        isPaused = true
        context.eventLoop.assumeIsolated().scheduleTask(in: Self.pause) {
            self.isPaused = false
            guard self.wantsRead else { return }
            self.wantsRead = false
            context.read()
        }
    }

    /// One host where there must be one, one way to find the end of the body, and an address line of visible letters.
    static func isWellMade(_ head: HTTPRequestHead) -> Bool {
        let hosts = head.headers["Host"].count
        let isNew = head.version.minor >= 1
        guard isNew ? hosts == 1 : hosts <= 1 else { return false }
        guard head.uri.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else { return false }
        let codings = head.headers["Transfer-Encoding"]
        guard !codings.isEmpty else { return true }
        return isNew && codings.count == 1 && codings[0].lowercased() == "chunked" && !head.headers.contains(name: "Content-Length")
    }
}

/// Counts the bytes of a request as they come, before they are read: what the decoder passes over, such as a chunk's extensions, is
/// bounded by this alone.
final class WireCount: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let most: Int
    private var count = 0
    private var isRefused = false

    /// `most` bounds one request, everything counted.
    init(most: Int) {
        self.most = most
    }

    func begin() { count = 0 }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isRefused else { return }
        count += unwrapInboundIn(data).readableBytes
        guard count <= most else {
            isRefused = true
            return context.close(promise: nil)
        }
        context.fireChannelRead(data)
    }
}
