import CRM
import Testing

@testable import leadsheet

@Suite("ledger --json")
struct LedgerJSONTests {
    @Test("an array of objects with exactly the agreed keys, in order, null where nothing is known")
    func keys() {
        let rows = [
            LedgerRow(
                pageID: "100", formID: "9007199254740993", formName: "Kitchen form", meta: 7, byWebhook: 4, byCatchUp: 1, waiting: 2,
                failed: 3),
            LedgerRow(pageID: "100"),
        ]
        #expect(
            LedgerJSON.text(rows) == """
                [
                {"page_id":"100","form_id":"9007199254740993","form_name":"Kitchen form","meta":7,"by_webhook":4,"by_catch_up":1,"waiting":2,"failed":3},
                {"page_id":"100","form_id":null,"form_name":null,"meta":null,"by_webhook":0,"by_catch_up":0,"waiting":0,"failed":0}
                ]

                """)
        #expect(LedgerJSON.text([]) == "[]\n")
    }
}
