import CRM
import CRMStore
import Dispatch
import Foundation
import Synchronization
import Testing

@Suite("Merging by itself") struct JoinTests {
    private static let phone = PersonTests.phone
    private static let later = Desk.start.addingTimeInterval(3600)

    private func desk(_ engine: Engine) throws -> Desk {
        let desk = try Desk(engine, mergesEnquiries: true)
        try desk.savePage("100")
        return desk
    }

    @Test("a lead of somebody who is there becomes part of their row, and the timeline says so", arguments: Engine.withService)
    func joins(_ engine: Engine) throws {
        let desk = try desk(engine)
        let row = try desk.add([.customerName: "Ida", .phoneNumber: Self.phone, .remark: "knows us"], at: Desk.start)
        try desk.edit(row, .status, "new", "contacted")
        let saved = try desk.lead("l1", name: "Ida Rossi", phone: Self.phone, email: "ida@x.it", at: Self.later)
        #expect(saved.isNew && saved.customer.id == row && saved.userID == desk.ana)
        let joined = try #require(saved.joined)
        #expect(
            joined.into == row && joined.customer.customerName == "Ida Rossi" && joined.customer.enquiry == Enquiry(number: 2, count: 2))
        let now = try #require(try desk.store.customer(row))
        #expect(saved.customer == now)
        #expect(
            CustomerField.allCases.map { now[field: $0] } == ["Ida", "", Self.phone, "ida@x.it", "knows us", "contacted", "2026-09-21"])
        #expect(now.enquiry?.words == "2 enquiries")
        #expect(try desk.store.spreadsheets(of: desk.ana).map(\.customers) == [0, 1])
        #expect(
            try desk.store.timeline(of: row, limit: 9).prefix(2).map(\.text) == [
                "2nd enquiry taken in: e-mail none → ida@x.it, next call none → 2026-09-21; also said: name Ida Rossi",
                "asked again: lead from Meta: \"Kitchen form\"",
            ])
        #expect(try desk.store.timeline(of: row, limit: 9).prefix(2).allSatisfy { $0.author == nil })
        #expect(try desk.store.joined(in: joined.customer.spreadsheetID, limit: 9) == [joined])
        #expect(try desk.store.lead(of: row) == nil)
        #expect(try desk.store.person(of: row, for: desk.ana, limit: 9)?.leads.map(\.leadgenID) == ["l1"])
    }

    @Test("u makes it a row of its own, with the mission's values, after a restart too", arguments: Engine.withService)
    func undone(_ engine: Engine) throws {
        let desk = try desk(engine)
        let row = try desk.add([.customerName: "Ida", .phoneNumber: Self.phone])
        let before = try desk.store.customer(row)
        let own = try #require(try desk.lead("l1", name: "Ida Rossi", phone: Self.phone, at: Self.later).joined?.customer)
        #expect(
            try desk.again().undo(by: desk.ana, at: Self.later)?.sentence
                == "undid: took the 2nd enquiry of Ida into the row that was there")
        let split = try #require(try desk.store.customer(own.id))
        #expect(
            CustomerField.allCases.map { split[field: $0] } == [
                "Ida Rossi", "Meta Ads", Self.phone, "", "Meta Lead ID: l1", "new", "2026-09-21",
            ])
        #expect(try CustomerField.allCases.allSatisfy { try desk.text(row, $0) == before?[field: $0] })
        #expect(try desk.store.timeline(of: own.id, limit: 9).map(\.text) == ["lead from Meta: \"Kitchen form\""])
        #expect(try desk.store.timeline(of: row, limit: 9).map(\.text) == ["added to Leads"])
        #expect(try desk.store.joined(in: own.spreadsheetID, limit: 9) == [])
        #expect(try desk.redo() == "redid: took the 2nd enquiry of Ida into the row that was there")
        #expect(try desk.store.customer(own.id) == nil)
    }

    @Test("work that goes on keeps its status and the next call that stands; one that is missing is today", arguments: Engine.withService)
    func working(_ engine: Engine) throws {
        let desk = try desk(engine)
        let planned = try desk.add([
            .customerName: "María", .phoneNumber: "+39 347 222 3344", .status: "appointment", .nextCallDate: "2026-12-24 10:00",
        ])
        let blank = try desk.add([.customerName: "María", .phoneNumber: "+39 347 333 4455", .status: "attempted"])
        for (lead, phone) in [("l2", "+393472223344"), ("l3", "+393473334455")] { try desk.lead(lead, phone: phone, at: Self.later) }
        #expect(try [planned, blank].map { try desk.text($0, .status) } == ["appointment", "attempted"])
        #expect(try [planned, blank].map { try desk.text($0, .nextCallDate) } == ["2026-12-24 10:00", "2026-09-21"])
    }

    @Test(
        "who asks again after the work ended or rests is a fresh lead among the newest, with all that was known, and one u takes it back",
        arguments: [
            "lost", "junk", "nurture", "won",
        ])
    func askedAgain(_ status: String) throws {
        let desk = try desk(Engine.sqlite)
        let old = try desk.lead("l1", name: "Ida Rossi", phone: "+39 347 111 2233", email: "ida@x.it", at: Desk.start).customer
        try desk.edit(old.id, .nextCallDate, "2026-09-21", "", at: Desk.start)
        try desk.edit(old.id, .remark, "Meta Lead ID: l1", "wants white", at: Desk.start)
        try desk.edit(old.id, .status, "new", status, at: Desk.start.addingTimeInterval(60))
        let before = try desk.store.customer(old.id)
        let between = try desk.lead("l0", name: "Somebody", phone: "+39 347 999 8877", at: Self.later.addingTimeInterval(-5)).customer

        let saved = try desk.lead("l2", name: "Ida Rossi", phone: "+39 347 444 5566", email: "ida@x.it", at: Self.later)
        #expect(saved.isNew && saved.joined == nil)
        let now = try #require(try desk.store.customer(saved.customer.id))
        #expect(now.status == (status == "won" ? "won" : "new") && now.nextCall == NextCall("2026-09-21"))
        #expect(now.lead?.leadgenID == "l2" && now.lead?.createdTime == Self.later && now.phoneNumber == "+39 347 444 5566")
        #expect(now.remark == "wants white\(status == "won" ? " · asked again" : "") · 2nd phone +39 347 111 2233")
        #expect(status == "won" || now.firstTouchedAt == nil, "the clock runs from the new lead")
        #expect(try desk.store.customer(old.id) == nil)
        let rows = try desk.store.rows(SheetQuery(now.spreadsheetID), from: .start, limit: 9).rows
        #expect(rows.map(\.id) == [now.id, between.id])
        #expect(rows[0].enquiry?.words == "2 enquiries")
        for search in ["347 1112233", "3474445566", "wants white"] {
            #expect(
                try desk.store.rows(SheetQuery(now.spreadsheetID, search: search), from: .start, limit: 9).rows.map(\.id) == [now.id],
                "\(search)")
        }
        #expect(try desk.store.person(of: now.id, for: desk.ana, limit: 50)?.leads.map(\.leadgenID) == ["l2", "l1"])
        #expect(try desk.store.timeline(of: now.id, limit: 50).contains { $0.text == "status new → \(status)" })

        #expect(try desk.undo() == "undid: Ida Rossi asked again (2nd enquiry): \(status) → \(now.status)")
        #expect(try desk.store.customer(old.id)?.status == status && desk.store.customer(old.id)?.remark == before?.remark)
        #expect(try desk.text(saved.customer.id, .remark) == "Meta Lead ID: l2" && desk.text(saved.customer.id, .status) == "new")
        _ = try desk.redo()
        #expect(try desk.text(now.id, .remark) == now.remark && desk.store.customer(old.id) == nil)
    }

    @Test("an enquiry that is older than the end of the work opens nothing again", arguments: Engine.withService)
    func late(_ engine: Engine) throws {
        let desk = try desk(engine)
        let row = try desk.add([.customerName: "María", .phoneNumber: Self.phone])
        try desk.edit(row, .status, "new", "lost", at: Self.later)
        #expect(try desk.lead("l1", phone: Self.phone, at: Self.later.addingTimeInterval(-60)).joined?.into == row)
        #expect(try desk.text(row, .status) == "lost" && desk.text(row, .nextCallDate) == "")
    }

    @Test("another name makes another person, whatever they share, and stand-ins are shared by nobody", arguments: Engine.withService)
    func otherNames(_ engine: Engine) throws {
        let desk = try desk(engine)
        try desk.lead("l1", name: "Ann Lee", phone: "+39 347 111 2233", email: "family@lee.it")
        let spouse = try desk.lead("l2", name: "Bob Lee", phone: "+39 347 444 5566", email: "family@lee.it")
        #expect(spouse.joined == nil && spouse.customer.enquiry?.words == "2nd enquiry")
        #expect(try desk.lead("l3", name: "Cy Orr", phone: "+39 347 111 2233").joined == nil)
        #expect(try desk.lead("l4", name: "Ann Lee", phone: "+39 347 111 2233").joined?.customer.customerName == "Ann Lee")
        try desk.lead("l5", name: "Dan One", phone: "+1 555 555 5555", email: "test@test.com")
        let stranger = try desk.lead("l6", name: "Dan One", phone: "+1 555 555 5555", email: "test@test.com")
        #expect(stranger.joined == nil && stranger.customer.enquiry == nil)
    }

    @Test(
        "an address alone joins nobody without a name, where each has a number of its own: it may be the shop's",
        arguments: Engine.withService)
    func sharedAddress(_ engine: Engine) throws {
        let desk = try desk(engine)
        try desk.lead("l1", name: nil, phone: "+39 347 111 2233", email: "info@shop.example.it")
        let other = try desk.lead("l2", name: nil, phone: "+39 347 444 5566", email: "info@shop.example.it")
        #expect(other.joined == nil)
        #expect(try desk.lead("l3", name: "Ida Rossi", phone: "+39 347 777 8899", email: "info@shop.example.it").joined == nil)
        // The number, or a name with the address, tells who it is.
        #expect(try desk.lead("l4", name: nil, phone: "+39 347 444 5566").joined?.into == other.customer.id)
        #expect(try desk.lead("l5", name: "Ida Rossi", phone: "+39 347 000 1122", email: "info@shop.example.it").joined != nil)
    }

    @Test("test leads join nobody and nobody joins them; another user's customer is another person", arguments: Engine.withService)
    func strangers(_ engine: Engine) throws {
        let desk = try desk(engine)
        let ben = try desk.store.addUser("ben").id
        try desk.savePage("200", by: ben)
        #expect(try desk.lead("l1", phone: Self.phone, isTest: true).joined == nil)
        let real = try desk.lead("l2", phone: Self.phone)
        #expect(real.joined == nil)
        #expect(try desk.lead("l3", phone: Self.phone, page: "200").joined == nil)
        #expect(try desk.lead("l4", phone: Self.phone, isTest: true).joined == nil)
        #expect(try desk.lead("l5", phone: "N/A").joined == nil && desk.lead("l6", phone: "N/A").joined == nil)
        #expect(try desk.lead("l7", phone: Self.phone).joined?.into == real.customer.id)
    }

    @Test(
        "the same lead again changes nothing, and the lead of a merged row that was deleted does not come back",
        arguments: Engine.withService)
    func idempotent(_ engine: Engine) throws {
        let desk = try desk(engine)
        let row = try desk.lead("l1", phone: Self.phone).customer.id
        try desk.lead("l2", phone: Self.phone)
        let lines = try desk.store.timeline(of: row, limit: 99).count
        for _ in 0..<3 {
            let again = try desk.lead("l2", phone: Self.phone)
            #expect(!again.isNew && again.joined == nil && again.customer.id == row)
        }
        #expect(try desk.store.timeline(of: row, limit: 99).count == lines)
        _ = try desk.store.apply(.deleteCustomer(row), by: desk.ana, at: Desk.start)
        #expect(try !desk.lead("l2", phone: Self.phone).isNew)
        #expect(try desk.store.spreadsheets(of: desk.ana).map(\.customers) == [0, 0])
        #expect(try desk.lead("l3", phone: Self.phone).joined == nil, "a deleted row is nobody's")
    }

    @Test("somebody who asks more often than is counted still has one row", arguments: Engine.withService)
    func often(_ engine: Engine) throws {
        let desk = try desk(engine)
        let row = try desk.lead("l0", phone: Self.phone).customer.id
        for number in 1...(Enquiry.most + 5) { #expect(try desk.lead("l\(number)", phone: Self.phone).joined?.into == row) }
        #expect(try desk.store.spreadsheets(of: desk.ana).map(\.customers) == [1, 0])
        #expect(try desk.store.customer(row)?.enquiry?.words == "50+ enquiries")
    }

    @Test("two processes that save leads of one person at once make one row, with every lead in it", arguments: Engine.withService)
    func race(_ engine: Engine) throws {
        let desk = try desk(engine)
        let stores = [desk.store, try desk.engine.open(desk.folder, desk.sealer, mergesEnquiries: true)]
        let failures = Mutex<[String]>([])
        DispatchQueue.concurrentPerform(iterations: 2) { side in
            for index in 0..<20 {
                do { try desk.lead("l\(side)-\(index)", phone: Self.phone, in: stores[side]) } catch {
                    failures.withLock { $0.append("\(error)") }
                }
            }
        }
        #expect(failures.withLock { $0 } == [])
        #expect(try desk.store.spreadsheets(of: desk.ana).map(\.customers) == [1, 0])
        let row = try #require(try desk.store.customer(ofLead: "l0-0")).id
        let person = try #require(try desk.store.person(of: row, for: desk.ana, limit: 9))
        #expect(person.customer.enquiry == Enquiry(number: 1, count: 40, held: 40))
        #expect(person.leads.count == 40)
    }
}
