import CRM
import Foundation
import TestSupport
import Testing
import WebhookListener

/// What strangers send to wear the listener down, besides slow and idle connections (`ConnectionTests`).
@Suite struct LimitTests {
    private static let webhook = "/api/meta/webhook"

    @Test(
        "large bodies that stall take no more memory than is allowed, small ones go on, and what was held is free again",
        .timeLimit(.minutes(30)), arguments: [false, true])
    func heldBytes(_ isLost: Bool) async throws {
        var limits = House.patient
        limits.maxLargeBodies = 1
        let book = LogBook()
        try await House.open(limits, logger: book.logger) { (house) async throws in
            let part = [UInt8](repeating: 32, count: 60_000)
            let stalling = Array("POST \(Self.webhook) HTTP/1.1\r\nHost: x\r\nContent-Length: 60001\r\n\r\n".utf8) + part
            let wires = [try await Wire.connect(house.port), try await Wire.connect(house.port)]
            // All but the last byte: two do not fit, so whichever comes second is refused while the other is held.
            try await withThrowingTaskGroup(of: (Int, Int?).self) { group in
                for (index, wire) in wires.enumerated() {
                    group.addTask {
                        try await wire.send(stalling)
                        return (index, try? await wire.answer().status)
                    }
                }
                let first = try await group.next()
                let (refused, status) = try #require(first)
                #expect(status == 503)
                #expect(try await house.ask("GET", "/metrics").body.contains("leadsheet_deliveries_total{answer=\"overloaded\"} 1\n"))
                let large = House.post(House.body(lead: "lead_2") + part)
                #expect(try await house.ask(House.post(House.body())).status == 200)
                let held = wires[1 - refused]
                if isLost {
                    await held.close()
                    // The listener learns of it in its own time.
                    while try await house.ask(large).status == 503 {}
                } else {
                    try await held.send([32])
                    let second = try await group.next()
                    #expect(second?.1 == 400)
                    #expect(try await house.ask(large).status == 200)
                }
            }
            #expect(try house.events().count == 2)
            #expect(book.lines.count { $0.contains("turned away") } == 1)
            for wire in wires { await wire.close() }
        }
    }

    @Test(
        "a head beyond its limits is refused or cut off, and the listener goes on",
        arguments: [
            ("one large field", "X: " + String(repeating: "a", count: 20_000) + "\r\n"),
            ("much in all", (0..<50).map { "X-\($0): " + String(repeating: "a", count: 1000) + "\r\n" }.joined()),
            ("many fields", (0..<200).map { "X-\($0): a\r\n" }.joined()),
            ("one large name", String(repeating: "a", count: 20_000) + ": a\r\n"),
            ("without end", String(repeating: "X: " + String(repeating: "a", count: 997) + "\r\n", count: 2000)),
        ])
    func head(_ kind: String, _ fields: String) async throws {
        try await House.open { (house) async throws in
            let body = House.body()
            let wire = try await Wire.connect(house.port)
            // The listener may close before all is sent; what it answers is what counts.
            try? await wire.send(House.post(body, headers: fields))
            let answer = Wire.parse(try await wire.untilClosed())
            #expect(answer == nil || answer?.status == 400 || answer?.status == 431)
            #expect(try house.events().isEmpty)
            #expect(try await house.ask(House.post(body)).status == 200)
        }
    }

    @Test("an address line of a megabyte is refused or cut off, and the listener goes on")
    func target() async throws {
        try await House.open { (house) async throws in
            let wire = try await Wire.connect(house.port)
            try? await wire.send("GET \(Self.webhook)?hub.mode=" + String(repeating: "a", count: 1 << 20) + " HTTP/1.1\r\nHost: x\r\n\r\n")
            let answer = Wire.parse(try await wire.untilClosed())
            #expect(answer == nil || answer?.status == 400 || answer?.status == 414)
            #expect(try await house.ask(House.post(House.body())).status == 200)
        }
    }

    @Test("a chunked body without end is answered 413 and closed at the time limit")
    func endlessChunks() async throws {
        var limits = ListenerLimits()
        limits.maxBodyBytes = 10_000
        limits.requestTimeout = .seconds(8)
        try await House.open(limits) { (house) async throws in
            // Twice what is allowed, and never the last chunk.
            let head = Array("POST \(Self.webhook) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".utf8)
            let chunk = Array("400\r\n".utf8) + [UInt8](repeating: 32, count: 1024) + Array("\r\n".utf8)
            let wire = try await Wire.connect(house.port, first: head + [[UInt8]](repeating: chunk, count: 20).flatMap(\.self))
            // Read as it comes: what still lies in the socket when the listener closes is lost with it.
            #expect(try await wire.answer().status == 413)
            _ = try await wire.untilClosed()
            #expect(try await house.ask(House.post(House.body())).status == 200)
        }
    }

