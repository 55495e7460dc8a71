import Base
import Foundation
import HummingbirdCore
import LeadIntake
import Logging
import NIOCore
import NIOPosix
import Synchronization

/// The HTTP server that Meta talks to, on one thread of its own.
public final class WebhookListener: Sendable {
    private typealias HTTPServer = Server<ListenerChannel>

    private struct Running {
        var group: MultiThreadedEventLoopGroup
        var server: HTTPServer
        var task: Task<Void, Never>
        var places: Places
        var identity: TLSIdentity?
    }

    /// How long requests under way may take to end once the listener stops.
    private static let grace = Duration.milliseconds(1500)

    /// Beyond all places so many connections are taken at once; others give way to them before anything of theirs is read.
    private static let guestsAtTheDoor = 32
    /// With fewer, Meta's posts would wait for each other.
    private static let fewestPlaces = 6
    /// Of a request's bytes besides its body: its head, and as much again. A body in chunks of one byte takes six times its size.
    private static let mostOverhead = 128 << 10

    private let address: ListenAddress
    private let limits: ListenerLimits
    private let tls: TLSFiles?
    private let endpoints: Endpoints
    private let logger: Logger
    private let running = Mutex<Running?>(nil)

    /// With `tls` it speaks HTTPS only, TLS 1.2 or later. `report` is asked for `/healthz` and `/metrics`, on a queue where
    /// it may block. The logger gets no query strings, which hold verify tokens.
    public init(
        address: ListenAddress, limits: ListenerLimits = ListenerLimits(), tls: TLSFiles? = nil, receiver: WebhookReceiver,
        report: @escaping @Sendable () -> ListenerReport, logger: Logger
    ) {
        self.address = address
        self.limits = limits
        self.tls = tls
        self.logger = logger
        endpoints = Endpoints(receiver: receiver, limits: limits, report: report, logger: logger)
    }

    /// Binds and serves until ``stop()``. Gives the address that was bound, with the port the system chose for port 0. After a
    /// failure or a stop it may be called again.
    public func start() async throws(ListenerError) -> ListenAddress {
        let identity = try identity()
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.any()
        loop.execute { Thread.current.name = "lead-listener" }
        let limit = Descriptors.raisedLimit()
        let room = Descriptors.places(limit: limit, open: Descriptors.open(below: limit))
        guard room >= Self.fewestPlaces else { throw .tooFewFiles(limit) }
        let places = makePlaces(room, isShared: identity != nil)
        let (bound, report) = AsyncStream<Result<Int, any Error>>.makeStream(bufferingPolicy: .bufferingOldest(1))
        let server = makeServer(group, places, identity) { port in report.yield(.success(port)) }
        let task = Task(executorPreference: LoopExecutor(loop)) { [logger] in
            do {
                try await server.run()
                report.yield(.failure(CancellationError()))
            } catch {
                report.yield(.failure(error))
                logger.debug("The listener ended: \(error)")
            }
            report.finish()
        }
        for await result in bound {
            switch result {
            case .success(let port):
                running.withLock { $0 = Running(group: group, server: server, task: task, places: places, identity: identity) }
                return ListenAddress(host: address.host, port: port)
            case .failure(let error):
                await task.value
                await Self.shutDown(group, logger)
                throw failure(error)
            }
        }
        throw .cannotBind(address, "the server ended before it was bound")
    }

    /// Takes no more connections, lets requests under way end, and closes what is left: within 2 seconds.
    public func stop() async {
        guard
            let running = running.withLock({ running in
                defer { running = nil }
                return running
            })
        else { return }
        running.places.closeSilent()
        let closing = Task {
            do {
                try await Task.sleep(for: Self.grace)
                running.places.closeAll()
            } catch {
                // Everything ended in time.
            }
        }
        do {
            try await running.server.shutdownGracefully()
        } catch {
            logger.warning("The listener did not stop cleanly: \(error)")
            running.places.closeAll()
        }
        await running.task.value
        closing.cancel()
        await Self.shutDown(running.group, logger)
    }

