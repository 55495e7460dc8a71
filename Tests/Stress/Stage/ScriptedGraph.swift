import Foundation
import Synchronization
import EndToEndSupport

/// A Graph API on loopback that answers as Meta does, apart from what a script says. A page's token is `token.PAGE.ANYTHING`.
final class ScriptedGraph: Sendable {
    /// A question of the program's.
    struct Question: Sendable {
        /// A lead's id, a page's, `me`, `debug_token`.
        let object: String
        let edge: String?
        let page: String
    }

    typealias Script = @Sendable (Question) -> ScriptedReply

    private struct State {
        var script: Script = { _ in .good }
        var version = 0
        var listener: Int32?
        var asked: [String: Int] = [:]
    }

    let port: UInt16
    private let state: Mutex<State>

    init() throws {
        let (descriptor, port) = try Wire.listenApart()
        self.port = port
        state = Mutex(State(listener: descriptor))
        serve(descriptor)
    }

    /// How often a lead was asked for.
    func questions(for lead: String) -> Int { state.withLock { $0.asked[lead] ?? 0 } }

    /// Answers by another script from now on; whoever is held in silence is answered by it too.
    func follow(_ script: @escaping Script) {
        state.withLock {
            $0.script = script
            $0.version += 1
        }
    }

    /// Nobody listens any more: connections are refused.
    func close() {
        let listener = state.withLock { state in
            defer { state.listener = nil }
            return state.listener
        }
        guard let listener else { return }
        shutdown(listener, Int32(SHUT_RDWR))
        Foundation.close(listener)
    }

    /// Listens again, on the same port.
    func open() throws {
        let descriptor = try Wire.listen(on: port).descriptor
        state.withLock { $0.listener = descriptor }
        serve(descriptor)
    }

    private func serve(_ listener: Int32) {
        Thread.detachNewThread { [self] in
            while true {
                let connection = accept(listener, nil, nil)
                guard connection >= 0 else {
                    if errno == EINTR || errno == ECONNABORTED { continue }
                    return
                }
                Thread.detachNewThread { [self] in
                    converse(connection)
                    Foundation.close(connection)
                }
            }
        }
    }

    private func converse(_ connection: Int32) {
        // Whoever connects and asks nothing must not keep a thread for ever.
        var patience = timeval(tv_sec: 60, tv_usec: 0)
        setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let text = Wire.read(connection) { $0.contains("\r\n\r\n") }
        guard let question = Self.question(in: text) else { return }
        let script = state.withLock { state in
            if question.edge == nil { state.asked[question.object, default: 0] += 1 }
            return state.script
        }
        let good = Self.answer(200, [], GoodAnswers.body(to: question))
        switch script(question) {
        case .answer(let status, let headers, let body): _ = Wire.write(Self.answer(status, headers, body), to: connection)
        case .error(let status, let code, let subcode, let message, let more, let headers):
            let sub = subcode.map { ",\"error_subcode\":\($0)" } ?? ""
            let body = #"{"error":{"message":"\#(message)","type":"OAuthException","code":\#(code)\#(sub)\#(more),"fbtrace_id":"A1"}}"#
            _ = Wire.write(Self.answer(status, headers, body), to: connection)
        case .silence: if waitForScript(connection) { _ = Wire.write(good, to: connection) }
        case .trickle(let milliseconds):
            for byte in good.utf8 {
                guard Wire.write(String(UnicodeScalar(byte)), to: connection) else { return }
                usleep(milliseconds * 1000)
            }
        case .half: _ = Wire.write(String(good.prefix(good.count - GoodAnswers.body(to: question).count / 2)), to: connection)
        case .hangUp: return
        case .good: _ = Wire.write(good, to: connection)
        }
    }

    /// True when the script changed, false when the other side gave up.
    private func waitForScript(_ connection: Int32) -> Bool {
        let version = state.withLock { $0.version }
        while state.withLock({ $0.version }) == version {
            var descriptor = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
            // It has asked and only waits now: anything to be read is the end.
            if poll(&descriptor, 1, 20) > 0 { return false }
        }
        return true
    }

    private static func question(in text: String) -> Question? {
        guard let target = text.split(separator: " ").dropFirst().first, let path = target.split(separator: "?").first else { return nil }
        let parts = path.split(separator: "/").dropFirst().map(String.init)
        guard let object = parts.first else { return nil }
        let token = text.firstMatch(of: /(?i)authorization: Bearer (\S+)/)?.1 ?? ""
        let names = token.split(separator: ".")
        return Question(object: object, edge: parts.dropFirst().first, page: names.count > 1 ? String(names[1]) : "")
    }

    private static func answer(_ status: Int, _ headers: [String], _ body: String) -> String {
        let lines =
            ["HTTP/1.1 \(status) Scripted", "Content-Type: application/json", "Content-Length: \(body.utf8.count)", "Connection: close"]
            + headers
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + body
    }
}
