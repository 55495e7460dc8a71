import CRM
import Foundation
import Testing

@Suite("What happened to all customers") struct ActivityTests {
    private func at(_ minutes: Double) -> Date { Desk.start.addingTimeInterval(minutes * 60) }

    @Test("events of all spreadsheets come in one list, the newest first, each with its customer", arguments: Engine.all)
    func list(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let ada = try desk.add([.customerName: "Ada"], at: at(-60))
        try desk.lead("l1", name: "María Rossi", at: at(1))
        _ = try desk.store.apply(.addNote(ada, text: "call after lunch"), by: desk.ana, at: at(2))
        try desk.edit(ada, .nextCallDate, "", "2026-09-22 10:00", at: at(3))
        func list(_ minutes: Double, _ limit: Int = 9) throws -> [String] {
            try desk.store.activities(of: desk.ana, since: at(minutes), kind: nil, limit: limit).map {
                "\($0.customerName): \($0.activity.text)"
            }
        }
        let all = try list(0)
        #expect(all.count == 3 && all[1] == "Ada: call after lunch" && all[2].hasPrefix("María Rossi: lead from Meta"))
        #expect(try desk.store.activities(of: desk.ana, since: at(3), kind: nil, limit: 9).first?.activity.call?.to == "2026-09-22 10:00")
        #expect(try list(0, 1) == [all[0]] && list(4).isEmpty)
        let notes = try desk.store.activities(of: desk.ana, since: at(0), kind: .noted, limit: 9).map(\.activity.text)
        #expect(notes == ["call after lunch"])
        _ = try desk.undo()
        #expect(try list(0) == [all[1], all[2]], "what was undone did not happen")
        _ = try desk.store.apply(.deleteCustomer(ada), by: desk.ana, at: at(5))
        #expect(try list(0) == [all[2]])
        let bob = try desk.store.addUser("bob").id
        #expect(try desk.store.activities(of: bob, since: at(0), kind: nil, limit: 9).isEmpty)
    }

    @Test("an absence is counted: leads, promised calls whose time has passed, changes by others", arguments: Engine.all)
    func absence(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let marco = try desk.colleague("marco")
        // 14:13 UTC is the moment; the user left at 13:30.
        let away = at(-43)
        let ids = try ["2026-09-21 13:30", "2026-09-21 13:31", "2026-09-21 14:13", "2026-09-21 14:14", "2026-09-21"].map {
            try desk.add([.customerName: $0, .status: "contacted", .nextCallDate: $0], at: at(-100))
        }
        try desk.lead("l1", at: at(-5))
        try desk.edit(ids[4], .companyName, "", "Acme", by: marco, at: at(-4))
        try desk.edit(ids[4], .companyName, "Acme", "Globex", at: at(-3))
        let moment = CallMoment(Desk.start, in: .gmt, hours: .standard)
        let absence = try desk.store.absence(of: desk.ana, since: away, at: moment)
        #expect(absence.leads == 1 && absence.missedCalls == 2 && absence.changes == ["marco": 1])
        #expect(absence.words == ["1 new", "2 calls missed", "1 changed by marco"])
        let yesterday = try desk.store.absence(of: desk.ana, since: at(-1440), at: moment)
        #expect(yesterday.missedCalls == 3, "a call of a day, without a time, is missed at no minute")
        #expect(try desk.store.absence(of: desk.ana, since: Desk.start, at: moment).isEmpty)
    }
}
