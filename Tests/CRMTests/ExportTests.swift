import Base
import CRM
import Foundation
import Testing

@Suite("export")
struct ExportTests {
    static let lead = ExportRow(
        user: "ana", spreadsheet: "Meta Ads Leads",
        customer: Customer(
            id: 7, spreadsheetID: 1, customerName: "María, \"Mimi\" Rossi", companyName: "=HYPERLINK(1)", phoneNumber: "+39 347 123 4567",
            email: "maria@example.com", remark: "two\nlines", status: "new", nextCall: NextCall("2026-11-24 10:00"),
            lead: LeadMark(leadgenID: "769224190664558", formName: "Kitchen form", isTest: true, createdTime: Moments.monday),
            createdAt: Date(timeIntervalSince1970: 1_795_444_360.007),
            contact: ContactState(
                attempts: 2, lastContactAt: Moments.monday, lastOutcome: .voicemail, doNotCall: DoNotCall(at: Moments.monday, by: "ana")),
            claim: LeadClaim(userID: 2, name: "ben", at: Moments.monday)),
        lead: Lead(
            leadgenID: "769224190664558", pageID: "102858741624226", formID: "9007199254740993", adID: nil, campaignID: "44", isTest: true,
            createdTime: Moments.monday, answers: [Answer(name: "budget", label: "Budget?", values: ["10-20,000 €", "more"])],
            consents: [Consent(name: "agree_to_be_called", isGiven: true), Consent(name: "sms", isGiven: false)]))
    static let plain = ExportRow(
        user: "ana", spreadsheet: "Referrals",
        customer: Customer(id: 8, spreadsheetID: 2, customerName: "Zoë", createdAt: Moments.monday), lead: nil)

    private func export(_ format: ExportWriter.Format, _ rows: [ExportRow]) throws -> String {
        var text = ""
        var writer = ExportWriter(format) { text += $0 }
        try writer.header()
        for row in rows { try writer.row(row) }
        try writer.footer()
        return text
    }

    @Test("the CSV has the seven columns first, ends its records in CR LF, and quotes and guards what it must")
    func csv() throws {
        let text = try export(.csv, [Self.lead, Self.plain])
        let expected = [
            "customer_name,company_name,phone_number,email,remark,status,next_call_date,id,user,spreadsheet,next_call_time,leadgen_id,page_id,"
                + "form_id,ad_id,campaign_id,is_test,created_at,answers,consent,attempts,last_contact,last_outcome,do_not_call,claimed_by",
            "\"María, \"\"Mimi\"\" Rossi\",'=HYPERLINK(1),+39 347 123 4567,maria@example.com,\"two\nlines\",new,2026-11-24,7,ana,Meta Ads Leads,"
                + "10:00,769224190664558,102858741624226,9007199254740993,,44,true,2026-11-23T14:32:40.007Z,"
                + "\"[{\"\"name\"\":\"\"budget\"\",\"\"label\"\":\"\"Budget?\"\",\"\"values\"\":[\"\"10-20,000 €\"\",\"\"more\"\"]}]\","
                + "\"[{\"\"name\"\":\"\"agree_to_be_called\"\",\"\"label\"\":\"\"Agree to be called\"\",\"\"is_given\"\":true},{\"\"name\"\":\"\"sms\"\",\"\"label\"\":\"\"Sms\"\",\"\"is_given\"\":false}]\",2,2026-11-23T14:32:40.000Z,voicemail,true,ben",
            "Zoë,,,,,new,,8,ana,Referrals,,,,,,,false,2026-11-23T14:32:40.000Z,[],[],0,,,false,",
            "",
        ]
        #expect(text.unicodeScalars.elementsEqual(expected.joined(separator: "\r\n").unicodeScalars))
        #expect(ExportRow.csvColumns.count == Self.lead.csvCells.count)
    }

