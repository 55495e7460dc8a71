import CRM
import CRMStore
import Dispatch
import Foundation
import LeadIntake
import TestSupport
import Testing

@Suite struct LogThrottleTests {
    @Test("what is refused again and again is logged once a minute, with how often")
    func refusals() async throws {
        let world = try World()
        let book = LogBook()
        try world.savePage("page_1", verify: "one")
        let receiver = WebhookReceiver(
            pages: world.store, writer: JournalWriter(journal: world.store), channel: world.channel, wake: {},
            clock: { [clock = world.clock] in clock.now }, logger: book.logger)
        func guess(_ count: Int) async {
            for _ in 0..<count { _ = await receiver.verify(mode: "subscribe", token: "guess", challenge: "1", from: { "203.0.113.9" }) }
        }
        await guess(1000)
        let first = "warning A verification of the callback was refused: its verify token is not a saved one. It came from 203.0.113.9."
        #expect(book.lines == [first])
        world.clock.advance(59)
        await guess(1)
        #expect(book.lines.count == 1)
        world.clock.advance(2)
        await guess(5)
        #expect(book.lines == [first, first + " The same has happened 1000 more times since the last such line."])
        // A clock that was set back silences nothing.
        world.clock.advance(-86_400)
        await guess(1)
        #expect(book.lines.count == 3)
        #expect(receiver.figures.verificationsRefused == 1007)
    }

    @Test("what is no delivery is logged once a minute too")
    func malformed() async throws {
        let world = try World()
        let book = LogBook()
        let receiver = WebhookReceiver(
            pages: world.store, writer: JournalWriter(journal: world.store), channel: world.channel, wake: {},
            clock: { [clock = world.clock] in clock.now }, logger: book.logger)
        for _ in 0..<500 { #expect(await receiver.receive(body: Array("nonsense".utf8), signature: nil) == .malformed) }
        #expect(
            book.lines == [
                "warning Something other than a delivery of Meta's was posted and not kept: The request body is not JSON."
            ])
    }
}
