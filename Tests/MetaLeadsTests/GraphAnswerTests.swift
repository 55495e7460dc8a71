import Foundation
import Testing

@testable import MetaLeads

@Suite("Answers of the Graph API")
struct GraphAnswerTests {
    @Test("a full lead is read, ids as text and consent as truth")
    func fullLead() throws {
        let json =
            #"{"id":1234567890123456,"created_time":"2015-02-28T08:49:14+0000","ad_id":120251304671210738,"ad_name":"Ad","adset_id":"5","adset_name":"Set","campaign_id":6,"campaign_name":"C","form_id":"7","platform":"ig","is_organic":"false","field_data":[{"name":"full_name","values":["J\u00f6rg"]},{"name":"inbox_url"},{"name":"x","values":[]},{"name":"n","values":[5,true,null]},{"name":"one","values":"y"},{"values":["lost"]},7],"custom_disclaimer_responses":[{"checkbox_key":"a","is_checked":"1"},{"checkbox_key":"b","is_checked":""},{"checkbox_key":"c","is_checked":true}]}"#
        let lead = try GraphLead.parse(Array(json.utf8))
        #expect(lead.id == "1234567890123456")
        #expect(lead.createdTime == Date(timeIntervalSince1970: 1_425_113_354))
        #expect([lead.adID, lead.adsetID, lead.campaignID, lead.formID] == ["120251304671210738", "5", "6", "7"])
        #expect([lead.adName, lead.adsetName, lead.campaignName, lead.platform] == ["Ad", "Set", "C", "ig"])
        #expect(lead.isOrganic == false)
        #expect(
            lead.fields == [
                LeadAnswer(name: "full_name", values: ["Jörg"]), LeadAnswer(name: "inbox_url", values: []),
                LeadAnswer(name: "x", values: []), LeadAnswer(name: "n", values: ["5", "true"]),
                LeadAnswer(name: "one", values: ["y"]),
            ])
        #expect(lead.disclaimers.map(\.isChecked) == [true, false, true])
        #expect(lead.raw == json)
    }

    @Test("a lead with little in it is read too")
    func smallLead() throws {
        let lead = try GraphLead.parse(Array(#"{"id":"lead_abc123","field_data":[],"ad_id":"0","ad_name":""}"#.utf8))
        #expect(lead == GraphLead(id: "lead_abc123", raw: lead.raw))
    }

    @Test("what is no lead is unreadable", arguments: ["", "<html>", "[]", "{}", #"{"id":"1"}"#, #"{"id":"1","field_data":{}}"#])
    func noLead(_ text: String) {
        #expect { try GraphLead.parse(Array(text.utf8)) } throws: { ($0 as? GraphFailure)?.kind == .unreadable }
    }

    @Test("an error inside an answer is an error, even with HTTP 200")
    func errorInside() {
        let body = Array(#"{"error":{"message":"x","code":190,"error_subcode":463},"id":"1","field_data":[]}"#.utf8)
        #expect { try GraphLead.parse(body) } throws: { ($0 as? GraphFailure)?.kind == .tokenRefused }
        #expect { try GraphForm.parse(body) } throws: { ($0 as? GraphFailure)?.subcode == 463 }
    }

    @Test("a form is read with its questions and choices")
    func form() throws {
        let json =
            #"{"id":7,"name":"Spring","locale":"de_DE","status":"ACTIVE","questions":[{"key":"question1","label":"Name","type":"FULL_NAME","id":"1"},{"key":"k","label":"Küche?","type":"CUSTOM","options":[{"key":"modular_kitchen","value":"Modular kitchen"},{"value":"Other"},{}]},{"label":"no key"}]}"#
        let form = try GraphForm.parse(Array(json.utf8))
        #expect(form.id == "7")
        #expect(form.name == "Spring")
        #expect(
            form.questions == [
                FormQuestion(key: "question1", label: "Name", type: "FULL_NAME"),
                FormQuestion(
                    key: "k", label: "Küche?", type: "CUSTOM",
                    options: [.init(key: "modular_kitchen", value: "Modular kitchen"), .init(key: "Other", value: "Other")]),
            ])
        #expect(throws: GraphFailure.self) { try GraphForm.parse(Array("{}".utf8)) }
    }

    @Test("a page is read")
    func page() throws {
        #expect(try GraphPage.parse(Array(#"{"id":"5","name":"Café"}"#.utf8)) == GraphPage(id: "5", name: "Café"))
    }

    @Test("a page's token is read; a page without one is a permission that is missing")
    func pageToken() throws {
        #expect(try GraphPageToken.parse(Array(#"{"access_token":"EAAx","id":"5"}"#.utf8)) == "EAAx")
        for answer in [#"{"id":"5"}"#, #"{"access_token":"","id":"5"}"#] {
            #expect { try GraphPageToken.parse(Array(answer.utf8)) } throws: { ($0 as? GraphFailure)?.kind == .permissionMissing }
        }
    }

    @Test("the facts about a token: two clocks, scopes and their pages")
    func token() throws {
        let json =
            #"{"data":{"app_id":138483919580948,"type":"PAGE","application":"CRM","is_valid":true,"expires_at":0,"data_access_expires_at":1700000000,"profile_id":"77","user_id":"8","scopes":["leads_retrieval","pages_show_list"],"granular_scopes":[{"scope":"leads_retrieval","target_ids":["77"]},{"scope":"pages_show_list"}]}}"#
        let facts = try TokenFacts.parse(Array(json.utf8), secrets: [])
        #expect(facts.isValid)
        #expect(facts.expiresAt == nil)
        #expect(facts.dataAccessExpiresAt == Date(timeIntervalSince1970: 1_700_000_000))
        #expect(facts.appID == "138483919580948")
        #expect(facts.profileID == "77")
        #expect(facts.scopes == ["leads_retrieval", "pages_show_list"])
        #expect(
            facts.granularScopes == [
                .init(name: "leads_retrieval", targetIDs: ["77"]), .init(name: "pages_show_list"),
            ])
    }

    @Test("an invalid token is a fact, told without the token")
    func invalidToken() throws {
        let json =
            #"{"data":{"is_valid":false,"scopes":[],"error":{"code":190,"message":"Session of EAAB0123456789abcdef has expired, as own-words-1 of the app","subcode":463}}}"#
        let facts = try TokenFacts.parse(Array(json.utf8), secrets: ["own-words-1"])
        #expect(!facts.isValid)
        #expect(facts.problem == "Session of [hidden] has expired, as [hidden] of the app")
        #expect(throws: GraphFailure.self) { try TokenFacts.parse(Array(#"{"data":{}}"#.utf8), secrets: []) }
    }

    @Test(
        "times come in several shapes",
        arguments: [
            ("2015-02-28T08:49:14+0000", 1_425_113_354), ("2015-02-28T08:49:14+00:00", 1_425_113_354),
            ("2015-02-28T08:49:14Z", 1_425_113_354), ("2015-02-28T10:19:14+0130", 1_425_113_354),
            ("2015-02-27T23:49:14-0900", 1_425_113_354), ("2015-02-28T08:49:14.000+0000", 1_425_113_354),
            ("2024-02-29T00:00:00+0000", 1_709_164_800), ("2000-03-01T00:00:00Z", 951_868_800),
            ("1425113354", 1_425_113_354), ("1425113354000", 1_425_113_354),
        ] as [(String, Double)])
    func times(_ text: String, _ seconds: Double) {
        #expect(MetaTime.date(text) == Date(timeIntervalSince1970: seconds))
    }

    @Test(
        "what is no time is none",
        arguments: [
            "", "0", "-5", "nan", "inf", "1e300", "2015-02-29T00:00:00Z", "2015-13-01T00:00:00Z", "2015-02-28", "2015-02-28T08:49:14",
            "2015-02-28T25:00:00Z", "2015-02-28T08:49:14+0000x", "0000-01-01T00:00:00Z", "２０１５-02-28T08:49:14Z",
        ])
    func noTimes(_ text: String) {
        #expect(MetaTime.date(text) == nil)
    }
}
