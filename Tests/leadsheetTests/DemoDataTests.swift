import CRM
import CRMStore
import Foundation
import MetaSimulator
import SQLiteEngine
import TestSupport
import Testing

@testable import leadsheet

@Suite struct DemoDataTests {
    private let now = Date(timeIntervalSince1970: 1_795_437_127)
    private let zone = TimeZone(identifier: "Europe/Rome") ?? .gmt

    @Test("the demo opens on leads from Meta, some of them new, beside the spreadsheets of a sales floor")
    func floor() throws {
        let folder = try TestFolder()
        let store = try CRMStore(path: "\(folder.path)/leadsheet.db", sealer: .random())
        let user = try store.addUser("ana")
        try DemoData(store: store, user: user, now: now, zone: zone, statuses: .standard).fill(pages: DemoPages.make(2), seed: 1)

        let sheets = try store.spreadsheets(of: user.id)
        let leads = try #require(sheets.first)
        #expect(leads.spreadsheet.name == Spreadsheet.metaAdsLeads)
        #expect(leads.new(in: .standard) > 0 && leads.new(in: .standard) < leads.customers)
        #expect(sheets.count == 5 && sheets.reduce(0) { $0 + $1.customers } > 600)
        #expect(try store.pages(of: user.id).map(\.signatureChecked) == [true, true])
        #expect(try store.undo(by: user.id, at: now) == nil, "nothing of it is the person's own work")
        for customer in try store.rows(SheetQuery(leads.id), from: .start, limit: 100).rows {
            let lead = try #require(try store.lead(of: customer.id))
            #expect(lead.createdTime < now && !lead.answers.isEmpty)
            #expect(try store.timeline(of: customer.id, limit: 50).last?.kind == .lead)
        }
    }

    @Test("the demo has customers of every group of the call list", arguments: ["00:00", "07:10", "14:32", "23:59"])
    func callList(time: String) throws {
        let folder = try TestFolder()
        let store = try CRMStore(path: "\(folder.path)/leadsheet.db", sealer: .random())
        let user = try store.addUser("ana")
        let now = CalendarDay(self.now, in: zone).instant(at: TimeOfDay(time), in: zone)
        try DemoData(store: store, user: user, now: now, zone: zone, statuses: .standard).fill(pages: DemoPages.make(2), seed: 1)
        let counts = try store.callCounts(of: user.id, at: CallMoment(now, in: zone, hours: .standard), upTo: 99)
        for group in CallGroup.now { #expect((1...50).contains(counts[group].count), "\(group)") }
        #expect(CallGroup.all(on: counts.moment.today).count { counts[$0].count > 0 } > 7)
    }

    @Test("the demo's desk is at work: calls of every hour and of today, templates, and views that have customers")
    func atWork() throws {
        let folder = try TestFolder()
        let store = try CRMStore(path: "\(folder.path)/leadsheet.db", sealer: .random())
        let user = try store.addUser("ana")
        let now = CalendarDay(self.now, in: zone).instant(at: TimeOfDay("14:32"), in: zone)
        try DemoData(store: store, user: user, now: now, zone: zone, statuses: .standard).fill(pages: DemoPages.make(2), seed: 1)

        let question = InsightQuestion(span: .month, grouping: .form)
        let facts = try store.insightFacts(of: user.id, in: question.periods(at: now, in: zone), by: .form)
        let insights = Insights(facts, question, statuses: .standard, zone: zone, at: now)
        #expect((3...60).contains(insights.today.made) && insights.today.reached > 0, "\(insights.today)")
        #expect(insights.hours.count { $0.made > 0 } >= 9)
        let atNight = facts.calls.count { !(8..<19).contains(TimeOfDay($0.at, in: zone).minutes / 60) }
        #expect(facts.calls.count > 100 && atNight * 20 < facts.calls.count, "\(atNight) of \(facts.calls.count)")

        let views = try store.views(of: user.id)
        #expect(views.map(\.name) == SavedView.builtIn.map(\.name) + [DemoData.view.name])
        for view in views {
            #expect(try customers(of: view.query, store, user, now).count > 0, "\(view.name)")
        }
        for customer in try customers(of: SavedView.builtIn[4].query, store, user, now) {
            #expect(customer.contact.attempts >= 3 && customer.status == "attempted", "\(customer.customerName)")
        }
        #expect(
            try customers(of: "status:won changed:thismonth", store, user, now).count < customers(of: "status:won", store, user, now).count)
        #expect(
            try store.templates(of: user.id).map(\.name) == MessageTemplate.builtIn.map(\.name) + [DemoData.template.name])
        let calls = try store.calls(nil, of: user.id, at: CallMoment(now, in: zone, hours: .standard), limit: 500)
        #expect(calls.contains { $0.last?.text.hasPrefix("no answer (") == true })
        #expect(calls.contains { $0.last?.text.hasPrefix("WhatsApp") == true })
    }

    private func customers(of query: String, _ store: CRMStore, _ user: User, _ now: Date) throws -> [Customer] {
        let filter = try QueryParser.parse(query, in: QueryContext(CallDateContext(now: now, zone: zone), statuses: .standard))
        return try store.rows(SheetQuery(.user(user.id), filter), from: .start, limit: 1000).rows
    }

    @Test("every telephone number of the demo is one that its country gives out, shown as it is dialled")
    func phones() {
        for customer in (1...3).flatMap({ SalesFloor.make(seed: $0, now: now, zone: zone).customers }) {
            #expect(PhoneNumber(customer.phoneNumber, country: nil)?.isValid == true, "\(customer.phoneNumber)")
        }
        let factory = LeadFactory(seed: 7)
        for page in DemoPages.make(2) {
            for number in 0..<400 {
                let lead = factory.lead(
                    number: number, kind: number.isMultiple(of: 2) ? .ordinary : .translated, page: page, createdTime: now)
                for answer in lead.answers {
                    #expect(answer.values?.isEmpty == false, "an answer of lead \(number) is empty")
                    guard let text = answer.values?.first, text.hasPrefix("+") else { continue }
                    #expect(PhoneNumber(text, country: nil)?.isValid == true, "\(text)")
                }
            }
        }
    }

    @Test("the same seed gives the same leads")
    func seed() {
        func make(_ seed: UInt64) -> DemoLeads {
            DemoLeads.make(seed: seed, pages: ["1", "2"], now: now, zone: zone, statuses: .standard)
        }
        #expect(make(3).leads == make(3).leads && make(3).entries == make(3).entries)
        #expect(make(3).leads != make(4).leads)
    }
}
