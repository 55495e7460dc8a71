import Testing

@testable import MetaLeads

@Suite("No answer at all")
struct TransportFailureTests {
    private struct Trouble: Error, CustomStringConvertible {
        let description: String
    }

    @Test(
        "the network's errors become sentences",
        arguments: [
            ("connection reset (error set): Connection refused) (errno: 111)", "refused"),
            ("DNS error: SocketAddressError.UnknownHost: Name or service not known", "resolved"),
            ("handshakeFailed(NIOSSL.BoringSSLError.sslError([error:100000f7 at /home/x/a.c:1]))", "TLS"),
            ("NIOSSLError: CERTIFICATE_VERIFY_FAILED at /home/x/a.c:1", "certificate"),
            ("HTTPClientError.remoteConnectionClosed", "closed"), ("something new", "something new"),
        ])
    func sentences(_ text: String, _ word: String) {
        let failure = TransportFailure.of(Trouble(description: text))
        #expect(failure.kind == .unreachable)
        #expect(failure.message.contains(word))
        #expect(!failure.message.contains("/home"))
    }

    @Test("a request that was called off says so")
    func calledOff() {
        #expect(TransportFailure.of(CancellationError()).message == "The request was called off.")
    }

    @Test("a secret in an error is hidden, and a short one hides no ordinary words")
    func secrets() {
        let failure = TransportFailure.of(Trouble(description: "bad header my-odd-secret was set"), secrets: ["my-odd-secret", "s"])
        #expect(failure.message == "No connection to Meta: bad header [hidden] was set")
    }
}
