import CRM
import Foundation

@testable import SalesDesk

enum CardFixture {
    static func content(_ customer: Customer) -> CardContent {
        let lead = Lead(
            leadgenID: "769224190664558", pageID: "1", formName: "Kitchen form", campaignName: "Autumn sale", platform: "ig",
            createdTime: customer.createdAt,
            answers: [
                Answer(name: "budget", label: "Budget?", values: ["10-20,000 €"]),
                Answer(name: "when", label: "When can we call?", values: ["after lunch", "evenings"]),
                Answer(name: "skipped", label: "Anything else?", values: []),
            ])
        let timeline = [
            Activity(id: 3, kind: .noted, at: SheetsFixture.now.addingTimeInterval(-60), author: "ana", text: "wants a quote by Friday"),
            Activity(
                id: 2, kind: .edited, at: SheetsFixture.now.addingTimeInterval(-86_400), author: "ana", text: "status new → attempted"),
            Activity(
                id: 1, kind: .lead, at: SheetsFixture.now.addingTimeInterval(-3_600_000), author: nil,
                text: "lead from Meta: \"Kitchen form\""),
        ]
        return CardContent(customer: customer, lead: lead, timeline: timeline)
    }
}
