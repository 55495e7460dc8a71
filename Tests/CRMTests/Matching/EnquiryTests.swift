import CRM
import Testing

@Suite("Which enquiry of a person a row is") struct EnquiryTests {
    @Test(
        "both rows of a person say that there is a 2nd enquiry, in words and where there is no room for them",
        arguments: [
            (Enquiry(number: 1, count: 2), ["has 2nd enquiry", "has 2nd", "1st"]),
            (Enquiry(number: 2, count: 2), ["2nd enquiry", "2nd"]),
            (Enquiry(number: 2, count: 3), ["2nd enquiry", "2nd"]),
            (Enquiry(number: 1, count: 3), ["has 3rd enquiry", "has 3rd", "1st"]),
            (Enquiry(number: 1, count: 3, held: 2), ["has 3rd enquiry", "has 3rd", "1st"]),
            (Enquiry(number: 1, count: 2, held: 2), ["2 enquiries", "2×"]),
            (Enquiry(number: 1, count: 50, held: 50), ["50+ enquiries", "50+"]),
            (Enquiry(number: 50, count: 50), ["50+ enquiries", "50+"]),
        ])
    func words(_ enquiry: Enquiry, forms: [String]) {
        #expect(enquiry.forms == forms)
        #expect(enquiry.words == forms[0])
    }

    @Test(
        "ordinals are those of English",
        arguments: [
            (1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (10, "10th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
            (22, "22nd"),
            (23, "23rd"), (100, "100th"), (101, "101st"), (111, "111th"), (112, "112th"),
        ])
    func ordinals(_ number: Int, text: String) {
        #expect(Enquiry.ordinal(number) == text)
    }
}
