import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Who else has a customer in front of them, on the screens")
struct PresenceTests {
    private static let names: [User.ID: String] = [1: "ana", 2: "ben", 3: "cleo", 4: "bartholomew the great"]

    private func seen(
        _ user: User.ID, at customer: Customer.ID?, isActive: Bool = true, isOwn: Bool = false, session: String? = nil
    ) -> SeenPresence {
        SeenPresence(
            session: session ?? "session of \(user)", presence: Presence(userID: user, customerID: customer, isActive: isActive),
            until: SheetsFixture.now + Presence.silence, isOwn: isOwn)
    }

    private func desk(columns: Int = 80, rows: Int = 24, _ others: [SeenPresence]) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: rows)
        hear(others, &desk)
        return desk
    }

    private func hear(_ others: [SeenPresence], _ desk: inout SheetsFixture) {
        let asked = Desk.reduce(&desk.state, .news([.presence(others)]))
        if asked.contains(.presence(.loadNames)) { _ = Desk.reduce(&desk.state, .presence(.names(Self.names))) }
    }

    private func row(_ name: String, _ desk: SheetsFixture) -> String {
        desk.screen.split(separator: "\n").map(String.init).first { $0.contains(name) } ?? ""
    }

    @Test("at 80 and 110 columns a row says who is there, and no other cell of it moves", arguments: [80, 110])
    func rows(columns: Int) throws {
        let before = SheetsFixture(columns: columns, rows: 24)
        let desk = desk(columns: columns, [seen(2, at: 19), seen(3, at: 15), seen(2, at: nil, session: "elsewhere")])
        try Golden.expect(desk.scene, "presence-\(columns)x24")
        // There is no room for the name of cleo.
        for (name, mark) in [("John Doe", "John Doe    @ben  "), ("Zoë Larsson", " @  1d  Zoë Larsson  ")] {
            let (old, new) = (row(name, before), row(name, desk))
            #expect(new != old && new.count == old.count)
            #expect(zip(old, new).allSatisfy { $0 == $1 || $0 == " " }, "only blank cells are taken: \(new)")
            #expect(new.contains(mark), "\(new)")
        }
        #expect(desk.screen.count { $0 == "@" } == 2)
    }

    @Test("a name that leaves no room keeps all of its cells, and the sign stands before it; a mark stands before that")
    func tight() {
        let long = SheetsFixture.lead(20, "Maximiliane Featherstonehaugh", "+39 347 123 4567", "", age: 42)
        var desk = SheetsFixture(columns: 80, rows: 24, customers: [long] + SheetsFixture.customers.dropFirst())
        let before = row("Maximiliane", desk)
        hear([seen(2, at: 20)], &desk)
        #expect(row("Maximiliane", desk) == "▌@" + before.dropFirst(2))
        desk.press("g", "Space")
        #expect(row("Maximiliane", desk).contains("✓"))
    }

    @Test("the card says who is there, in colour and without", arguments: [80, 110])
    func card(columns: Int) throws {
        var desk = desk(columns: columns, [seen(2, at: 20)])
        desk.press("Enter")
        _ = Desk.reduce(&desk.state, .customer(.card(CardFixture.content(SheetsFixture.customers[0]))))
        try Golden.expect(desk.scene, "presence-card-\(columns)x24")
        #expect(row("María Rossi", desk).contains("ben is here"))
    }

    @Test("several are named, oneself in another window last, an own session never")
    func several() {
        func said(_ others: [SeenPresence], columns: Int = 110) -> String {
            var desk = desk(columns: columns, others)
            desk.press("Enter")
            return row("María Rossi", desk)
        }
        #expect(said([seen(2, at: 20), seen(3, at: 20)]).contains("ben and cleo are here"))
        #expect(said([seen(2, at: 20), seen(3, at: 20), seen(4, at: 20)]).contains("ben, cleo and 1 more are here"))
        #expect(said([seen(2, at: 20), seen(2, at: 20, session: "second window")]).contains(" ben is here"))
        #expect(said([seen(1, at: 20)]).contains("you, in another window"))
        #expect(said([seen(1, at: 20), seen(2, at: 20)]).contains("ben is here"))
        #expect(said([seen(4, at: 20)]).contains("bartholomew… is here") || said([seen(4, at: 20)]).contains("bartholome… is here"))
        let own = said([seen(1, at: 20, isOwn: true)])
        #expect(!own.contains("you") && !own.contains("@"))
        #expect(said([seen(5, at: 20)]) == said([]), "a user whose name may not be known")
        #expect(said([seen(2, at: 20), seen(3, at: 20), seen(4, at: 20)], columns: 60).contains("@ben+2"))
    }

    @Test("a session that is silent is there no more, and the screen is drawn again for that")
    func silent() {
        var desk = desk([seen(2, at: 19)])
        #expect(Desk.nextChange(desk.state) <= SheetsFixture.now + Presence.silence)
        desk.state.now += Presence.silence
        _ = Desk.reduce(&desk.state, .clock)
        #expect(!desk.screen.contains("@"))
    }

    @Test("others are told of the row with the cursor, of the card, and for ten minutes after the last key")
    func own() {
        var desk = SheetsFixture()
        #expect(Desk.presence(desk.state) == nil, "no key was pressed")
        desk.press("Down")
        #expect(Desk.presence(desk.state) == Presence(userID: 1, customerID: 19, isActive: true))
        #expect(Desk.presenceChange(desk.state) == SheetsFixture.now + 60)
        desk.press("Enter", "Right")
        #expect(Desk.presence(desk.state)?.customerID == 18)
        desk.state.now += 60
        #expect(Desk.presence(desk.state)?.isActive == false)
        #expect(Desk.presenceChange(desk.state) == SheetsFixture.now + 600)
        desk.state.now += 540
        #expect(Desk.presence(desk.state) == nil && Desk.presenceChange(desk.state) == nil)
        desk.press("3")
        #expect(Desk.presence(desk.state) != nil)
    }

    @Test("a name is asked for once, and again only after the data changed")
    func asks() {
        var desk = SheetsFixture()
        let news = DeskAction.news([.presence([seen(9, at: 20)])])
        #expect(Desk.reduce(&desk.state, news) == [.presence(.loadNames)])
        _ = Desk.reduce(&desk.state, .presence(.names(Self.names)))
        #expect(Desk.reduce(&desk.state, news).isEmpty)
        _ = Desk.reduce(&desk.state, .news([.reload]))
        #expect(Desk.reduce(&desk.state, news) == [.presence(.loadNames)])
    }
}
