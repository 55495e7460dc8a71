import Foundation
import MetaSimulator
import Synchronization
import EndToEndSupport

/// Posts leads that are all different, one a body, over many connections, each as soon as the one before it was answered.
final class LeadFlood: Sendable {
    struct Figures: Sendable {
        var accepted = 0
        /// Such as that the program answered something else; empty when all went well.
        var misses: [String] = []
    }

    private struct State {
        var left: Int
        var figures = Figures()
    }

    /// So many requests are made and signed at once by a connection, before it goes on posting.
    private static let batch = 50

    private let simulator: MetaSimulator
    private let port: UInt16
    private let state: Mutex<State>

    init(_ simulator: MetaSimulator, port: UInt16, events: Int) {
        self.simulator = simulator
        self.port = port
        state = Mutex(State(left: events))
    }

    var figures: Figures { state.withLock { $0.figures } }

    /// Returns when every lead was answered, or something went wrong.
    func run(connections: Int) async -> Figures {
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<connections {
                group.addTask {
                    // A thread for each, since the calls block.
                    await withCheckedContinuation { continuation in
                        Thread.detachNewThread {
                            self.post()
                            continuation.resume()
                        }
                    }
                }
            }
        }
        return figures
    }

    private func post() {
        guard let connection = WebhookConnection(port: port) else { return fail("A connection was refused.") }
        while let requests = next() {
            for request in requests {
                guard let answer = connection.post(request) else { return fail("A connection was closed instead of an answer.") }
                guard answer.status == 200, answer.body == "EVENT_RECEIVED" else { return fail("A webhook was answered with \(answer)") }
                state.withLock { $0.figures.accepted += 1 }
            }
        }
    }

    /// The next requests; nil when all are taken.
    private func next() -> [[UInt8]]? {
        let count = state.withLock { state in
            defer { state.left -= min(state.left, Self.batch) }
            return min(state.left, Self.batch)
        }
        guard count > 0 else { return nil }
        return simulator.makeLeads(count).map { lead in
            let body = SignedBody([lead], appSecret: MetaStage.appSecret)
            return WebhookConnection.request(body.bytes, signature: body.signature)
        }
    }

    private func fail(_ sentence: String) {
        state.withLock { state in
            state.left = 0
            state.figures.misses.append(sentence)
        }
    }
}
