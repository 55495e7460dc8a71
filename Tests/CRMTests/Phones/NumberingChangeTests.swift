import Testing

@testable import CRM

@Suite("Countries whose numbers have become longer") struct NumberingChangeTests {
    @Test("our table stands in for what libphonenumber does not know yet")
    func standsIn() {
        // By country: digits that a number had before the change.
        let examples = ["BJ": "97123456"]
        for change in NumberingChange.all {
            let country = change.country?.code ?? ""
            guard let former = examples[country] else {
                Issue.record("No example for \(country)")
                continue
            }
            #expect(PhoneNumber.e164(of: change.callingCode + former, country: nil) == change.callingCode + change.added + former)
        }
    }
}
