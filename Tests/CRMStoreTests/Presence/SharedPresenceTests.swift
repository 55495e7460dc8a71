import CRM
import CRMStore
import Foundation
import Testing

@Suite("Who else has a customer in front of them") struct SharedPresenceTests {
    @Test("each session hears what the others tell, and their end, and knows its own", arguments: Engine.withSales)
    func hears(_ engine: Engine) async throws {
        let desk = try Desk(engine)
        let customer = try desk.add([.customerName: "María Rossi"])
        let (here, there) = (try #require(desk.store as? CRMStore), try #require(try desk.again() as? CRMStore))
        let watch = try PresenceWatch(here)
        let told = Presence(userID: desk.ana, customerID: customer, isActive: true)
        try there.tellPresence(told)
        let seen = try #require(await watch.until { !$0.isEmpty })
        #expect(seen.map(\.presence) == [told] && seen.map(\.isOwn) == [false])
        #expect(seen[0].isThere(at: seen[0].until - 1) && !seen[0].isThere(at: seen[0].until))

        let idle = Presence(userID: desk.ana, customerID: nil, isActive: false)
        try there.tellPresence(idle)
        try here.tellPresence(told)
        let both = try #require(await watch.until { $0.contains { $0.isOwn } && $0.contains { $0.presence == idle } })
        #expect(both.filter(\.isOwn).map(\.presence) == [told] && both.count == 2)

        // Told anew, for on a busy machine it may have been forgotten by now.
        try here.tellPresence(told)
        try there.tellPresence(nil)
        #expect(await watch.until { $0.map(\.isOwn) == [true] } != nil, "nobody sits there any more")
    }

    @Test("it is no change of the data: nothing is read again for it, and nothing can be undone", arguments: Engine.withSales)
    func noChange(_ engine: Engine) async throws {
        let desk = try Desk(engine)
        let customer = try desk.add([.customerName: "María Rossi"])
        let (here, there) = (try #require(desk.store as? CRMStore), try #require(try desk.again() as? CRMStore))
        let watch = try PresenceWatch(here)
        let before = try here.customer(customer)
        for number in 1...5 { try there.tellPresence(Presence(userID: desk.ana, customerID: Int64(number), isActive: true)) }
        #expect(await watch.until { $0.first?.presence.customerID == 5 } != nil)
        #expect(watch.changeCount == 0)
        #expect(try here.customer(customer) == before)
        #expect(try here.undo(by: desk.ana, at: Desk.start)?.sentence.contains("María Rossi") == true, "the adding of the customer")
    }
}

@Suite("The text in which presence is told") struct PresenceNoteTests {
    private let session = "0123456789abcdef0123456789abcdef"

    @Test("what is written is read again")
    func roundTrip() {
        for presence in [
            nil, Presence(userID: 3, customerID: 20_771, isActive: true), Presence(userID: 3, customerID: nil, isActive: true),
            Presence(userID: 3, customerID: .max, isActive: false),
        ] {
            let note = PresenceNote(session: PresenceNote.newSession(), userID: 3, presence: presence)
            #expect(PresenceNote(note.text) == note)
        }
        #expect(PresenceNote("\(session).3.0.a") != nil, "the frame of the texts below")
    }

    @Test(
        "anything else is no presence",
        arguments: [
            "", ".", "...", "S.3.1.a.", "S.3.1", "S.3.1.x", "S.3.1.A", "S.3.1.aa", "S.0.1.a", "S.-3.1.a", "S.+3.1.a", "S. 3.1.a",
            "S.3.-1.a", "S..1.a",
            "S.3..a", "S.٣.1.a", "S.3.9223372036854775808.a", "S.3.1e3.a", "S0.3.1.a", ".3.1.a", "../../../etc/passwd.3.1.a",
            "0123456789ABCDEF0123456789abcdef.3.1.a", "0123456789abcdef0123456789abcde\u{E9}.3.1.a", "S.3.1.a\n", "S.3.1.a\u{1B}[2J",
        ])
    func strict(_ text: String) {
        #expect(PresenceNote(text.replacing("S", with: session)) == nil)
    }
}

@Suite("The sessions that were heard of") struct PresenceListTests {
    private func note(_ session: String, _ user: User.ID, customer: Customer.ID? = nil) -> PresenceNote {
        PresenceNote(session: session, userID: user, presence: Presence(userID: user, customerID: customer, isActive: true))
    }

    @Test("one that is silent is there no more, and its sign of life brings it back")
    func silence() {
        var list = PresenceList(own: "own")
        list.hear(note("a", 1), at: Desk.start)
        #expect(list.present(at: Desk.start + Presence.silence - 1).map(\.session) == ["a"])
        #expect(list.present(at: Desk.start + Presence.silence).isEmpty)
        list.hear(note("a", 1), at: Desk.start + 100)
        #expect(list.present(at: Desk.start + 101).map(\.session) == ["a"])
        #expect(list.present(at: Desk.start).isEmpty, "the clock was set back")
    }

    @Test("a user who tells of ever more sessions displaces none of another's, nor this one's own")
    func bounded() {
        var list = PresenceList(own: "own")
        list.hear(note("own", 2), at: Desk.start)
        list.hear(note("of another", 1, customer: 7), at: Desk.start)
        for number in 1...1000 { list.hear(note("flood \(number)", 2), at: Desk.start + Double(number) / 1000) }
        let present = list.present(at: Desk.start + 2)
        #expect(present.count == 1 + 8)
        #expect(present.filter { $0.presence.userID == 1 }.map(\.presence.customerID) == [7])
        #expect(present.contains { $0.isOwn } && present.contains { $0.session == "flood 1000" })
    }

    @Test("a session is ended by its own user alone, and nobody takes its place under its name")
    func ofUser() {
        var list = PresenceList(own: "own")
        list.hear(note("a", 1, customer: 7), at: Desk.start)
        list.hear(PresenceNote(session: "a", userID: 2, presence: nil), at: Desk.start)
        list.hear(note("a", 2, customer: 9), at: Desk.start)
        #expect(list.present(at: Desk.start).map(\.presence.customerID) == [7, 9])
        list.hear(PresenceNote(session: "a", userID: 1, presence: nil), at: Desk.start)
        #expect(list.present(at: Desk.start).map(\.presence.customerID) == [9])
    }
}
