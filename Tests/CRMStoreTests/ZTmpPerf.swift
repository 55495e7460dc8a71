import CRM
import CRMStore
import Foundation
import Testing

@Suite("tmpperf") struct TmpPerf {
    @Test("perf") func perf() throws {
        let desk = try Desk()
        let store = try #require(desk.store as? CRMStore)
        func time(_ name: String, _ n: Int = 1, _ body: () throws -> Void) rethrows {
            let clock = ContinuousClock()
            let t = try clock.measure { for _ in 0..<n { try body() } }
            print("PERF \(name): \(t / n)")
        }
        let st = ["new", "new", "new", "won", "attempted"]
        let people = (0..<400_000).lazy.map { i in
            Customer(id: 0, spreadsheetID: 0, customerName: "c\(i &* 7919 % 400_000)", companyName: "Meta Ads", phoneNumber: "+39 \(i)", email: "c\(i)@example.com", remark: "Meta Lead ID: \(i)", status: i % 5000 == 0 ? "lost" : st[i % 5], nextCall: i % 3 == 0 ? nil : NextCall(CalendarDay(number: 20000 + i % 400)), createdAt: Desk.start.addingTimeInterval(Double(i)))
        }
        try time("import 400k") { try store.importCustomers(people, into: desk.sheet) }
        for order in WindowTests.orders {
            let q = SheetQuery(desk.sheet, order: order)
            var mid = try store.rows(q, from: .start, limit: 100)
            try time("start \(order.key) \(order.isDescending)", 10) { mid = try store.rows(q, from: .start, limit: 100) }
            let c = try #require(try store.customer(200_000))
            try time("after mid", 10) { mid = try store.rows(q, from: .after(c), limit: 100) }
            try time("around mid", 10) { mid = try store.rows(q, from: .around(c), limit: 100) }
        }
        var q = SheetQuery(desk.sheet, statuses: ["lost"])
        try time("rare status", 3) { _ = try store.rows(q, from: .start, limit: 100) }
        q = SheetQuery(desk.sheet, statuses: ["won"])
        try time("common status", 3) { _ = try store.rows(q, from: .start, limit: 100) }
        try time("count status", 3) { _ = try store.count(q, upTo: .max) }
        for w in ["a", "c12345", "zzzz", "example c39", "meta"] {
            q = SheetQuery(desk.sheet, search: w)
            try time("search \(w)", 2) { _ = try store.rows(q, from: .start, limit: 100) }
            try time("count \(w)", 2) { _ = try store.count(q, upTo: 10000) }
        }
        try time("sheets", 3) { _ = try store.spreadsheets(of: nil) }
        try desk.savePage("100")
        let batch = (0..<500).map { i in Delivery(receivedAt: Desk.start, body: [UInt8](repeating: 65, count: 300), events: [NewEvent(kind: .lead, pageID: "100", leadgenID: "\(UInt64.random(in: 0 ... .max))", formID: "1", createdTime: Desk.start, signatureChecked: true)]) }
        try time("append 500", 60) { _ = try store.append(batch) }
        let small = Array(batch.prefix(64))
        try time("append 64", 60) { _ = try store.append(small) }
        var got: [WebhookEvent] = []
        try time("takeDue 64", 5) { got = try store.takeDue(at: Desk.start, limit: 64, perPage: 64, except: []) }
        try time("takeDue none", 5) { _ = try store.takeDue(at: Desk.start, limit: 64, perPage: 64, except: ["100"]) }
        var k = 0
        try time("save", 60) { _ = try store.save(Desk.arrival(got[k].leadgenID ?? ""), for: got[k].id, at: Desk.start); k += 1 }
        try time("feed", 5) { _ = try store.events(before: nil, state: nil, user: desk.ana, limit: 100) }
        try time("feed state", 5) { _ = try store.events(before: nil, state: .received, user: desk.ana, limit: 100) }
        try time("pages", 5) { _ = try store.pages(of: nil) }
        try time("nextDue", 5) { _ = try store.nextDue() }
        try time("canWrite", 5) { _ = store.canWrite() }
        try time("arrivals", 5) { _ = try store.arrivals(user: desk.ana, until: Desk.start, span: 60, buckets: 24) }
        let size = try FileManager.default.attributesOfItem(atPath: desk.path)[.size] ?? 0
        print("PERF size \(size)")
        k = 300_000
        try time("edit", 30) { try desk.edit(Int64(k), .remark, desk.text(Int64(k), .remark) ?? "", "x"); k += 1 }
    }
}
