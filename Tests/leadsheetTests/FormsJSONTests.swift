import CRM
import Testing

@testable import leadsheet

@Suite("Forms as JSON") struct FormsJSONTests {
    @Test("a form is one object, each question with the column it fills and who said so")
    func object() {
        let form = LeadForm(
            id: "f1", name: "Kitchen", pageID: "p1", isRead: true, leads: 3,
            questions: [
                .init(key: "q", label: "Your \"number\"", automatic: .nothing, chosen: .phoneNumber, example: "1"),
                .init(key: "full_name", label: "Full name", automatic: .customerName),
            ])
        #expect(
            FormsJSON.text([form])
                == #"""
                [
                {"form_id":"f1","name":"Kitchen","page_id":"p1","leads":3,"questions_known":true,"questions":[{"key":"q","label":"Your \"number\"","field":"phone_number","automatic":"nothing","chosen":"phone_number"},{"key":"full_name","label":"Full name","field":"customer_name","automatic":"customer_name","chosen":null}]}
                ]

                """#)
        #expect(FormsJSON.text([]) == "[]\n")
    }

    @Test("what was done is told in numbers")
    func sentences() {
        #expect(RemapResult(changed: 37, kept: 2).sentence() == "37 customers changed, 2 kept because they were edited by hand")
        #expect(
            RemapResult(changed: 1, kept: 1, relabelled: 1).sentence()
                == "1 customer changed, 1 kept because it was edited by hand, the answers of 1 lead labelled anew")
        #expect(
            RemapResult(changed: 37, kept: 2).sentence(isTrial: true)
                == "37 customers would be changed, 2 would be kept because they were edited by hand")
        #expect(RemapResult().sentence() == "no customer changed")
        #expect(!RemapResult(relabelled: 3).isUndoable && RemapResult(isNewMapping: true).isUndoable)
    }
}
