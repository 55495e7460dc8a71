import CRM
import Foundation
import Testing

@Suite("search")
struct SearchTextTests {
    @Test(
        "case, accents and width do not matter",
        arguments: [
            ("María ROSSI", "maria rossi"), ("Zoë Larsson", "ZOE larsson"), ("Đặng Thị Hoa", "dang thi hoa"), ("Yusuf Yılmaz", "yilmaz"),
            ("İbrahim", "ibrahim"), ("Łukasz", "lukasz"), ("Søren", "soren"), ("Ｔａｎａｋａ", "tanaka"), ("田中 花子", "花子"), ("Ελένη", "ΕΛΕΝΗ"),
            ("Соколов", "СОКОЛОВ"), ("Jose\u{301}", "josé"), ("Sean O’Brien", "o'brien"), ("Sean O'Brien", "obrien"),
            ("Gina D´Angelo", "d`angelo"),
            ("Gina D'Angelo", "D’ANGELO"), ("Mi\u{2BC}kmaq", "mi'kmaq"), ("Große Straße", "grosse strasse"), ("Ærø Sæby", "aero saeby"),
            ("Þór", "thor"),
            ("Œuvre", "oeuvre"), ("Σωκράτης", "ΣΩΚΡΑΤΗΣ"), ("Đorđe", "dorde"), ("Ёлкин", "елкин"), ("١٢٣", "123"), ("हिन्दी", "हिन्दी"),
            ("가나다", "가나"),
        ])
    func found(name: String, search: String) {
        let text = SearchText.of(Customer(id: 1, spreadsheetID: 1, customerName: name, createdAt: Moments.monday), number: nil)
        #expect(SearchText.has(search, in: text), "\(SearchText.terms(search)) not in \(text)")
    }

    @Test(
        "a phone number is found however it is typed, and by any part, however it was written",
        arguments: [
            "+39 347 123 4567", "+393471234567", "393471234567", "+39347123", "1234567", "347123", "347 123",
        ], ["+39 347 123 4567", "347 1234567", "0039-347-123 4567", "p:+393471234567", "＋３９ ３４７ １２３ ４５６７"])
    func phone(search: String, phone: String) {
        let customer = Customer(id: 1, spreadsheetID: 1, customerName: "María", phoneNumber: phone, createdAt: Moments.monday)
        let text = SearchText.of(customer, number: PhoneNumber.key(of: phone, country: Country("IT")))
        #expect(SearchText.has(search, in: text), "\(text)")
    }

    struct Shown: Sendable {
        let number: String
        let home: String?
        let searches: [String]
    }

    @Test(
        "a number is found in any way that a telephone shows it, from its beginning on while it is typed",
        arguments: [
            Shown(
                number: "+447911123456", home: "GB",
                searches: ["07911 123456", "+44 (0)7911 123456", "0044 7911 123456", "(07911) 123-456", "447911"]),
            Shown(number: "+442079460958", home: "US", searches: ["020 7946 0958", "020-7946-0958", "011 44 20 7946", "+44 20 7946"]),
            Shown(number: "+33612345678", home: "FR", searches: ["06 12 34 56 78", "06.12.34.56.78", "+33 6 12 34 56 78"]),
            Shown(number: "0171 2345678", home: "DE", searches: ["0171 2345678", "0171/2345678", "+49 171 2345678", "0049171"]),
            Shown(
                number: "+39 347 123 4567", home: "IT",
                searches: ["347-1234567", "(0347) 123 4567", "0039347", "0347 1234567", "347.123.4567"]),
            Shown(number: "+7 912 345-67-89", home: nil, searches: ["8 912 345-67-89", "8(912)345", "+7912"]),
            Shown(number: "+36201234567", home: "HU", searches: ["06 20 123 4567", "06201234567"]),
            Shown(number: "+5491123456789", home: "AR", searches: ["011 15-2345-6789", "+54 9 11 2345"]),
            Shown(number: "(415) 555-2671", home: "US", searches: ["415-555-2671", "+1 (415) 555", "1 415 555 2671", "4155552671"]),
            Shown(number: "098123 45678", home: "IN", searches: ["98123 45678", "+91 98123-45678", "098123"]),
            Shown(number: "+229 97 12 34 56", home: "BJ", searches: ["01 97 12 34 56", "97 12 34 56", "+229 01 97"]),
            Shown(number: "(728) 234-5678", home: "US", searches: ["+1 728 234 5678", "728-2345678"]),
        ])
    func shown(_ shown: Shown) {
        let customer = Customer(id: 1, spreadsheetID: 1, customerName: "Ann", phoneNumber: shown.number, createdAt: Moments.monday)
        let text = SearchText.of(customer, number: PhoneNumber.key(of: shown.number, country: shown.home.flatMap { Country($0) }))
        for search in shown.searches {
            for length in 3...search.count {
                #expect(SearchText.has(String(search.prefix(length)), in: text), "\(search.prefix(length)) in \(text)")
            }
            #expect(!SearchText.has(search + "0000", in: text))
        }
    }

    @Test("a whole number with spaces finds that number, and not the one that has the same pairs in another order")
    func order() {
        let other = Customer(id: 1, spreadsheetID: 1, customerName: "Ann", phoneNumber: "+33678563412", createdAt: Moments.monday)
        #expect(!SearchText.has("06 12 34 56 78", in: SearchText.of(other, number: PhoneNumber.key(of: other.phoneNumber, country: nil))))
    }

    @Test("digits that are no number are found as they were written, with words beside them")
    func digits() {
        let customer = Customer(
            id: 1, spreadsheetID: 1, customerName: "Ann", phoneNumber: "+39 347 123 4567", remark: "lot 12-34/56, flat 7 on 10/12",
            createdAt: Moments.monday)
        let text = SearchText.of(customer, number: PhoneNumber.key(of: customer.phoneNumber, country: nil))
        for search in ["10/12", "12-34/56", "flat 7", "ann 347 123", "7 ann 10/12"] {
            #expect(SearchText.has(search, in: text), "\(search)")
        }
        #expect(!SearchText.has("10/13", in: text))
    }

    @Test("names are sorted where the bare letter stands, whatever its case, accents and what stands before it")
    func sorted() {
        let names = ["zoe", "Ärzte", "Bob", "Émile", "adam", "Ødegaard", "\"Nick\"", "O’Brien", "łukasz"]
        #expect(
            names.sorted { SearchText.sortKey($0) < SearchText.sortKey($1) } == [
                "adam", "Ärzte", "Bob", "Émile", "łukasz", "\"Nick\"", "O’Brien", "Ødegaard", "zoe",
            ])
    }

    @Test("a number that is not recognised is found as it was written, and by its digits")
    func oddPhone() {
        let customer = Customer(id: 1, spreadsheetID: 1, customerName: "M", phoneNumber: "12-34/56 (office)", createdAt: Moments.monday)
        let text = SearchText.of(customer, number: nil)
        for word in ["12-34/56", "123456", "office"] { #expect(text.contains(word)) }
    }

    @Test("every column is searched, and no word reaches over two of them")
    func columns() {
        let customer = Customer(
            id: 1, spreadsheetID: 1, customerName: "Ana", companyName: "Hooli", phoneNumber: "1", email: "a@example.com",
            remark: "after lunch",
            status: "won", nextCall: NextCall("2026-11-23 10:00"), createdAt: Moments.monday)
        let text = SearchText.of(customer, number: nil)
        for word in ["ana", "hooli", "1", "a@example.com", "lunch", "won", "2026-11-23"] { #expect(text.contains(word)) }
        #expect(!text.contains("anahooli"))
    }
}
