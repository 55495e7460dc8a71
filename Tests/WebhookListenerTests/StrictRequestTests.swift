import CRM
import Foundation
import TestSupport
import Testing
import WebhookListener

/// Requests that two readers may understand in two ways, and bodies in crumbs.
@Suite struct StrictRequestTests {
    private static let line = "POST /api/meta/webhook HTTP/1.1\r\n"

    private static func chunked(_ body: [UInt8], size: Int, extra: String = "") -> [UInt8] {
        var bytes: [UInt8] = []
        for start in stride(from: 0, to: body.count, by: size) {
            let part = body[start..<min(start + size, body.count)]
            bytes += Array("\(String(part.count, radix: 16))\(extra)\r\n".utf8) + part + [13, 10]
        }
        return bytes + Array("0\r\n\r\n".utf8)
    }

    @Test(
        "hosts and ends of bodies that are not told in one way are 400, and the connection is closed",
        arguments: [
            (line, "\r\n"), (line, "Host: x\r\nHost: x\r\n\r\n"), (line, "Host: x\r\nHost: evil\r\n\r\n"),
            (line, "Host: x\r\nTransfer-Encoding: identity, chunked\r\n\r\n0\r\n\r\n"),
            (line, "Host: x\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            (line, "Host: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
            (line, "Host: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
            (line, "Host: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}   "),
            (line.replacing("1.1", with: "1.0"), "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
            (line.replacing("1.1", with: "1.0"), "Host: x\r\nHost: y\r\n\r\n"),
            (line.replacing("webhook", with: "web\u{0}hook"), "Host: x\r\n\r\n"),
            (line.replacing("webhook", with: "webhöok"), "Host: x\r\n\r\n"),
        ])
    func ambiguous(_ line: String, _ rest: String) async throws {
        try await House.open { (house) async throws in
            let wire = try await Wire.connect(house.port, first: Array((line + rest).utf8))
            #expect(Wire.parse(try await wire.untilClosed())?.status == 400)
            #expect(try await house.ask(House.post(House.body())).status == 200)
        }
    }

    @Test("HTTP 1.0 needs no host")
    func old() async throws {
        try await House.open { (house) async throws in
            let body = House.body()
            let head = "POST /api/meta/webhook HTTP/1.0\r\nContent-Length: \(body.count)\r\n\r\n"
            #expect(try await house.ask(Array(head.utf8) + body).status == 200)
        }
    }

    @Test("a delivery in chunks of any size is taken as if it came whole", arguments: [1, 2, 7, 1000])
    func crumbs(_ size: Int) async throws {
        try await House.open { (house) async throws in
            try house.savePage("page_1")
            let body = House.body() + [UInt8](repeating: 32, count: 20_000)
            let head = Self.line + "Host: x\r\n" + House.signature(body) + "Transfer-Encoding: chunked\r\n\r\n"
            #expect(try await house.ask(Array(head.utf8) + Self.chunked(body, size: size)).status == 200)
            #expect(try house.events().map(\.leadgenID) == ["lead_1"])
        }
    }

    @Test("the extensions of chunks have an end", .timeLimit(.minutes(30)))
    func extensions() async throws {
        var limits = House.patient
        limits.maxBodyBytes = 10_000
        try await House.open(limits) { (house) async throws in
            let head = Array((Self.line + "Host: x\r\nTransfer-Encoding: chunked\r\n\r\n").utf8)
            let wire = try await Wire.connect(house.port, first: head + Array("1;".utf8))
            // Until the listener has had enough; the write then fails.
            let endless = Task { while true { try await wire.send([UInt8](repeating: 97, count: 10_000)) } }
            #expect(try await wire.untilClosed().isEmpty)
            endless.cancel()
            #expect(try await house.ask(House.post(House.body())).status == 200)
            // A short one does no harm.
            let body = House.body(lead: "lead_2")
            #expect(try await house.ask(head + Self.chunked(body, size: 10, extra: ";name=\"value\"")).status == 200)
        }
    }

    @Test("a large body that has had its turn gives way to the next one")
    func turns() async throws {
        var limits = House.patient
        limits.maxLargeBodies = 1
        limits.largeBodyTurn = .zero
        let book = LogBook()
        try await House.open(limits, logger: book.logger) { (house) async throws in
            let large = House.body() + [UInt8](repeating: 32, count: 100_000)
            let slow = try await Wire.connect(house.port, first: Array(House.post(large).dropLast()))
            // Until what is held is large.
            while true {
                #expect(try await house.ask(House.post(large)).status == 200)
                if book.lines.contains(where: { $0.contains("was cut off") }) { break }
            }
            #expect(try await slow.untilClosed().isEmpty)
            #expect(try await house.ask("GET", "/metrics").body.contains("leadsheet_connections_cut_total 1\n"))
        }
    }
}
