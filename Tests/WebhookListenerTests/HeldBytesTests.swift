import Testing
import WebhookListener

/// The place that a large body has is free again, however a body ends. (`LimitTests` has the bound itself.)
@Suite struct HeldBytesTests {
    /// Of two large bodies the second has a place only when the first has given it back.
    private static let limits: ListenerLimits = {
        var limits = House.patient
        limits.maxBodyBytes = 200_000
        limits.maxLargeBodies = 1
        return limits
    }()

    /// All but the last byte.
    private static let stalled = Array(House.post([UInt8](repeating: 32, count: 100_000)).dropLast())

    /// A webhook of the largest size: JSON with white space behind it.
    private static func largest(page: String = "stranger") -> [UInt8] {
        let body = House.body(page: page)
        return House.post(body + [UInt8](repeating: 32, count: limits.maxBodyBytes - body.count))
    }

    @Test("when it was answered, with whatever status")
    func answered() async throws {
        let size = Self.limits.maxBodyBytes
        let chunk = Array("\(String(size + 1, radix: 16))\r\n".utf8) + [UInt8](repeating: 32, count: size + 1) + Array("\r\n0\r\n\r\n".utf8)
        let chunked = Array("POST /api/meta/webhook HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n".utf8) + chunk
        try await House.open(Self.limits) { (house) async throws in
            try house.savePage("page_1")
            for (request, status) in [
                (Self.largest(), 200), (Self.largest(page: "page_1"), 403), (House.post([UInt8](repeating: 32, count: size)), 400),
                (chunked, 413), (Self.largest(), 200),
            ] {
                #expect(try await house.ask(request).status == status)
            }
        }
    }

    @Test("when its sender has gone")
    func gone() async throws {
        try await House.open(Self.limits) { (house) async throws in
            var wires: [Wire] = []
            for _ in 1...2 { wires.append(try await Wire.connect(house.port, first: Self.stalled)) }
            // One of the two fits: that one is refused tells that the other is held.
            let refused = try await withThrowingTaskGroup(of: Wire.Answer.self) { group in
                for wire in wires { group.addTask { try await wire.answer() } }
                let first = try await group.next()
                group.cancelAll()
                return first
            }
            #expect(refused?.status == 503)
            for wire in wires { await wire.close() }
            #expect(try await house.ask(Self.largest(), until: 200))
        }
    }

    @Test("when it was closed at the time limit")
    func late() async throws {
        var limits = Self.limits
        limits.requestTimeout = .seconds(4)
        try await House.open(limits) { (house) async throws in
            let wires = [try await Wire.connect(house.port), try await Wire.connect(house.port)]
            // A write that fails comes after the closing that is asked for below.
            for wire in wires { try? await wire.send(Self.stalled) }
            for wire in wires { _ = try await wire.untilClosed() }
            #expect(try await house.ask(Self.largest(), until: 200))
        }
    }
}
