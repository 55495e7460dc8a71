import CRM
import Foundation
import Testing

@Suite("search")
struct SearchTextTests {
    @Test("case, accents and width do not matter", arguments: [
        ("María ROSSI", "maria rossi"), ("Zoë Larsson", "ZOE larsson"), ("Đặng Thị Hoa", "dang thi hoa"), ("Yusuf Yılmaz", "yilmaz"),
        ("İbrahim", "ibrahim"), ("Łukasz", "lukasz"), ("Søren", "soren"), ("Ｔａｎａｋａ", "tanaka"), ("田中 花子", "花子"), ("Ελένη", "ΕΛΕΝΗ"),
        ("Соколов", "СОКОЛОВ"), ("Jose\u{301}", "josé"),
    ])
    func found(name: String, search: String) {
        let text = SearchText.of(Customer(id: 1, spreadsheetID: 1, customerName: name, createdAt: Moments.monday), e164: nil)
        #expect(SearchText.words(search).allSatisfy { text.contains($0) }, "\(SearchText.words(search)) not in \(text)")
    }

    @Test("a phone number is found however it is typed, and by any part, however it was written", arguments: [
        "+39 347 123 4567", "+393471234567", "393471234567", "+39347123", "1234567", "347123", "347 123",
    ], ["+39 347 123 4567", "347 1234567", "0039-347-123 4567", "p:+393471234567", "＋３９ ３４７ １２３ ４５６７"])
    func phone(search: String, phone: String) {
        let customer = Customer(id: 1, spreadsheetID: 1, customerName: "María", phoneNumber: phone, createdAt: Moments.monday)
        let text = SearchText.of(customer, e164: PhoneNumber.e164(of: phone, country: Country("IT")))
        #expect(SearchText.words(search).allSatisfy { text.contains($0) }, "\(text)")
    }

    @Test("a number that is not recognised is found as it was written, and by its digits")
    func oddPhone() {
        let customer = Customer(id: 1, spreadsheetID: 1, customerName: "M", phoneNumber: "12-34/56 (office)", createdAt: Moments.monday)
        let text = SearchText.of(customer, e164: nil)
        for word in ["12-34/56", "123456", "office"] { #expect(text.contains(word)) }
    }

    @Test("every column is searched, and no word reaches over two of them")
    func columns() {
        let customer = Customer(
            id: 1, spreadsheetID: 1, customerName: "Ana", companyName: "Hooli", phoneNumber: "1", email: "a@example.com", remark: "after lunch",
            status: "won", nextCall: NextCall("2026-11-23 10:00"), createdAt: Moments.monday)
        let text = SearchText.of(customer, e164: nil)
        for word in ["ana", "hooli", "1", "a@example.com", "lunch", "won", "2026-11-23"] { #expect(text.contains(word)) }
        #expect(!text.contains("anahooli"))
    }
}
