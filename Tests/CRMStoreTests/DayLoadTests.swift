import CRM
import Testing

@Suite("What stands on a day") struct DayLoadTests {
    @Test("the calls of the user's spreadsheets on that day are counted, by their hours", arguments: Engine.all)
    func counts(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let other = try #require(
            try desk.store.apply(.createSpreadsheet(name: "Fair", description: ""), by: desk.ana, at: Desk.start).spreadsheetID)
        let day = try #require(CalendarDay("2026-11-27"))
        let calls = ["2026-11-27", "2026-11-27 10:00", "2026-11-27 10:45", "2026-11-27 09:00", "2026-11-26 10:00", "2026-11-28", ""]
        let ids = try calls.enumerated().map {
            try desk.add([.customerName: "\($0.offset)", .nextCallDate: $0.element], to: $0.offset % 2 == 0 ? other : nil)
        }
        try desk.add([.customerName: "lost", .status: "lost", .nextCallDate: "2026-11-27 10:00"])
        let bob = try desk.store.addUser("bob").id
        let his = try #require(
            try desk.store.apply(.createSpreadsheet(name: "Leads", description: ""), by: bob, at: Desk.start).spreadsheetID)
        _ = try desk.store.apply(
            .addCustomer(CustomerDraft(spreadsheetID: his, fields: [.customerName: "Bob's", .nextCallDate: "2026-11-27 10:00"])), by: bob,
            at: Desk.start)

        #expect(try desk.store.dayLoad(of: desk.ana, on: day, except: nil) == DayLoad(day: day, calls: 4, byHour: [9: 1, 10: 2]))
        #expect(try desk.store.dayLoad(of: desk.ana, on: day, except: ids[1]) == DayLoad(day: day, calls: 3, byHour: [9: 1, 10: 1]))
        #expect(
            try desk.store.dayLoad(of: desk.ana, on: day.adding(days: 9), except: nil)
                == DayLoad(day: day.adding(days: 9), calls: 0, byHour: [:]))

        _ = try desk.store.apply(.deleteCustomer(ids[3]), by: desk.ana, at: Desk.start)
        _ = try desk.store.apply(.deleteSpreadsheet(other), by: desk.ana, at: Desk.start)
        #expect(try desk.store.dayLoad(of: desk.ana, on: day, except: nil) == DayLoad(day: day, calls: 1, byHour: [10: 1]))
    }
}
