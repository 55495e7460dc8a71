import AsyncHTTPClient
import NIOCore

/// Why no answer came at all, in words.
enum TransportFailure {
    /// The failure for an error of the HTTP client: `unreachable`, or `tooLarge` for an answer beyond the limit.
    static func of(_ error: any Error, secrets: [String] = []) -> GraphFailure {
        switch error {
        case is NIOTooManyBytesError:
            return GraphFailure(kind: .tooLarge, message: "The answer is larger than 4 MiB.")
        case is CancellationError, HTTPClientError.cancelled as HTTPClientError:
            return GraphFailure(kind: .unreachable, message: "The request was called off.")
        case HTTPClientError.alreadyShutdown as HTTPClientError:
            return GraphFailure(kind: .unreachable, message: "Leadsheet is being closed.")
        case HTTPClientError.deadlineExceeded as HTTPClientError, HTTPClientError.readTimeout as HTTPClientError:
            return GraphFailure(kind: .unreachable, message: "Meta did not answer in time.")
        case HTTPClientError.connectTimeout as HTTPClientError:
            return GraphFailure(kind: .unreachable, message: "The connection to Meta was not made in time.")
        default:
            return GraphFailure(kind: .unreachable, message: sentence(String(describing: error)), secrets: secrets)
        }
    }

    /// The types of these errors are private to the network library or its TLS half, so their text is all there is;
    /// the text of a TLS error even names source files.
    private static func sentence(_ text: String) -> String {
        func says(_ words: String...) -> Bool { words.contains(where: text.contains) }
        if says("CERTIFICATE_VERIFY_FAILED", "unableToValidateCertificate") {
            return "The server's certificate is not valid: check the clock and whether a proxy stands in between."
        }
        if says("handshake", "BoringSSL", "NIOSSL") {
            return "No TLS connection could be made: check the Graph URL and whether a proxy stands in between."
        }
        if says("UnknownHost", "DNS error") { return "The name in the Graph URL could not be resolved." }
        if says("Connection refused", "errno: 111") { return "The connection was refused: nothing listens there." }
        if says("remoteConnectionClosed", "Connection reset") { return "The connection was closed before the answer." }
        return "No connection to Meta: \(text)"
    }
}
