import CRM
import Foundation
import Testing

@testable import leadsheet

@Suite("JSON of lists and of the feed")
struct ListsJSONTests {
    /// 23 November 2026, 14:32:40 UTC.
    private let monday = Date(timeIntervalSince1970: 1_795_444_360)

    @Test("a line of the feed has its keys in order")
    func feed() {
        let waiting = WebhookEvent(
            id: 41, kind: .lead, receivedAt: monday, pageID: "102858741624226", leadgenID: "769224190664558", state: .waiting,
            attempts: 2,
            nextAttemptAt: monday.addingTimeInterval(30), error: "Invalid Meta Page Access Token",
            remedy: "Make a new one.", reason: .tokenRefused, message: "It has expired.")
        #expect(
            FeedLine.json(waiting) == """
                {"id":41,"received_at":"2026-11-23T14:32:40.000Z","page_id":"102858741624226","leadgen_id":"769224190664558","state":"waiting",\
                "attempts":2,"next_attempt_at":"2026-11-23T14:33:10.000Z","error":"Invalid Meta Page Access Token",\
                "reason":"token_refused","remedy":"Make a new one.","message":"It has expired.","customer_id":null,"milliseconds":null}
                """)
        let saved = WebhookEvent(
            id: 42, kind: .test, receivedAt: monday, pageID: "1", state: .saved, attempts: 1, customerID: 7, milliseconds: 212)
        #expect(
            FeedLine.json(saved).hasSuffix(
                #""leadgen_id":null,"state":"saved","attempts":1,"next_attempt_at":null,"error":null,"reason":null,"remedy":null,"message":null,"customer_id":7,"milliseconds":212}"#
            ))
    }

    @Test("templates print with their three parts, and line ends stay within a line")
    func templates() {
        let templates = [MessageTemplate(id: 7, name: "offer", subject: "Your \"offer\"", text: "Dear {name},\nhere")]
        #expect(
            TemplatesJSON.text(templates)
                == "[\n{\"name\":\"offer\",\"subject\":\"Your \\\"offer\\\"\",\"text\":\"Dear {name},\\nhere\"}\n]\n")
    }

    @Test("spreadsheets, users and pages print as arrays with their keys, and no secret")
    func lists() {
        let users = [User(id: 1, name: "ana", country: Country("IT")), User(id: 2, name: "Zoë \"Z\"")]
        #expect(UsersJSON.text(users) == "[\n{\"name\":\"ana\",\"country\":\"IT\"},\n{\"name\":\"Zoë \\\"Z\\\"\",\"country\":null}\n]\n")
        #expect(UsersJSON.text([]) == "[]\n")
        let sheet = SpreadsheetSummary(
            spreadsheet: Spreadsheet(id: 3, userID: 1, name: "Referrals", description: "from friends"), byStatus: ["new": 2, "won": 5],
            owner: "ana")
        #expect(
            SheetsJSON.text([sheet], catalogue: .standard)
                == "[\n{\"id\":3,\"user\":\"ana\",\"name\":\"Referrals\",\"description\":\"from friends\",\"customers\":7,\"new\":2}\n]\n")
        let pages = [
            MetaPage(id: "102858741624226", userID: 1, name: "Kitchens", hasAccessToken: true, signatureChecked: true),
            MetaPage(id: "7", userID: 2, state: .blocked(reason: "r", remedy: "m")),
            MetaPage(id: "8", userID: 1, signatureChecked: true),
        ]
        #expect(
            PagesJSON.text(pages, users: users, at: Date(timeIntervalSince1970: 0)) == """
                [
                {"page_id":"102858741624226","user":"ana","name":"Kitchens","signature_checked":true,"state":"ok","trouble":null},
                {"page_id":"7","user":"Zoë \\"Z\\"","name":null,"signature_checked":false,"state":"blocked","trouble":"r. m"},
                {"page_id":"8","user":"ana","name":null,"signature_checked":true,"state":"no_access_token","trouble":"Page 8 has no access token, so its leads cannot be read: leadsheet page set 8 --system-token-file FILE"}
                ]

                """)
    }
}
