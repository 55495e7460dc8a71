import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Asks a callback as Meta does when it verifies one: name, certificate chain and challenge (Meta: Graph API webhooks, getting
/// started). Redirects are not followed, since Meta does not follow them either.
public enum CallbackProbe {
    public enum Answer: Sendable, Hashable {
        /// The challenge came back: Meta would take this callback.
        case confirmed
        /// The listener is there and does not know the verify token.
        case refused
        /// Something else answered; the HTTP status.
        case unexpected(status: Int)
        /// The certificate is self-signed, expired, for another name, or comes without its chain: Meta refuses it too.
        case badCertificate
        /// No answer, and why: one sentence.
        case unreachable(String)
    }

    /// No challenge and no refusal is nearly as long.
    private static let bodyLimit = 64 << 10

    private static let mark = "leadsheet-asks-"

    /// Whether a challenge is one of ours and not Meta's.
    public static func isOurs(_ challenge: String) -> Bool { challenge.hasPrefix(mark) }

    /// `url` is the callback URL; the token goes where Meta puts it, into the query. Answers after `timeout` at the latest.
    public static func ask(_ url: String, verifyToken: String, within timeout: Duration = .seconds(10)) async -> Answer {
        let challenge = mark + String(UInt64.random(in: 1 ... .max))
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow, decompression: .disabled)
        configuration.timeout.connect = .milliseconds(Int64(timeout / .milliseconds(1)))
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let answer = await ask(http, url, verifyToken, challenge, timeout)
        // Its only error says that it was shut down before.
        try? await http.shutdown()
        return answer
    }

    private static func ask(
        _ http: HTTPClient, _ url: String, _ verifyToken: String, _ challenge: String, _ timeout: Duration
    ) async -> Answer {
        let query = [("hub.mode", "subscribe"), ("hub.challenge", challenge), ("hub.verify_token", verifyToken)]
            .map { "\($0)=\(GraphAddress.encoded($1))" }.joined(separator: "&")
        do {
            let deadline = NIODeadline.now() + .milliseconds(Int64(timeout / .milliseconds(1)))
            let response = try await http.execute(HTTPClientRequest(url: "\(url)?\(query)"), deadline: deadline)
            let body = try await response.body.collect(upTo: bodyLimit)
            switch response.status.code {
            case 200 where String(buffer: body) == challenge: return .confirmed
            case 403 where !String(buffer: body).contains("<"): return .refused
            default: return .unexpected(status: Int(response.status.code))
            }
        } catch {
            return isCertificate(error) ? .badCertificate : .unreachable(reason(error, secrets: [verifyToken]))
        }
    }

    /// The types of these errors are private to the network library's TLS half.
    private static func isCertificate(_ error: any Error) -> Bool {
        let text = String(describing: error)
        return ["CERTIFICATE_VERIFY_FAILED", "unableToValidateCertificate"].contains(where: text.contains)
    }

    private static func reason(_ error: any Error, secrets: [String]) -> String {
        switch error {
        case is NIOTooManyBytesError: return "the answer is far too long for this program's"
        case HTTPClientError.deadlineExceeded as HTTPClientError, HTTPClientError.readTimeout as HTTPClientError:
            return "there was no answer in time"
        case HTTPClientError.connectTimeout as HTTPClientError: return "no connection was made in time"
        case HTTPClientError.invalidURL as HTTPClientError, HTTPClientError.emptyHost as HTTPClientError:
            return "this is not an address"
        default: break
        }
        let text = String(describing: error)
        func says(_ words: String...) -> Bool { words.contains(where: text.contains) }
        if says("handshake", "BoringSSL", "NIOSSL") { return "no TLS connection could be made" }
        if says("UnknownHost", "DNS error") { return "the name could not be resolved" }
        if says("Connection refused", "errno: 111") { return "the connection was refused" }
        if says("remoteConnectionClosed", "Connection reset") { return "the connection was closed before the answer" }
        return Redaction.sentence(text, secrets: secrets)
    }
}
