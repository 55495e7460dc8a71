import NIOCore

/// Stands first of all in a connection: waits for its first byte, for which alone the rest is made, and tells the clock of every later
/// one. Who connects and says nothing costs next to nothing so.
///
/// What it closes is closed at once: behind TLS the other side would be waited for.
final class ByteWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let place: Place
    private let patience: TimeAmount
    /// Kept until the first byte.
    private var spoken: EventLoopPromise<Void>?
    private var timer: Scheduled<Void>?
    private var context: ChannelHandlerContext?
    var clock: RequestClock?

    /// `spoken` succeeds with the first byte, before it is passed on, and fails when none came within `patience`.
    init(_ place: Place, spoken: EventLoopPromise<Void>, patience: TimeAmount) {
        self.place = place
        self.spoken = spoken
        self.patience = patience
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        let loop = context.eventLoop
        let this = NIOLoopBound(self, eventLoop: loop)
        place.setClose {
            if loop.inEventLoop { this.value.close() } else { loop.execute { this.value.close() } }
        }
        timer = loop.assumeIsolated().scheduleTask(in: patience) { self.close() }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        end()
        self.context = nil
        clock = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        if let spoken {
            self.spoken = nil
            timer?.cancel()
            place.speaks()
            spoken.succeed()
        }
        clock?.begin()
        context.fireChannelRead(data)
    }

    func channelInactive(context: ChannelHandlerContext) {
        end()
        context.fireChannelInactive()
    }

    private func end() {
        timer?.cancel()
        spoken?.fail(ChannelError.eof)
        spoken = nil
    }

    private func close() { context?.close(promise: nil) }
}
