import CRM
import Testing

@testable import leadsheet

@Suite("form map QUESTION=FIELD") struct FormAssignmentsTests {
    private static let form = LeadForm(
        id: "f1", name: "Kitchen", pageID: "p1", isRead: true, leads: 3,
        questions: [
            .init(key: "question1", label: "Reach you?", automatic: .nothing),
            .init(key: "a=b", label: "Odd", automatic: .nothing, chosen: .remark),
        ])

    private func mapping(_ assignments: String...) throws(PlainError) -> FormMapping {
        try FormAssignments.mapping(of: Self.form, with: assignments)
    }

    @Test("what is not named stays, automatic takes a choice away, and a key may have an = in it")
    func reads() throws {
        #expect(try mapping() == FormMapping(["a=b": .remark]))
        #expect(try mapping("question1=phone_number") == FormMapping(["a=b": .remark, "question1": .phoneNumber]))
        #expect(try mapping("a=b=automatic", "question1=nothing") == FormMapping(["question1": .nothing]))
    }

    @Test("an unknown question, an unknown field and a missing field are sentences that name what there is")
    func refuses() {
        #expect(throws: PlainError("Form f1 has no question \"phone\". Its questions: question1, a=b. Nothing was changed.")) {
            try mapping("phone=email")
        }
        #expect(
            throws: PlainError(
                "\"phone\" is no field that an answer can fill. The fields: customer_name, company_name, phone_number, email, remark, nothing, automatic. Nothing was changed."
            )
        ) { try mapping("question1=phone") }
        #expect(throws: PlainError("\"question1\" says no field. Write QUESTION=FIELD, such as question1=phone_number.")) {
            try mapping("question1")
        }
    }

    @Test("the list shows each question with its column, and who set it")
    func table() {
        let text = FormListCommand.text([Self.form])
        let rows = text.split(separator: "\n").map { $0.split(separator: " ", omittingEmptySubsequences: true).map(String.init) }
        #expect(
            rows == [
                ["FORM", "NAME", "LEADS", "QUESTION", "LABEL", "FIELD", "SET", "BY"],
                ["f1", "Kitchen", "3", "question1", "Reach", "you?", "nothing", "automatic"], ["a=b", "Odd", "remark", "hand"],
            ])
    }
}
