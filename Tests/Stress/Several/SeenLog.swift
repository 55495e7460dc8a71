import Foundation
import Synchronization
import EndToEndSupport
import TestSupport

/// Reads along what is drawn on a terminal, and notes when a text was drawn first.
final class SeenLog: Sendable {
    private struct State {
        /// The last bytes, in case a text comes in two pieces.
        var tail = ""
        var wanted: Set<String> = []
        var seen: [String: ContinuousClock.Instant] = [:]
        /// When something was drawn last.
        var drawnAt = ContinuousClock.now
        var isOpen = true
    }

    /// The named pipe that takes what is drawn.
    let pipe: String
    private let descriptor: Int32
    private let state = Mutex(State())

    init(pipe: String) throws {
        self.pipe = pipe
        guard mkfifo(pipe, 0o600) == 0 else { throw Waiting.NotSeen(description: "\(pipe) cannot be made.") }
        // For writing too, or it would be at its end whenever nobody writes.
        descriptor = open(pipe, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw Waiting.NotSeen(description: "\(pipe) cannot be opened.") }
        Thread.detachNewThread { [self] in
            follow()
            Foundation.close(descriptor)
        }
    }

    /// Waits for a text from now on, whatever was drawn before; it must be one that a terminal draws in one piece, every letter being
    /// new where it comes to stand, or of another look.
    func want(_ text: String) {
        state.withLock { state in
            state.tail = state.tail.replacing(text, with: "")
            state.seen[text] = nil
            state.wanted.insert(text)
        }
    }

    /// When a wanted text was drawn; nil when it was not.
    func seen(_ text: String) -> ContinuousClock.Instant? { state.withLock { $0.seen[text] } }

    /// Whether nothing was drawn for so long.
    func isQuiet(for span: Duration) -> Bool { state.withLock { ContinuousClock.now - $0.drawnAt >= span } }

    /// Ends the reading. The pipe is closed soon after, and with it ends who writes into it.
    func close() { state.withLock { $0.isOpen = false } }

    private func follow() {
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        var source = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while state.withLock({ $0.isOpen }) {
            // Wakes at once for what is drawn, and now and then for the end.
            guard poll(&source, 1, 100) > 0 else { continue }
            let count = read(descriptor, &bytes, bytes.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return }
            take(String(decoding: bytes.prefix(count), as: UTF8.self), at: .now)
        }
    }

    private func take(_ text: String, at now: ContinuousClock.Instant) {
        state.withLock { state in
            let drawn = state.tail + text
            for wanted in state.wanted where drawn.contains(wanted) {
                state.seen[wanted] = now
                state.wanted.remove(wanted)
            }
            state.tail = String(drawn.suffix(64))
            state.drawnAt = now
        }
    }
}
