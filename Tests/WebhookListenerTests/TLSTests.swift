import CRM
import Foundation
import NIOSSL
import EndToEndSupport
import TestSupport
import Testing
import WebhookListener

/// HTTPS in the listener itself.
@Suite struct TLSTests {
    /// A client that trusts one certificate and no other.
    private func trusting(_ pair: Certificates.Pair) throws -> TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(pair.certificate.utf8)))
        return configuration
    }

    private static let health = Array("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)

    @Test("with a certificate the listener speaks HTTPS and nothing else")
    func https() async throws {
        let files = try TLSFolder()
        try await House.open(tls: files.files) { (house) async throws in
            try house.savePage("page_1")
            let body = House.body()
            let answer = try await house.ask(House.post(body, headers: House.signature(body)), tls: trusting(Certificates.one))
            #expect(answer.status == 200)
            #expect(try house.events().map(\.leadgenID) == ["lead_1"])
            let clear = try await Wire.connect(house.port)
            try await clear.send(Self.health)
            #expect(Wire.parse(try await clear.untilClosed()) == nil)
            #expect(await ListenerProbe.ask(house.address, within: .seconds(60))?.data == "data-1")
        }
        withExtendedLifetime(files) {}
    }

    @Test(
        "TLS 1.2 and 1.3 are spoken, older versions are not",
        arguments: [
            (TLSVersion.tlsv1, false), (.tlsv11, false), (.tlsv12, true), (.tlsv13, true),
        ])
    func versions(_ version: TLSVersion, _ isSpoken: Bool) async throws {
        let files = try TLSFolder()
        try await House.open(tls: files.files) { (house) async throws in
            var client = try trusting(Certificates.one)
            client.minimumTLSVersion = version
            client.maximumTLSVersion = version
            if isSpoken {
                #expect(try await house.ask(Self.health, tls: client).status == 200)
            } else {
                await #expect(throws: (any Error).self) { try await house.ask(Self.health, tls: client) }
            }
        }
        withExtendedLifetime(files) {}
    }

    @Test("a renewed certificate is shown to new connections, and open ones go on")
    func renewed() async throws {
        let files = try TLSFolder()
        let book = LogBook()
        try await House.open(tls: files.files, logger: book.logger) { (house) async throws in
            let open = try await Wire.connect(house.port, tls: trusting(Certificates.one))
            try await open.send(Self.health)
            #expect(try await open.answer().status == 200)
            try files.lay(Certificates.two)
            #expect(try await house.ask(Self.health, tls: trusting(Certificates.two)).status == 200)
            try await open.send(Self.health)
            #expect(try await open.answer().status == 200)
            await open.close()
            #expect(book.lines.filter { $0.contains("has changed") }.count == 1)
        }
    }

    @Test("a new pair that cannot be used leaves the old one in force, and log and healthz say so")
    func broken() async throws {
        let files = try TLSFolder()
        let book = LogBook()
        try await House.open(tls: files.files, logger: book.logger) { (house) async throws in
            let client = try trusting(Certificates.one)
            #expect(!(try await house.ask(Self.health, tls: client).body.contains("old ones stay")))
            // A renewal that has come half of its way: the new certificate without its key.
            try files.lay(certificate: Certificates.two.certificate)
            for _ in 1...3 { #expect(try await house.ask(Self.health, tls: client).body.contains("so the old ones stay.")) }
            let complaints = book.lines.filter { $0.hasPrefix("error ") }
            #expect(complaints.count == 1)
            #expect(complaints.first?.contains("is not that of the certificate") == true)
            try FileManager.default.removeItem(atPath: files.files.key)
            #expect(try await house.ask(Self.health, tls: client).status == 200)
            try files.lay(key: Certificates.two.key)
            #expect(!(try await house.ask(Self.health, tls: trusting(Certificates.two)).body.contains("old ones stay")))
        }
    }

    @Test(
        "files that cannot be used stop the start with a sentence and no word of the key",
        arguments: [
            ("missing certificate", "cert.pem cannot be read (No such file or directory)"),
            ("missing key", "key.pem cannot be read (No such file or directory)"),
            ("open key", "key.pem can be read by everybody on this machine (mode 644)"),
            ("no certificate", "cert.pem holds no certificate in PEM"), ("no key", "key.pem holds no private key in PEM"),
            ("locked key", "is locked with a passphrase"), ("another's key", "is not that of the certificate"),
            ("a folder", "cert.pem cannot be read (it is no file)"),
        ])
    func unusable(_ fault: String, _ words: String) async throws {
        let files = try TLSFolder()
        switch fault {
        case "missing certificate": try FileManager.default.removeItem(atPath: files.files.certificate)
        case "missing key": try FileManager.default.removeItem(atPath: files.files.key)
        case "open key": try files.lay(key: Certificates.one.key, mode: 0o644)
        case "no certificate": try files.lay(certificate: "hello\n")
        case "no key": try files.lay(key: Certificates.one.certificate)
        case "locked key": try files.lay(key: Certificates.lockedKey)
        case "another's key": try files.lay(key: Certificates.two.key)
        default:
            try FileManager.default.removeItem(atPath: files.files.certificate)
            try FileManager.default.createDirectory(atPath: files.files.certificate, withIntermediateDirectories: true)
        }
        let error = await #expect(throws: ListenerError.self) { try await House.open(tls: files.files) { _ in } }
        let message = try #require(error?.message)
        #expect(message.contains(words))
        let secrets = [Certificates.one.key, Certificates.two.key].flatMap { $0.split(separator: "\n").dropFirst().dropLast() }
        #expect(secrets.allSatisfy { !message.contains($0) })
    }

    @Test(
        "a certificate that has run out, or is not valid yet, is said by log, healthz and probe",
        arguments: [
            (Certificates.old, "has run out, so Meta does not connect. Renew it."),
            (Certificates.early, "is not valid before 2100-01-01T00:00:00Z, so Meta does not connect until then."),
        ])
    func dates(_ pair: Certificates.Pair, _ words: String) async throws {
        let files = try TLSFolder(pair)
        let book = LogBook()
        try await House.open(tls: files.files, logger: book.logger) { (house) async throws in
            var client = TLSConfiguration.makeClientConfiguration()
            client.certificateVerification = .none
            #expect(try await house.ask(Self.health, tls: client).body.contains(words))
            #expect(book.lines.filter { $0.hasPrefix("error ") && $0.contains(words) }.count == 1)
            #expect(await ListenerProbe.ask(house.address, within: .seconds(60))?.certificateFault?.contains(words) == true)
            #expect(files.files.fault(at: Date())?.message.contains(words) == true)
            try files.lay(Certificates.one)
            #expect(house.listener.certificateFault(at: Date()) == nil)
        }
        withExtendedLifetime(files) {}
    }

    @Test("a certificate that runs out while it is in use is said in the log, once")
    func runsOut() async throws {
        let files = try TLSFolder()
        let book = LogBook()
        try await House.open(tls: files.files, logger: book.logger) { (house) async throws in
            #expect(house.listener.certificateFault(at: Date()) == nil && book.lines.allSatisfy { !$0.hasPrefix("error ") })
            let later = Date(timeIntervalSince1970: 4_733_510_400)
            for _ in 1...3 { #expect(house.listener.certificateFault(at: later)?.contains("has run out") == true) }
            #expect(book.lines.filter { $0.hasPrefix("error ") && $0.contains("has run out") }.count == 1)
        }
        withExtendedLifetime(files) {}
    }

    @Test("a handshake that stalls, and a request that stalls behind one, are closed at the limit")
    func slow() async throws {
        let files = try TLSFolder()
        var limits = ListenerLimits()
        limits.requestTimeout = .seconds(4)
        limits.idleTimeout = .seconds(4)
        try await House.open(limits, tls: files.files) { (house) async throws in
            let silent = try await Wire.connect(house.port)
            let stalled = try await Wire.connect(house.port)
            // The first bytes of a handshake record that never comes whole.
            try? await stalled.send([22, 3, 1, 2, 0, 1])
            let halfway = try await Wire.connect(house.port, tls: trusting(Certificates.one))
            try? await halfway.send("POST /api/meta/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
            for wire in [silent, stalled, halfway] { #expect(Wire.parse(try await wire.untilClosed()) == nil) }
            #expect(try await house.ask(Self.health, tls: trusting(Certificates.one)).status == 200)
        }
        withExtendedLifetime(files) {}
    }

    @Test(
        "of TLS 1.2 only suites with forward secrecy and authenticated encryption are spoken",
        arguments: [
            (NIOTLSCipher.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, true), (.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256, true),
            (.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384, true), (.TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA, false),
            (.TLS_RSA_WITH_AES_128_CBC_SHA, false),
            (.TLS_RSA_WITH_AES_128_GCM_SHA256, false), (.TLS_RSA_WITH_AES_256_GCM_SHA384, false),
        ])
    func suites(_ suite: NIOTLSCipher, _ isSpoken: Bool) async throws {
        let files = try TLSFolder()
        try await House.open(tls: files.files) { (house) async throws in
            var client = try trusting(Certificates.one)
            client.maximumTLSVersion = .tlsv12
            client.cipherSuiteValues = [suite]
            #expect((try? await house.ask(Self.health, tls: client).status) == (isSpoken ? 200 : nil))
        }
        withExtendedLifetime(files) {}
    }

    @Test("a stop does not wait for clients under TLS that do not answer", .timeLimit(.minutes(30)))
    func stop() async throws {
        let files = try TLSFolder()
        var limits = ListenerLimits()
        limits.requestTimeout = .seconds(7200)
        limits.idleTimeout = .seconds(7200)
        try await House.open(limits, tls: files.files) { (house) async throws in
            let open = try await Wire.connect(house.port, tls: trusting(Certificates.one))
            try await open.send(Self.health)
            #expect(try await open.answer().status == 200)
            let stalled = try await Wire.connect(house.port)
            try await stalled.send([22, 3, 1, 2, 0, 1])
            await house.listener.stop()
            _ = try await stalled.untilClosed()
        }
        withExtendedLifetime(files) {}
    }

    @Test(
        "without a certificate other machines are not listened to, unless told so in so many words",
        arguments: [
            "0.0.0.0", "::", "203.0.113.7", "crm.example.com",
        ])
    func inTheClear(_ host: String) async throws {
        let address = ListenAddress(host: host, port: 0)
        try await House.open { (house) async throws in
            let listener = WebhookListener(
                address: address, receiver: house.receiver, report: { ListenerReport(data: "", canWrite: true) }, logger: .quiet)
            let error = await #expect(throws: ListenerError.inTheClear(address)) { try await listener.start() }
            #expect(error?.message.contains("tls_certificate") == true && error?.message.contains("listen_in_clear: true") == true)
            if host == "0.0.0.0" {
                var limits = House.patient
                limits.inClearForAll = true
                let allowed = WebhookListener(
                    address: address, limits: limits, receiver: house.receiver, report: { ListenerReport(data: "data-2", canWrite: true) },
                    logger: .quiet)
                let bound = try await allowed.start()
                #expect(await ListenerProbe.ask(ListenAddress(host: "127.0.0.1", port: bound.port), within: .seconds(60))?.data == "data-2")
                await allowed.stop()
            }
        }
    }

    @Test(
        "addresses of this machine alone are told from others",
        arguments: [
            ("127.0.0.1", true), ("127.9.9.9", true), ("::1", true), ("localhost", true), ("LOCALHOST", true), ("::ffff:127.0.0.1", true),
            ("0.0.0.0", false), ("::", false), ("10.0.0.1", false), ("128.0.0.1", false), ("::2", false), ("localhost.example.com", false),
            ("127.0.0.1.example.com", false), ("fe80::1", false),
        ])
    func loopback(_ host: String, _ isLoopback: Bool) {
        #expect(ListenAddress(host: host, port: 1).isLoopback == isLoopback)
    }
}
