import Base
import CRM
import Foundation
import Testing

@Suite("JSON for scripts")
struct JSONTextTests {
    @Test("what a terminal would obey is escaped, everything else stays readable")
    func escapes() {
        let text = JSONText.string("a\"\\\n\r\t\u{0}\u{1B}[2J\u{7F}\u{9B}\u{202E}\u{2066}\u{200F}\u{61C}\u{2028}\u{FEFF}/é田👩‍💼").line
        #expect(text == #""a\"\\\n\r\t\u0000\u001b[2J\u007f\u009b\u202e\u2066\u200f\u061c\u2028\ufeff/é田👩‍💼""#)
    }

    @Test("any text comes back from a JSON reader, and none leaves a control character in the line")
    func anyText() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let scalars = (0..<8).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...(Bool.random(using: &random) ? 0x2100 : 0x10FFFF), using: &random))
            }
            let text = String(String.UnicodeScalarView(scalars))
            let line = JSONText.object([.init(text, .array([.string(text), .null, .bool(true), .number(.min)]))]).line
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
            let read = try JSONDecoder().decode([JSONScalar].self, from: Data(JSONText.array([.string(text)]).line.utf8))
            #expect(read.first?.text.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
        }
    }

    private struct JSONScalar: Decodable {
        var text: String
        init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
    }

    @Test("a line of the feed has its keys in order")
    func feed() {
        let waiting = WebhookEvent(
            id: 41, kind: .lead, receivedAt: Moments.monday, pageID: "102858741624226", leadgenID: "769224190664558", state: .waiting,
            attempts: 2,
            nextAttemptAt: Moments.monday.addingTimeInterval(30), error: "Invalid Meta Page Access Token",
            remedy: "Make a new one.", reason: .tokenRefused, message: "It has expired.")
        #expect(
            FeedLine.json(waiting) == """
                {"id":41,"received_at":"2026-11-23T14:32:40.000Z","page_id":"102858741624226","leadgen_id":"769224190664558","state":"waiting",\
                "attempts":2,"next_attempt_at":"2026-11-23T14:33:10.000Z","error":"Invalid Meta Page Access Token",\
                "reason":"token_refused","remedy":"Make a new one.","message":"It has expired.","customer_id":null,"milliseconds":null}
                """)
        let saved = WebhookEvent(
            id: 42, kind: .test, receivedAt: Moments.monday, pageID: "1", state: .saved, attempts: 1, customerID: 7, milliseconds: 212)
        #expect(
            FeedLine.json(saved).hasSuffix(
                #""leadgen_id":null,"state":"saved","attempts":1,"next_attempt_at":null,"error":null,"reason":null,"remedy":null,"message":null,"customer_id":7,"milliseconds":212}"#
            ))
    }

    @Test("spreadsheets, users and pages print as arrays with their keys, and no secret")
    func lists() {
        let users = [User(id: 1, name: "ana", country: Country("IT")), User(id: 2, name: "Zoë \"Z\"")]
        #expect(UsersJSON.text(users) == "[\n{\"name\":\"ana\",\"country\":\"IT\"},\n{\"name\":\"Zoë \\\"Z\\\"\",\"country\":null}\n]\n")
        #expect(UsersJSON.text([]) == "[]\n")
        let sheet = SpreadsheetSummary(
            spreadsheet: Spreadsheet(id: 3, userID: 1, name: "Referrals", description: "from friends"), byStatus: ["new": 2, "won": 5])
        #expect(
            SheetsJSON.text([sheet], users: users, catalogue: .standard)
                == "[\n{\"id\":3,\"user\":\"ana\",\"name\":\"Referrals\",\"description\":\"from friends\",\"customers\":7,\"new\":2}\n]\n")
        let pages = [
            MetaPage(id: "102858741624226", userID: 1, name: "Kitchens", hasAccessToken: true, signatureChecked: true),
            MetaPage(id: "7", userID: 2, state: .blocked(reason: "r", remedy: "m")),
        ]
        #expect(
            PagesJSON.text(pages, users: users, at: Date(timeIntervalSince1970: 0)) == """
                [
                {"page_id":"102858741624226","user":"ana","name":"Kitchens","signature_checked":true,"state":"ok","trouble":null},
                {"page_id":"7","user":"Zoë \\"Z\\"","name":null,"signature_checked":false,"state":"blocked","trouble":"r m"}
                ]

                """)
    }
}
