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
final class RequestClock: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    private let timeout: TimeAmount
    private var context: ChannelHandlerContext?
    /// When the connection was made, or the first byte of a later request came; nil between requests.
    private var startedAt: NIODeadline?
    /// Since when answers have piled up that the other side does not take; nil while it does.
    private var stalledAt: NIODeadline?
    private var isTimerSet = false

    init(timeout: TimeAmount) {
        self.timeout = timeout
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        do {
            try context.pipeline.syncOperations.addHandler(ByteWatch(self), position: .first)
        } catch {
            // Without its clock a connection could stay for ever.
            context.close(promise: nil)
        }
        begin()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: begin()
        case .body: break
        case .end: startedAt = nil
        }
        context.fireChannelRead(data)
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable {
            stalledAt = nil
        } else if stalledAt == nil {
            stalledAt = .now()
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

/// Tells the clock of its connection that bytes have come.
final class ByteWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let clock: RequestClock

    init(_ clock: RequestClock) {
        self.clock = clock
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        clock.begin()
        context.fireChannelRead(data)
    }
}
