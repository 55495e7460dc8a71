import Base
import CRM
import EndToEndSupport
import Foundation
import TestSupport
import Testing
import WebhookListener

@Suite struct ConnectionTests {
    @Test("a slow request is closed at the time limit, while others are served")
    func slow() async throws {
        var limits = ListenerLimits()
        limits.requestTimeout = .seconds(4)
        try await House.open(limits) { (house) async throws in
            // A write that fails comes after the closing that is asked for below.
            let stalledHead = try await Wire.connect(house.port)
            try? await stalledHead.send("POST /api/meta/webh")
            let stalledBody = try await Wire.connect(house.port)
            try? await stalledBody.send("POST /api/meta/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
            #expect(try await house.ask(House.post(House.body())).status == 200)
            #expect(try await stalledHead.untilClosed().isEmpty)
            let rest = String(decoding: try await stalledBody.untilClosed(), as: UTF8.self)
            #expect(!rest.contains("200 OK"))
            #expect(try await house.ask(House.post(House.body(lead: "lead_2"))).status == 200)
        }
    }

    @Test("a request that trickles in is closed too, however often it sends")
    func trickle() async throws {
        var limits = ListenerLimits()
        limits.requestTimeout = .seconds(4)
        try await House.open(limits) { (house) async throws in
            let wire = try await Wire.connect(house.port)
            let trickle = Task {
                // One byte at a time until the listener has had enough; the write then fails.
                for byte in "POST /api/meta/webhook HTTP/1.1\r\nX: ".utf8 + [UInt8](repeating: 97, count: 10_000) {
                    try await wire.send([byte])
                    try await Task.sleep(for: .milliseconds(5))
                }
            }
            #expect(try await wire.untilClosed().isEmpty)
            trickle.cancel()
            #expect(try await house.ask("GET", "/healthz").status == 200)
        }
    }

    @Test("an idle connection is closed at its limit")
    func idle() async throws {
        var limits = House.patient
        limits.idleTimeout = .milliseconds(200)
        try await House.open(limits) { (house) async throws in
            let silent = try await Wire.connect(house.port)
            #expect(try await silent.untilClosed().isEmpty)
        }
    }

    @Test("a connection that never says anything is closed at the time limit of a request, long before an idle one")
    func silent() async throws {
        var limits = ListenerLimits()
        limits.requestTimeout = .milliseconds(200)
        limits.idleTimeout = .seconds(3600)
        try await House.open(limits) { (house) async throws in
            let silent = try await Wire.connect(house.port)
            #expect(try await silent.untilClosed().isEmpty)
        }
    }

    @Test("one connection carries many requests, one after the other")
    func keepAlive() async throws {
        try await House.open { (house) async throws in
            let wire = try await Wire.connect(house.port)
            for number in 0..<50 {
                try await wire.send(House.post(House.body(lead: "lead_\(number)")))
                #expect(try await wire.answer().body == "EVENT_RECEIVED")
            }
            await wire.close()
            #expect(try house.events().count == 50)
        }
    }

    @Test("when all places are taken, the connection that was longest without a request gives way, and that is said")
    func connectionLimit() async throws {
        var limits = House.patient
        limits.maxConnections = 2
        let book = LogBook()
        try await House.open(limits, logger: book.logger) { (house) async throws in
            let first = try await Wire.connect(house.port)
            let second = try await Wire.connect(house.port)
            for wire in [first, second, second] {
                try await wire.send("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
                #expect(try await wire.answer().status == 200)
            }
            let third = try await Wire.connect(house.port)
            try await third.send(House.post(House.body()))
            #expect(try await third.answer().status == 200)
            #expect(try await first.untilClosed().isEmpty)
            // Who asks again is not the longest idle any more.
            try await second.send("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(try await second.answer().body.contains(#""connections":{"cut":1,"open":2,"turnedAway":0}"#))
            let fourth = try await Wire.connect(house.port)
            try await fourth.send(House.post(House.body(lead: "lead_2")))
            #expect(try await fourth.answer().status == 200)
            #expect(try await third.untilClosed().isEmpty)
            #expect(book.lines.count { $0.contains("the one that had waited longest") && $0.contains("It came from 127.0.0.1.") } == 1)
            await second.close()
            await fourth.close()
        }
    }

    @Test(
        "however many connections are held open, each new one is served",
        arguments: ["", "GET /nope HTTP/1.1\r\nHost: x\r\n\r\n", "POST /api/me"])
    func held(_ first: String) async throws {
        var limits = House.patient
        limits.maxConnections = 8
        try await House.open(limits) { (house) async throws in
            var held: [Wire] = []
            for number in 0..<40 {
                held.append(try await Wire.connect(house.port, first: Array(first.utf8)))
                if number % 4 == 3 { #expect(try await house.ask(House.post(House.body(lead: "lead_\(number)"))).status == 200) }
            }
            #expect(try house.events().count == 10)
            for wire in held { await wire.close() }
        }
    }

    @Test("a large body that waits for leave to be sent gets it")
    func expectContinue() async throws {
        try await House.open { (house) async throws in
            let body = House.body()
            let wire = try await Wire.connect(house.port)
            try await wire.send(
                "POST /api/meta/webhook HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: \(body.count)\r\n\r\n")
            #expect(try await wire.answer().status == 100)
            try await wire.send(body)
            #expect(try await wire.answer().status == 200)
            await wire.close()
        }
    }

    @Test("any bytes give a defined status or a closed connection, and the listener serves on", arguments: 1...40 as ClosedRange<UInt64>)
    func anyBytes(_ seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let bytes = (0..<Int.random(in: 0...3000, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        try await House.open { (house) async throws in
            try house.savePage("page_1")
            let status = try await house.ask(House.post(bytes)).status
            #expect([200, 400, 403].contains(status))
            var mutated = House.post(House.body())
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                mutated[Int.random(in: 0..<mutated.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            for raw in [bytes, mutated] {
                let wire = try await Wire.connect(house.port)
                try await wire.send(raw + Array("\r\n\r\n".utf8))
                await wire.closeOutput()
                if let answer = Wire.parse(try await wire.untilClosed()) {
                    #expect([200, 400, 403, 404, 405, 413].contains(answer.status))
                }
            }
            #expect(try await house.ask("GET", "/healthz").status == 200)
        }
    }

    @Test("a stop does not wait for a request that hangs, and the port is free again", .timeLimit(.minutes(30)))
    func stop() async throws {
        var limits = ListenerLimits()
        limits.requestTimeout = .seconds(7200)
        try await House.open(limits) { (house) async throws in
            let hanging = try await Wire.connect(house.port)
            try await hanging.send("POST /api/meta/webhook HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
            let silent = try await Wire.connect(house.port)
            #expect(try await house.ask("GET", "/healthz").status == 200)
            await house.listener.stop()
            _ = try await hanging.untilClosed()
            _ = try await silent.untilClosed()
            let again = try await house.listener.start()
            #expect(await ListenerProbe.ask(again, within: .seconds(60)) != nil)
        }
    }

    @Test("a taken port is told apart from an address that cannot be bound")
    func taken() async throws {
        try await House.open { (house) async throws in
            let second = WebhookListener(
                address: house.address, receiver: house.receiver, report: { ListenerReport(data: "", canWrite: true) },
                logger: .quiet)
            await #expect(throws: ListenerError.portTaken(house.address)) { try await second.start() }
            let nowhere = ListenAddress(host: "203.0.113.1", port: 1)
            var limits = ListenerLimits()
            limits.inClearForAll = true
            let third = WebhookListener(
                address: nowhere, limits: limits, receiver: house.receiver, report: { ListenerReport(data: "", canWrite: true) },
                logger: .quiet)
            let error = await #expect(throws: ListenerError.self) { try await third.start() }
            #expect(error != .portTaken(nowhere))
            #expect(error?.message.contains("203.0.113.1:1") == true)
        }
    }

    @Test("the probe tells which Leadsheet listens, and nothing of other programs")
    func probe() async throws {
        try await House.open { (house) async throws in
            let found = await ListenerProbe.ask(house.address, within: .seconds(60))
            #expect(found?.process == ProcessInfo.processInfo.processIdentifier && found?.data == "data-1")
        }
        let nobody = ListenAddress(host: "127.0.0.1", port: Int(try EndToEndSupport.Wire.freePort()))
        #expect(await ListenerProbe.ask(nobody) == nil)
    }

    #if os(Linux)
        @Test("the listener has a thread of its own, by name")
        func thread() async throws {
            try await House.open { (_) async throws in
                let tasks = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")
                let names = tasks.compactMap { try? String(contentsOfFile: "/proc/self/task/\($0)/comm", encoding: .utf8) }
                #expect(names.contains("lead-listener\n"))
            }
        }
    #endif

    @Test(
        "addresses are read as people write them",
        arguments: [
            ("127.0.0.1:8080", "127.0.0.1:8080"), (":8080", "127.0.0.1:8080"), ("[::1]:80", "[::1]:80"),
            ("localhost:0", "localhost:0"), ("0.0.0.0:65535", "0.0.0.0:65535"), ("8080", nil), ("a:b", nil), ("a:65536", nil),
            ("::1:80", nil), ("[x y]:80", nil), ("host:", nil), ("a b:80", nil), ("a:-1", nil), ("", nil),
        ] as [(String, String?)])
    func addresses(_ text: String, _ expected: String?) {
        #expect(ListenAddress(text)?.description == expected)
    }
}
