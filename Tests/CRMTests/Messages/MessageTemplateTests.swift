import CRM
import Foundation
import Testing

@Suite("Templates of messages") struct MessageTemplateTests {
    /// Monday 23 November 2026, 14:32 in UTC.
    private static let dates = CallDateContext(now: Date(timeIntervalSince1970: 1_795_444_320), zone: .gmt)

    private static let maria = Customer(
        id: 1, spreadsheetID: 1, customerName: "María Rossi", companyName: "Acme Corp", phoneNumber: "+39 347 123 4567",
        nextCall: NextCall("2026-11-26 16:00"), createdAt: dates.now)

    private static let lead = Lead(
        leadgenID: "1", pageID: "1", formName: "Kitchen form", createdTime: dates.now,
        answers: [
            Answer(name: "budget", label: "Budget?", values: ["10-20,000 €"]),
            Answer(name: "when", label: "When?", values: ["noon", "evenings"]), Answer(name: "left", label: "Left blank", values: []),
        ])

    private func filled(
        _ text: String, _ customer: Customer = maria, lead: Lead? = lead, myCompany: String? = "Kitchens"
    ) -> FilledMessage {
        MessageTemplate(name: "x", text: text).filled(
            with: MessageValues(customer, lead: lead, me: "ana", myCompany: myCompany, dates: Self.dates))
    }

    @Test("a name in braces that stands for nothing is told, with the one that is meant and those there are")
    func unknown() throws {
        func sentence(_ text: String, subject: String = "") -> String? {
            MessageTemplate(name: "x", subject: subject, text: text).unknownNameSentence
        }
        let near = try #require(sentence("Hi {frist_name}"))
        #expect(near.hasPrefix("{frist_name} stands for nothing. Did you mean {first_name}? Known are {first_name} {name} "))
        #expect(near.hasSuffix("{answer:QUESTION}."))
        #expect(sentence("Hi", subject: "{budget}")?.hasPrefix("{budget} stands for nothing. ") == true)
        for text in MessageTemplate.builtIn.map(\.text) + ["{company} {me} {my_company} {answer:Budget?}", "{ {name}", "{}", "no {"] {
            #expect(sentence(text) == nil, "\(text)")
        }
    }

    @Test(
        "each placeholder stands for what is known",
        arguments: [
            ("Hi {first_name}!", "Hi María!"), ("{name} of {company}", "María Rossi of Acme Corp"), ("{form}", "Kitchen form"),
            ("{answer:Budget?}", "10-20,000 €"), ("{answer:when}", "noon, evenings"), ("{answer: WHEN? }", "noon, evenings"),
            ("{next_call}", "Thu 26 Nov, 16:00"), ("{me} from {my_company}", "Ana from Kitchens"), ("a\nb", "a\nb"),
            ("no { brace }} here {", "no { brace }} here {"), ("{}", "{}"), ("{ {name}", "{ María Rossi"), ("", ""),
        ])
    func values(text: String, wanted: String) {
        let message = filled(text)
        #expect(message.text == wanted)
        #expect(message.missing.isEmpty || text.contains("{ brace"), "\(message.missing)")
    }

    @Test("what is not known is named, each once, and stays in braces")
    func missing() {
        let customer = Customer(id: 2, spreadsheetID: 1, customerName: " ", createdAt: Self.dates.now)
        let text = "{first_name} {name} {company} {form} {answer:Budget?} {next_call} {my_company} {nonsense} {name}"
        let message = filled(text, customer, lead: nil, myCompany: nil)
        #expect(
            message.missing == ["first_name", "name", "company", "form", "answer:Budget?", "next_call", "my_company", "nonsense"])
        #expect(message.text == text)
        #expect(filled("{answer:Left blank}").missing == ["answer:Left blank"], "a question without an answer has no value")
    }

    @Test("a hostile value is text, and nothing more")
    func hostile() {
        var customer = Self.maria
        customer.customerName = "\u{1B}[31mEvil\u{202E}\r\n{me}\u{0} \u{9B}2J\u{2066}x"
        let message = filled("Hi {name}", customer)
        #expect(message.text == "Hi [31mEvil {me} 2Jx")
        #expect(message.missing.isEmpty)
        customer.customerName = String(repeating: "ab ", count: 10_000)
        #expect(filled("Hi {name} {name}", customer).text.count == MessageText.longest)
        customer.customerName = "e" + String(repeating: "\u{301}", count: 100_000)
        #expect(filled("{first_name}", customer).text.unicodeScalars.count < 20)
    }

    @Test("the built-in templates have names of their own and only known placeholders")
    func builtIn() {
        #expect(MessageTemplate.builtIn.map(\.name) == ["first hello", "not reached", "appointment"])
        for template in MessageTemplate.builtIn {
            #expect(filled(template.text).missing.isEmpty)
            #expect(!filled(template.text).text.contains("{"))
        }
    }
}