    /// Returns when its thread has done what it was given before: at once while it lives, and never while it hangs. Without a thread, at once.
    public func pulse() async {
        guard let group = running.withLock({ $0?.group }) else { return }
        do {
            try await group.any().submit {}.get()
        } catch {
            logger.debug("The listener's thread has ended: \(error)")
        }
    }

    /// The fault of the certificate in use, or of files that were to take its place, with what to do; nil while all is well, and
    /// without TLS.
    public func certificateFault(at now: Date) -> String? {
        running.withLock { $0?.identity }?.fault(at: now)
    }

    /// The certificate to show. Without one, other machines are not listened to unless that was asked for.
    private func identity() throws(ListenerError) -> TLSIdentity? {
        guard let tls else {
            guard address.isLoopback || limits.inClearForAll else { throw .inTheClear(address) }
            return nil
        }
        do throws(TLSFault) {
            return try TLSIdentity(tls, logger: logger)
        } catch {
            throw .tls(error)
        }
    }

    private func makePlaces(_ room: Int, isShared: Bool) -> Places {
        let receiver = endpoints.receiver
        if room < limits.maxConnections {
            logger.warning(
                "The system allows so few open files that \(room) connections have room at once, and not \(limits.maxConnections). Allow more with ulimit -n."
            )
        }
        return Places(
            most: min(room, limits.maxConnections), mostOfAddress: limits.maxConnectionsOfAddress, idleTime: TimeAmount(limits.idleTimeout),
            trustedProxies: limits.trustedProxies, isShared: isShared
        ) { place, scarcity in receiver.noteCut(for: scarcity, from: place.peer) }
    }

    private func makeServer(
        _ group: MultiThreadedEventLoopGroup, _ places: Places, _ identity: TLSIdentity?, onBound: @escaping @Sendable (Int) -> Void
    ) -> HTTPServer {
        let requestTimeout = TimeAmount(limits.requestTimeout)
        var endpoints = endpoints
        endpoints.tls = identity
        endpoints.places = places
        let http = HTTP1Channel(
            responder: { [endpoints] request, writer, channel in try await endpoints.respond(to: request, writer, channel) },
            configuration: .init(
                additionalChannelHandlers: [
                    RequestClock(timeout: requestTimeout, places: places)
                ],
                idleTimeout: TimeAmount(limits.idleTimeout),
                httpDecoderConfiguration: .init(maxHeaderFieldSize: 16384, maxHeaderListSize: 32768, maxHeaderFieldCount: 100)))
        var quiet = logger
        // The server's own lines speak of an HTTP server; ours speak of Meta's webhooks.
        quiet.logLevel = max(logger.logLevel, .warning)
        return HTTPServer(
            childChannelSetup: ListenerChannel(
                http: http, tls: identity, places: places, patience: min(requestTimeout, TimeAmount(limits.idleTimeout)),
                mostBytes: Self.mostOverhead + 8 * limits.maxBodyBytes),
            configuration: .init(
                address: .hostname(address.host, port: address.port), backlog: 1024,
                availableConnectionsDelegate: MaximumAvailableConnections(places.most + min(places.most, Self.guestsAtTheDoor))),
            onServerRunning: { [address] channel in onBound(channel.localAddress?.port ?? address.port) },
            eventLoopGroup: group, logger: quiet)
    }

    private func failure(_ error: any Error) -> ListenerError {
        guard let error = error as? IOError else { return .cannotBind(address, String(describing: error)) }
        if error.errnoCode == EADDRINUSE { return .portTaken(address) }
        return .cannotBind(address, SystemError.reason(error.errnoCode))
    }

    private static func shutDown(_ group: MultiThreadedEventLoopGroup, _ logger: Logger) async {
        do {
            try await group.shutdownGracefully()
        } catch {
            logger.warning("The listener's thread did not end cleanly: \(error)")
        }
    }
}
