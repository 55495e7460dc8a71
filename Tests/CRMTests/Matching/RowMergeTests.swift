import CRM
import Foundation
import Testing

@Suite("What merging rows of a person gives") struct RowMergeTests {
    private func row(
        _ id: Int64, _ fields: [CustomerField: String] = [:], status: String = "new", next: String = "", touched: Double? = nil,
        lead: String? = nil
    ) -> Customer {
        var row = Customer(id: id, spreadsheetID: 1, customerName: "", status: status, nextCall: NextCall(next), createdAt: Moments.monday)
        for (field, text) in fields { row.set(field, text) }
        row.lead = lead.map { LeadMark(leadgenID: $0, formName: nil, isTest: false, createdTime: Moments.monday) }
        row.firstTouchedAt = touched.map { Moments.monday.addingTimeInterval($0) }
        return row
    }

    private func merge(_ row: Customer, _ others: Customer...) -> RowMerge {
        RowMerge([row] + others, statuses: .standard, country: Country("IT"))
    }

    @Test("blanks are filled, and what stands for nothing known is blank")
    func blanks() {
        let old = row(1, [.customerName: "Meta Lead", .companyName: " meta ads ", .phoneNumber: "n/a", .email: "N/A"])
        let new = row(
            2,
            [.customerName: "Ida", .companyName: "Globex", .phoneNumber: "+39 347 123 4567", .email: "i@x.it", .remark: "Meta Lead ID: 7"])
        #expect(
            merge(old, new).edits == [
                FieldEdit(.customerName, from: "Meta Lead", to: "Ida"), FieldEdit(.companyName, from: " meta ads ", to: "Globex"),
                FieldEdit(.phoneNumber, from: "n/a", to: "+39 347 123 4567"), FieldEdit(.email, from: "N/A", to: "i@x.it"),
                FieldEdit(.remark, from: "", to: "Meta Lead ID: 7"),
            ])
    }

    @Test("calls add up, the last outcome stands, and nobody's wish not to be called is lost")
    func contact() {
        var (old, new, silent) = (row(1), row(2, [.phoneNumber: "+39 347 123 4567"], lead: "7"), row(3))
        old.contact = ContactState(attempts: 2, lastContactAt: Moments.monday, lastOutcome: .noAnswer)
        let wish = DoNotCall(at: Moments.monday.addingTimeInterval(60), by: "marco")
        new.contact = ContactState(
            attempts: 1, lastContactAt: wish.at, lastOutcome: .doNotCall, doNotCall: wish, wrongNumber: "+39 347 123 4567")
        silent.contact.lastContactAt = Moments.monday.addingTimeInterval(120)
        #expect(
            merge(old, new, silent).contact
                == ContactState(
                    attempts: 3, lastContactAt: silent.contact.lastContactAt, lastOutcome: .doNotCall, doNotCall: wish,
                    wrongNumber: "+39 347 123 4567"))
        #expect(merge(new, row(4)).contact == nil)
    }

    @Test("nothing is overwritten, and what the others say differently is kept for the timeline, once")
    func nothingOverwritten() {
        let old = row(1, [.customerName: "Ida", .email: "old@x.it", .remark: "Meta Lead ID: 1"])
        let second = row(2, [.customerName: "Ida Rossi", .email: "new@x.it", .remark: "Meta Lead ID: 2", .companyName: "Meta Ads"])
        let third = row(3, [.customerName: "Ida Rossi", .email: "old@x.it", .remark: "after lunch"])
        let result = merge(old, second, third)
        #expect(result.edits == [])
        #expect(
            result.left == [
                FieldEdit(.customerName, from: "Ida", to: "Ida Rossi"), FieldEdit(.email, from: "old@x.it", to: "new@x.it"),
                FieldEdit(.remark, from: "Meta Lead ID: 1", to: "after lunch"),
            ])
    }

    @Test("of several that could fill a blank, the newest does")
    func newest() {
        let result = merge(row(1), row(2, [.email: "second@x.it"]), row(3, [.email: "third@x.it"]), row(4))
        #expect(result.edits == [FieldEdit(.email, from: "", to: "third@x.it")])
        #expect(result.left == [FieldEdit(.email, from: "third@x.it", to: "second@x.it")])
    }

    @Test(
        "the status that is furthest along stands, work that goes on wins over what ended or rests, and nothing over a sale",
        arguments: [
            (["new", "attempted"], "attempted"), (["attempted", "new"], "attempted"),
            (["contacted", "appointment", "interested"], "appointment"),
            (["won", "new"], "won"), (["lost", "interested"], "interested"), (["interested", "lost"], "interested"),
            (["lost", "won"], "won"),
            (["won", "lost"], "won"), (["nurture", "new"], "new"), (["junk", "new"], "new"), (["lost", "nurture"], "nurture"),
            (["new", "new"], "new"), (["lost", "junk"], "lost"), (["junk", "lost"], "junk"),
            (["retired word", "new"], "retired word"),
        ])
    func status(_ statuses: [String], expected: String) {
        let rows = statuses.enumerated().map { row(Int64($0.offset), status: $0.element) }
        let result = RowMerge(rows, statuses: .standard, country: nil)
        #expect(result.edits.first { $0.field == .status }?.to ?? result.whole.status == expected)
    }

    @Test("a next call is kept, and one is filled in only while the work has not ended")
    func nextCall() {
        let call = [FieldEdit(.nextCallDate, from: "", to: "2026-11-24 10:00")]
        #expect(merge(row(1), row(2, next: "2026-11-24 10:00")).edits == call)
        #expect(merge(row(1, next: "2026-12-01"), row(2, next: "2026-11-24")).edits == [])
        #expect(merge(row(1, status: "won"), row(2, status: "lost", next: "2026-11-24")).edits == [])
    }

    @Test(
        "who asks again after the work ended or rests is a fresh lead: the new row stays, with its call, its clock and what was known",
        arguments: [
            "lost", "junk", "nurture",
        ])
    func reopened(_ status: String) {
        let old = row(
            1, [.customerName: "Ida Rossi", .email: "i@x.it", .remark: "knows us"], status: status, next: "2026-12-24", touched: 60,
            lead: "1")
        let new = row(2, [.customerName: "Ida", .remark: "Meta Lead ID: 2"], next: "2026-11-23", lead: "2")
        let result = merge(old, new)
        #expect(result.reopens && result.whole.id == 2 && result.others.map(\.id) == [1] && result.touchedAt == nil)
        #expect(
            result.edits == [
                FieldEdit(.customerName, from: "Ida", to: "Ida Rossi"), FieldEdit(.email, from: "", to: "i@x.it"),
                FieldEdit(.remark, from: "Meta Lead ID: 2", to: "knows us"),
            ])
        let late = RowMerge([old, new], statuses: .standard, country: nil, mayReopen: false)
        #expect(!late.reopens && late.whole.id == 1 && late.edits.allSatisfy { $0.field != .status })
    }

    @Test("a sale stays one, is to be called, and says that the person asked again")
    func sale() {
        let result = merge(row(1, [.remark: "paid"], status: "won"), row(2, [.remark: "Meta Lead ID: 2"], next: "2026-11-23", lead: "2"))
        #expect(result.whole.id == 2 && result.whole.nextCall == NextCall("2026-11-23"))
        #expect(
            result.edits == [
                FieldEdit(.status, from: "new", to: "won"), FieldEdit(.remark, from: "Meta Lead ID: 2", to: "paid · asked again"),
            ])
    }

    @Test("of two phones the newest form's is first and the other is kept; the same number written otherwise is no second one")
    func phones() {
        let old = row(1, [.phoneNumber: "347 111 2233"], lead: "1")
        #expect(
            merge(old, row(2, [.phoneNumber: "+39 347 222 3344"], lead: "2")).edits == [
                FieldEdit(.phoneNumber, from: "347 111 2233", to: "+39 347 222 3344"),
                FieldEdit(.remark, from: "", to: "2nd phone 347 111 2233"),
            ])
        #expect(merge(old, row(2, [.phoneNumber: "+39 347 1112233"], lead: "2")).edits == [])
        #expect(
            merge(old, row(2, [.phoneNumber: "+39 347 222 3344"])).edits == [FieldEdit(.remark, from: "", to: "2nd phone +39 347 222 3344")]
        )
        #expect(merge(old, row(2, [.phoneNumber: "N/A"], lead: "2")).edits == [])
    }

    @Test("the first dealing with any of the rows stops the age of the lead")
    func touched() {
        #expect(merge(row(1), row(2, touched: 90), row(3, touched: 30)).touchedAt == Moments.monday.addingTimeInterval(30))
        #expect(merge(row(1, touched: 60), row(2, touched: 30)).touchedAt == nil)
        #expect(merge(row(1), row(2)).touchedAt == nil)
    }
}