    @Test(
        "a chunk's size line or trailers without end are cut off",
        arguments: [
            "1;" + String(repeating: "a", count: 60_000),
            "0\r\n" + String(repeating: "X: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n", count: 2000),
            "ffffffffffffffffffffff\r\n", "-1\r\n",
        ])
    func chunkLines(_ text: String) async throws {
        var limits = ListenerLimits()
        limits.requestTimeout = .seconds(4)
        try await House.open(limits) { (house) async throws in
            let wire = try await Wire.connect(house.port)
            try? await wire.send("POST \(Self.webhook) HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + text)
            let answer = Wire.parse(try await wire.untilClosed())
            #expect(answer?.status != 200)
            #expect(try house.events().isEmpty)
            #expect(try await house.ask("GET", "/healthz").status == 200)
        }
    }

    @Test("a body with a length and in chunks at once is refused, so that no request hides in another")
    func smuggling() async throws {
        try await House.open { (house) async throws in
            let body = House.body()
            let inner = String(decoding: House.post(body), as: UTF8.self)
            let wire = try await Wire.connect(house.port)
            try await wire.send(
                "POST \(Self.webhook) HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n0\r\n\r\n\(inner)"
            )
            _ = try await wire.untilClosed()
            #expect(try house.events().isEmpty)
        }
    }

    @Test("requests sent in one breath are answered one by one, in their order")
    func pipelining() async throws {
        try await House.open { (house) async throws in
            try house.savePage("page_1")
            let wire = try await Wire.connect(house.port)
            var all: [UInt8] = []
            for number in 0..<300 {
                let body = House.body(lead: "lead_\(number)")
                all += number.isMultiple(of: 3) ? House.post(body) : House.post(body, headers: House.signature(body))
            }
            try await wire.send(all)
            let statuses = try await wire.answers(300).map(\.status)
            #expect(statuses == (0..<300).map { $0.isMultiple(of: 3) ? 403 : 200 })
            await wire.close()
            #expect(try house.events().count == 200)
        }
    }

    @Test("who sends requests and takes no answer is closed at the time limit, while others are served")
    func deafClient() async throws {
        var limits = ListenerLimits()
        limits.requestTimeout = .seconds(4)
        try await House.open(limits) { (house) async throws in
            let deaf = try DeafClient(UInt16(house.port))
            // Answers pile up until neither side can send; only the listener's closing ends this. Large ones: the system counts a small
            // one as many times its size, and two full sides then lose each other's acknowledgements.
            async let isClosed = deaf.sendUntilClosed(
                Array(String(repeating: "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n", count: 1000).utf8))
            #expect(try await house.ask(House.post(House.body())).status == 200)
            #expect(await isClosed)
            #expect(try await house.ask("GET", "/healthz").status == 200)
        }
    }

    @Test("thousands of wrong signatures and verify tokens are refused and take two lines of the log")
    func flood() async throws {
        let book = LogBook()
        try await House.open(logger: book.logger) { (house) async throws in
            try house.savePage("page_1")
            let body = House.body()
            let wrong = House.post(body, headers: House.signature(body, secret: "guess"))
            let guess = Array(
                "GET \(Self.webhook)?hub.mode=subscribe&hub.challenge=1&hub.verify_token=guess HTTP/1.1\r\nHost: x\r\n\r\n".utf8)
            let wire = try await Wire.connect(house.port)
            for _ in 0..<10 {
                try await wire.send((0..<100).flatMap { _ in wrong + guess })
                #expect(try await wire.answers(200).allSatisfy { $0.status == 403 })
            }
            await wire.close()
            #expect(try house.events().isEmpty)
            #expect(try await house.ask("GET", "/metrics").body.contains("leadsheet_deliveries_total{answer=\"forbidden\"} 1000\n"))
            #expect(book.lines.count == 2)
            #expect(book.lines.allSatisfy { $0.contains("was refused") && $0.contains("It came from 127.0.0.1.") })
            #expect(book.lines.allSatisfy { !$0.contains("guess") })
        }
    }

    @Test("garbage and broken handshakes take no line of the log, however many", arguments: [false, true])
    func quiet(_ isTLS: Bool) async throws {
        let book = LogBook()
        let files = try TLSFolder()
        try await House.open(tls: isTLS ? files.files : nil, logger: book.logger) { (house) async throws in
            for number in 0..<100 {
                let wire = try await Wire.connect(house.port)
                try await wire.send([UInt8](repeating: UInt8(number), count: 200) + Array("\r\n\r\n".utf8))
                await wire.closeOutput()
                _ = try await wire.untilClosed()
            }
            #expect(book.lines.isEmpty)
        }
    }
}
