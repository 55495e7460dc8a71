import CRM
import CRMStore
import Foundation
import Testing

@Suite("Answers as columns of a list") struct RowAnswersTests {
    private static func lead(_ desk: Desk, _ id: String, _ answers: [(String, [String])], phone: String? = nil, at: Double = 0) throws
        -> Customer.ID
    {
        var arrival = Desk.arrival(id, created: Desk.start.addingTimeInterval(at))
        arrival.contact = LeadContact(name: "Person \(id)", phone: phone)
        arrival.lead.answers = answers.map { Answer(name: $0.0, label: $0.0, values: $0.1) }
        return try desk.save(arrival, for: desk.post([id])[0].id).customer.id
    }

    private static func query(_ desk: Desk, _ questions: String...) throws -> SheetQuery {
        let sheet = try #require(try desk.store.spreadsheets(of: desk.ana).first { $0.spreadsheet.name == Spreadsheet.metaAdsLeads })
        var query = SheetQuery(sheet.id)
        query.questions = Set(questions.map(QuestionKey.of))
        return query
    }

    @Test("a question in other letters is the same, several values are one text, and only what is asked for is read", arguments: Engine.all)
    func reads(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let first = try Self.lead(desk, "l1", [("Budget?", ["10-20,000 €", "more"]), ("City", ["Torino"])])
        let second = try Self.lead(desk, "l2", [("BÚDGET?", ["日本円"]), ("  budget? ", ["left out"])])
        let third = try Self.lead(desk, "l3", [("Budget?", [])])
        let rows = try desk.store.rows(Self.query(desk, "budget?"), from: .start, limit: 10).rows
        let answers = Dictionary(uniqueKeysWithValues: rows.map { ($0.id, $0.answers) })
        #expect(answers == [first: ["budget?": "10-20,000 €, more"], second: ["budget?": "日本円"], third: [:]])
        #expect(try desk.store.rows(Self.query(desk), from: .start, limit: 10).rows.allSatisfy { $0.answers.isEmpty })
    }

    @Test("of rows that were made one the newest lead's answer counts, and an older one fills what it left out", arguments: Engine.all)
    func merged(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let phone = "+39 347 123 4567"
        let first = try Self.lead(desk, "l1", [("Budget?", ["old"]), ("City", ["Torino"])], phone: phone)
        _ = try Self.lead(desk, "l2", [("Budget?", ["new"])], phone: phone, at: 600)
        _ = try desk.store.apply(.mergeRows(of: first), by: desk.ana, at: Desk.start.addingTimeInterval(900))
        let query = try Self.query(desk, "Budget?", "City")
        let rows = try desk.store.rows(query, from: .start, limit: 10).rows
        #expect(rows.map(\.answers) == [["budget?": "new", "city": "Torino"]])
        #expect(try desk.store.answers(of: rows.map(\.id)).values.first?.map { $0.values } == [["new"], ["old"], ["Torino"]])
    }

    @Test("rows that are asked for by themselves are as in the list: with their enquiry and their answers", arguments: Engine.all)
    func alone(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let first = try Self.lead(desk, "l1", [("Budget?", ["5,000"])], phone: "+39 347 123 4567")
        let second = try Self.lead(desk, "l2", [("Budget?", ["9,000"])], phone: "+39 347 123 4567", at: 60)
        let query = try Self.query(desk, "Budget?")
        let rows = try desk.store.rows([first, second, 999], as: query).sorted { $0.id < $1.id }
        #expect(rows == (try desk.store.rows(query, from: .start, limit: 10).rows.sorted { $0.id < $1.id }))
        #expect(rows.map(\.answers) == [["budget?": "5,000"], ["budget?": "9,000"]] && rows.allSatisfy { $0.enquiry != nil })
    }
}
