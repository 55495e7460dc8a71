import Foundation
import NIOCore
import NIOHTTPTypes

/// Closes a connection whose request takes too long to arrive, however little and often it sends, and one that sends requests
/// without taking their answers.
///
/// It looks at the bytes before they are parsed (``ByteWatch``), since a request can dawdle in its first line already, and at
/// the parsed parts, which tell where the request ends. The first request begins with the
/// connection, its TLS handshake included: who says nothing would otherwise keep a place from others for as long as an idle
/// connection may. A connection costs one timer, not one for each request.
///
/// It also keeps the connection's ``Place``, and says there whether a request is being answered.
final class RequestClock: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let timeout: TimeAmount
    private let places: Places
    private var place: Place?
    /// Requests that were read to their end and are not answered.
    private var unanswered = 0
    private var context: ChannelHandlerContext?
    /// When the connection was made, or the first byte of a later request came; nil between requests.
    private var startedAt: NIODeadline?
    /// Since when answers have piled up that the other side does not take; nil while it does.
    private var stalledAt: NIODeadline?
    private var isTimerSet = false

    init(timeout: TimeAmount, places: Places) {
        self.timeout = timeout
        self.places = places
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        // Without its place it had to give way meanwhile, and without its watch it could stay for ever.
        guard let place = places.place(of: context.channel),
            let watch = try? context.pipeline.syncOperations.handler(type: ByteWatch.self)
        else { return context.close(promise: nil) }
        self.place = place
        watch.clock = self
        startedAt = place.beganAt
        setTimer(max(.nanoseconds(0), place.beganAt + timeout - .now()))
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: begin()
        case .body: break
        case .end:
            startedAt = nil
            unanswered += 1
            if unanswered > 0 { place?.isAnswering() }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // An answer may come before its request has come to its end.
        if case .end = unwrapOutboundIn(data) {
            unanswered -= 1
            if unanswered <= 0 { place?.isIdle(since: .now()) }
        }
        context.write(data, promise: promise)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            stalledAt = nil
        } else if stalledAt == nil {
            stalledAt = .now()
            place?.isIdle(since: .now())
            setTimer(timeout)
        }
        context.fireChannelWritabilityChanged()
    }

    func begin() {
        guard startedAt == nil else { return }
        startedAt = .now()
        setTimer(timeout)
    }

    private func setTimer(_ delay: TimeAmount) {
        guard !isTimerSet, let context else { return }
        isTimerSet = true
        context.eventLoop.assumeIsolated().scheduleTask(in: delay) { self.look() }
    }

    private func look() {
        isTimerSet = false
        guard let context, let since = [startedAt, stalledAt].compactMap(\.self).min() else { return }
        let left = since + timeout - .now()
        guard left <= .nanoseconds(0) else { return setTimer(left) }
        if stalledAt != nil { forgetUnsent(context.channel) }
        context.close(promise: nil)
    }

    /// Makes the close a reset. The system would otherwise keep the answers for one who takes none, minutes after the close and outside
    /// every limit of ours, and the other side would not even learn of it.
    private func forgetUnsent(_ channel: any Channel) {
        (channel as? any SocketOptionProvider)?.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenFailure { _ in
            // Closed already.
        }
    }
}
