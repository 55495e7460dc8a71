import Base
import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization

/// Tells when the data were changed, on this machine or another: it listens to the note that each transaction sends which wrote
/// something. It also hears what sessions tell of their presence.
///
/// It has a connection and a thread of its own. A burst of changes gives one call for each part of the data in 50 milliseconds at most, and always
/// one after the last change. The server keeps no notes for a listener that is away: when a connection broke and another stands, there is a call whatever happened
/// meanwhile.
final class NotificationWatcher: DataWatching {
    private let listener: Listener
    private let link: ServerLink
    private let number: Int

    /// Begins to listen: changes made after it has returned are told, and so it is when the server is not there any more and when it is
    /// there again. Throws ``ServerError``.
    ///
    /// - Parameter presence: the listener for presence and who is told of it; nil: nobody asks.
    init(
        _ address: ServerAddress, link: ServerLink, queue: DispatchQueue,
        presence: (listener: PresenceListener, tell: @Sendable ([SeenPresence]) -> Void)?,
        _ onChange: @escaping @Sendable (DataChange) -> Void
    ) throws {
        let listener = try Listener(address, link: link, queue: queue, presence: presence, onChange)
        self.listener = listener
        self.link = link
        number = link.watch { [weak listener] in listener?.tell() }
    }

    deinit { stop() }

    /// Why no changes are seen, in the words of the client; nil while there is a connection.
    var blindness: String? { listener.blindness }

    func stop() {
        link.unwatch(number)
        listener.stop()
    }
}

/// The thread's work, which outlives the watcher by a moment.
private final class Listener: Sendable {
    private struct State {
        var isStopped = false
        var blindness: String?
    }

    private let address: ServerAddress
    private let link: ServerLink
    private let queue: DispatchQueue
    private let onChange: @Sendable (DataChange) -> Void
    private let onPresence: (@Sendable ([SeenPresence]) -> Void)?
    private let state = Mutex(State())
    private let bell = WakeBell()

    /// Milliseconds after which more notes are looked for, when some have come.
    private static let breath: Int32 = 5
    /// Milliseconds between two attempts to connect, the last for all that follow.
    private static let delays: [Int32] = [50, 100, 200, 400, 800, 1000]

    init(
        _ address: ServerAddress, link: ServerLink, queue: DispatchQueue,
        presence: (listener: PresenceListener, tell: @Sendable ([SeenPresence]) -> Void)?,
        _ onChange: @escaping @Sendable (DataChange) -> Void
    ) throws {
        self.address = address
        self.link = link
        self.queue = queue
        self.onChange = onChange
        onPresence = presence?.tell
        let first = try Listener.listening(address, hearsPresence: presence != nil)
        let listener = presence?.listener
        let thread = Thread { [self] in run(first, listener) }
        thread.name = "news"
        thread.start()
    }

    var blindness: String? { state.withLock { $0.blindness } }

    func stop() {
        state.withLock { $0.isStopped = true }
        bell.ring()
    }

    private static func listening(_ address: ServerAddress, hearsPresence: Bool) throws -> Connection {
        let connection = try Connection(address, application: "leadsheet news", isQuiet: true)
        try connection.command("LISTEN \(PostgresSession.channel)")
        if hearsPresence { try connection.command("LISTEN \(PresenceListener.channel)") }
        return connection
    }

    private var isStopped: Bool { state.withLock { $0.isStopped } }

    /// Under the lock, so that no call begins once the watch was stopped.
    func tell(_ change: DataChange = .everything) {
        state.withLock { if !$0.isStopped { queue.async { [onChange] in onChange(change) } } }
    }

    private func tell(_ present: [SeenPresence]) {
        state.withLock { if !$0.isStopped, let onPresence { queue.async { onPresence(present) } } }
    }

    private func run(_ first: Connection, _ presence: PresenceListener?) {
        var presence = presence
        listen(on: first, &presence)
        var attempts = 0
        while !isStopped {
            do {
                let connection = try Listener.listening(address, hearsPresence: presence != nil)
                attempts = 0
                state.withLock { $0.blindness = nil }
                tell()
                listen(on: connection, &presence)
            } catch {
                let reason = (error as? ServerError)?.sentence ?? "\(error)"
                state.withLock { $0.blindness = reason }
                link.broke(.serverUnreachable(address: address.location, reason: reason))
                bell.wait(for: -1, milliseconds: Listener.delays[min(attempts, Listener.delays.count - 1)])
                attempts += 1
            }
        }
    }

    /// Returns when the connection broke, or the watch was stopped.
    private func listen(on connection: Connection, _ presence: inout PresenceListener?) {
        var held = HeldNotes()
        while !isStopped {
            // A note may have come beside the answer to a statement.
            let isThere = connection.takeInput()
            let isNew = held.add(connection.takeNotes())
            if let change = held.takeChange(at: .now) { tell(change) }
            let notes = held.takePresence(at: .now)
            if !notes.isEmpty, let present = presence?.hear(notes, on: connection) { tell(present) }
            if isNew { bell.wait(for: -1, milliseconds: Listener.breath) }
            if isThere, isNew || !notes.isEmpty { continue }
            guard isThere else {
                state.withLock { $0.blindness = "the connection to the server was lost" }
                return
            }
            bell.wait(for: connection.socket, milliseconds: held.milliseconds(from: .now))
        }
    }
}
