import Base
import Foundation
import MetaLeads
import MetaSimulator
import Testing

struct WebhookBodyTests {
    private let lead = SimulatedLead(
        id: "1000000000000037", pageID: "112233445566778", formID: "form_xyz789",
        createdTime: Date(timeIntervalSince1970: 1_234_567_890))
    private let sentAt = Date(timeIntervalSince1970: 1_234_567_900)

    @Test("the plain body is Meta's own shape")
    func plain() {
        let body = String(decoding: WebhookBody.make([lead], sentAt: sentAt), as: UTF8.self)
        #expect(
            body == """
                {"object":"page","entry":[{"id":"112233445566778","time":1234567900,"changes":[{"field":"leadgen",\
                "value":{"created_time":1234567890,"leadgen_id":"1000000000000037","page_id":"112233445566778",\
                "form_id":"form_xyz789"}}]}]}
                """)
    }

    @Test("ids become numbers where they are digits, and value can come before field")
    func styles() {
        let style = BodyStyle(idsAsNumbers: true, valueFirst: true, missingAd: .zero)
        let body = String(decoding: WebhookBody.make([lead], style: style, sentAt: sentAt), as: UTF8.self)
        #expect(
            body == """
                {"entry":[{"id":112233445566778,"time":1234567900,"changes":[{"value":{"created_time":1234567890,\
                "leadgen_id":1000000000000037,"page_id":112233445566778,"form_id":"form_xyz789","ad_id":0,\
                "adgroup_id":0},"field":"leadgen"}]}],"object":"page"}
                """)
    }

    @Test("neighbours of a page share an entry up to the size asked for")
    func entries() throws {
        let leads = (0..<5).map {
            SimulatedLead(id: "lead_\($0)", pageID: $0 < 4 ? "a" : "b", formID: "f", createdTime: sentAt)
        }
        let body = WebhookBody.make(leads, style: BodyStyle(changesPerEntry: 3), sentAt: sentAt)
        let json = try JSONValue.parse(body)
        #expect(json["entry"]?.elements?.map { $0["changes"]?.elements?.count } == [3, 1, 1])
        #expect(json["entry"]?.elements?.map { $0["id"]?.text } == ["a", "a", "b"])
    }

    @Test("a page without an app secret posts without a signature")
    func unsigned() {
        #expect(SignedBody([lead], sentAt: sentAt, appSecret: "").signature == nil)
        let signed = SignedBody([lead], sentAt: sentAt, appSecret: "s")
        #expect(WebhookSignature.matches(header: signed.signature, body: signed.bytes, appSecret: "s"))
    }
}