    @Test("the JSON is an array of objects with exactly the agreed keys, in order, null where nothing is known")
    func json() throws {
        let text = try export(.json, [Self.lead, Self.plain])
        #expect(
            text == """
                [
                {"id":7,"user":"ana","spreadsheet":"Meta Ads Leads","customer_name":"María, \\"Mimi\\" Rossi","company_name":"=HYPERLINK(1)",\
                "phone_number":"+39 347 123 4567","email":"maria@example.com","remark":"two\\nlines","status":"new","next_call_date":"2026-11-24",\
                "next_call_time":"10:00","leadgen_id":"769224190664558","page_id":"102858741624226","form_id":"9007199254740993","ad_id":null,\
                "campaign_id":"44","is_test":true,"created_at":"2026-11-23T14:32:40.007Z",\
                "answers":[{"name":"budget","label":"Budget?","values":["10-20,000 €","more"]}],\
                "consent":[{"name":"agree_to_be_called","label":"Agree to be called","is_given":true},{"name":"sms","label":"Sms","is_given":false}],\
                "attempts":2,"last_contact":"2026-11-23T14:32:40.000Z","last_outcome":"voicemail","do_not_call":true,"claimed_by":"ben"},
                {"id":8,"user":"ana","spreadsheet":"Referrals","customer_name":"Zoë","company_name":"","phone_number":"","email":"","remark":"",\
                "status":"new","next_call_date":null,"next_call_time":null,"leadgen_id":null,"page_id":null,"form_id":null,"ad_id":null,\
                "campaign_id":null,"is_test":false,"created_at":"2026-11-23T14:32:40.000Z","answers":[],"consent":[],\
                "attempts":0,"last_contact":null,"last_outcome":null,"do_not_call":false,"claimed_by":null}
                ]

                """)
        #expect(try JSONSerialization.jsonObject(with: Data(text.utf8)) is [[String: Any]])
    }

    @Test("a row that others were merged into exports all their leads, also where it had none of its own")
    func merged() throws {
        let second = Lead(
            leadgenID: "800", pageID: "1", formID: "f2", createdTime: Moments.monday,
            answers: [Answer(name: "when", label: "When?", values: ["=now"])])
        let row = ExportRow(user: "ana", spreadsheet: "S", customer: Self.lead.customer, lead: Self.lead.lead, otherLeads: [second])
        let csv = try export(.csv, [row])
        #expect(csv.contains(",769224190664558 800,102858741624226,"))
        #expect(csv.contains("\"\"Budget?\"\"") && csv.contains("\"\"When?\"\""))
        let json = try export(.json, [row])
        #expect(
            json.contains(
                """
                "other_leads":[{"leadgen_id":"800","page_id":"1","form_id":"f2","ad_id":null,"campaign_id":null,\
                "created_at":"2026-11-23T14:32:40.000Z","answers":[{"name":"when","label":"When?","values":["=now"]}],"consent":[]}]}
                """))
        let own = ExportRow(user: "ana", spreadsheet: "S", customer: Self.plain.customer, lead: nil, otherLeads: [second])
        #expect(own.json.line.contains("\"leadgen_id\":\"800\"") && !own.json.line.contains("other_leads"))
    }

    @Test("an export of nothing is a header, or an empty array")
    func nothing() throws {
        #expect(try export(.csv, []) == ExportRow.csvColumns.joined(separator: ",") + "\r\n")
        #expect(try export(.json, []) == "[]\n")
    }

    @Test("what the output throws stops the export")
    func full() {
        struct Full: Error {}
        var writer = ExportWriter(.json) { _ in throw Full() }
        #expect(throws: Full.self) { try writer.row(Self.plain) }
    }

    @Test(
        "instants are UTC with milliseconds",
        arguments: [
            (0.0, "1970-01-01T00:00:00.000Z"), (-0.001, "1969-12-31T23:59:59.999Z"), (1_795_444_360.9996, "2026-11-23T14:32:41.000Z"),
            (951_782_400.5, "2000-02-29T00:00:00.500Z"),
        ])
    func instants(seconds: Double, text: String) {
        #expect(InstantText.of(Date(timeIntervalSince1970: seconds)) == text)
    }
}
