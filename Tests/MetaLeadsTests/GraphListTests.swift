import Base
import Foundation
import Testing

@testable import MetaLeads

@Suite("Lists of the Graph API")
struct GraphListTests {
    private let access = PageAccess(accessToken: "EAAtoken", appSecret: "secret")

    private func leads(_ json: String) throws(GraphFailure) -> GraphList<ListedLead> {
        try GraphList.parse(Array(json.utf8), ListedLead.init(json:))
    }

    @Test("leads are asked from a second on, that second included, after a cursor and with a limit")
    func question() throws {
        let address = try GraphAddress(baseURL: "https://graph.facebook.com", version: "v25.0")
        let url = try address.leads("7", Date(timeIntervalSince1970: 1_790_000_000.9), "Q/+=&x", 50, .minimal, access).url
        let parts = try #require(URLComponents(string: url))
        #expect(parts.path == "/v25.0/7/leads")
        let query = Dictionary(uniqueKeysWithValues: (parts.queryItems ?? []).map { ($0.name, $0.value ?? "") })
        #expect(query["filtering"] == "[{\"field\":\"time_created\",\"operator\":\"GREATER_THAN_OR_EQUAL\",\"value\":1790000000}]")
        #expect(query["after"] == "Q/+=&x")
        #expect(query["limit"] == "50")
        #expect(query["fields"] == "id,created_time,form_id,field_data")
        #expect(query["appsecret_proof"] != nil)
        #expect(!url.contains("EAAtoken"))
    }

    @Test("forms are asked with their counts, of the page alone, whatever its id and the cursor hold")
    func formsQuestion() throws {
        let address = try GraphAddress(baseURL: "https://graph.facebook.com", version: "v25.0")
        let parts = try #require(URLComponents(string: try address.forms("../me?x", "&access_token=stolen#", 100, access).url))
        #expect(parts.percentEncodedPath == "/v25.0/..%2Fme%3Fx/leadgen_forms")
        #expect(parts.fragment == nil)
        #expect(parts.queryItems?.map(\.name) == ["fields", "limit", "after", "appsecret_proof"])
        #expect(parts.queryItems?.first?.value == "id,name,status,locale,questions,leads_count,expired_leads_count")
        #expect(parts.queryItems?[2].value == "&access_token=stolen#")
    }

    @Test("a list goes on while there is a next, by the cursor and never by its address")
    func next() throws {
        let more =
            "{\"data\":[{\"id\":1}],\"paging\":{\"cursors\":{\"before\":\"A\",\"after\":\"B\"},\"next\":\"https://evil.example/?access_token=x\"}}"
        #expect(try leads(more).next == "B")
        #expect(try leads("{\"data\":[],\"paging\":{\"cursors\":{\"before\":\"A\",\"after\":\"B\"}}}").next == nil)
        #expect(try leads("{\"data\":[]}").next == nil)
    }

    @Test(
        "what is no list, or goes on without a cursor to go on with, is an error and no end",
        arguments: [
            "{}", "{\"data\":{}}", "[]", "<html>", "{\"data\":[],\"paging\":{\"next\":\"x\"}}",
            "{\"data\":[],\"paging\":{\"cursors\":{\"after\":\"\"},\"next\":\"x\"}}",
            "{\"data\":[],\"paging\":{\"cursors\":{\"after\":{}},\"next\":\"x\"}}",
            "{\"data\":[],\"paging\":{\"cursors\":{\"after\":\"\(String(repeating: "A", count: 5000))\"},\"next\":\"x\"}}",
            "{\"error\":{\"code\":190,\"message\":\"no\"}}",
        ])
    func broken(_ json: String) {
        #expect(throws: GraphFailure.self) { try leads(json) }
    }

    @Test("leads keep their ids digit for digit; one without an id does not cost the others")
    func elements() throws {
        let list = try leads(
            "{\"data\":[{\"id\":120251304671210738,\"created_time\":\"2026-09-21T13:33:20+0000\",\"form_id\":\"9\",\"ad_id\":0,\"field_data\":[{\"name\":\"a\",\"values\":[\"\\u0007\\\"ü\"]}]},{\"created_time\":\"x\"},7,{\"id\":\"2\",\"created_time\":\"never\"}]}"
        )
        #expect(list.items.map(\.id) == ["120251304671210738", "2"])
        #expect(list.unreadable == 2)
        #expect(list.items[0].createdTime == Date(timeIntervalSince1970: 1_789_997_600))
        #expect(list.items[0].formID == "9" && list.items[0].adID == nil && list.items[1].createdTime == nil)
        let raw = try JSONValue.parse(list.items[0].raw.utf8)
        #expect(raw["id"] == .number("120251304671210738"))
        #expect(raw["field_data"]?.elements?.first?["values"] == .array([.string("\u{7}\"ü")]))
    }

    @Test(
        "what Meta still has of a form is what came less what has expired",
        arguments: [
            ("{\"id\":\"1\",\"leads_count\":10,\"expired_leads_count\":4}", 6), ("{\"id\":\"1\",\"leads_count\":\"10\"}", 10),
            ("{\"id\":\"1\",\"leads_count\":3,\"expired_leads_count\":9}", 0), ("{\"id\":\"1\",\"expired_leads_count\":9}", nil),
            ("{\"id\":\"1\",\"leads_count\":-5}", nil),
        ] as [(String, Int?)])
    func held(_ json: String, _ held: Int?) throws {
        #expect(CountedForm(json: try JSONValue.parse(json.utf8))?.held == held)
    }

    @Test("Meta's wish to be asked for less is known by its words")
    func less() {
        #expect(GraphFailure(kind: .transient, code: 1, message: "Please reduce the amount of data you're asking for").asksForLess)
        #expect(!GraphFailure(kind: .transient, code: 1, message: "An unknown error occurred").asksForLess)
        #expect(GraphFailure(kind: .tooLarge, message: "The answer is larger than 4 MiB.").asksForLess)
        #expect(!GraphFailure(kind: .unreadable, message: "It is no JSON.").asksForLess)
        #expect(!GraphFailure(kind: .rateLimited, code: 4, message: "reduce the amount of data").asksForLess)
    }
}
