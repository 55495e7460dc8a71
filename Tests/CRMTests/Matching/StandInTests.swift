import CRM
import Testing

@Suite("Who is the same person") struct StandInTests {
    @Test(
        "what many type who do not want to tell theirs is nobody's",
        arguments: [
            "test@test.com", "noemail@noemail.com", "none@none.com", "no@no.com", "a@a.com", "abc@abc.com", "asdf@asdf.com",
            "test@gmail.com",
            "test123@yahoo.com", "no-email@gmail.com",
            "n.a@na.com", "nomail@nomail.com", "fake@fake.com", "xxx@xxx.com", "user@example.com", "test@example.org", "me@site.test",
            "noreply@shop.de", "keine@web.de", "sincorreo@gmail.com",
            "naotenho@hotmail.com", "тест@mail.ru", "qwerty@mail.ru", "12345@mail.ru", "aaaa@b.com", "x@domain.com",
        ])
    func emails(_ text: String) throws {
        let customer = Customer(id: 1, spreadsheetID: 1, customerName: "Ann", email: text, createdAt: Moments.monday)
        #expect(CustomerKeys(customer, in: nil).email == nil)
    }

    @Test(
        "people's own addresses are theirs",
        arguments: [
            "maria.rossi@example.com", "ida@x.it", "m@example.com", "tester.anna@gmail.com", "tess@tess-bakery.com", "info@rossi.it",
            "mail@firma-meier.de", "no.brainer@gmail.com", "nancy@gmail.com",
            "abel@gmail.com", "hello@test-kitchen.com", "84512@qq.com", "contest@gmail.com", "anna@anna-mueller.de",
        ])
    func own(_ text: String) {
        let customer = Customer(id: 1, spreadsheetID: 1, customerName: "Ann", email: text, createdAt: Moments.monday)
        #expect(CustomerKeys(customer, in: nil).email == text)
    }

    @Test(
        "made-up numbers are nobody's, and are still shown and found",
        arguments: [
            "+1 555 555 5555", "+1 415 555 5555", "(555) 555-5555", "+1 212 555 1234", "+39 333 3333333", "+49 1234567890",
            "+91 98765 43210",
            "+44 7777 777777", "+1 111 111 1111",
        ])
    func phones(_ text: String) {
        let customer = Customer(id: 1, spreadsheetID: 1, customerName: "Ann", phoneNumber: text, createdAt: Moments.monday)
        let keys = CustomerKeys(customer, in: Country("US"))
        #expect(keys.e164 == nil)
        #expect(SearchText.has(text, in: keys.searchText))
    }

    @Test(
        "a number that looks ordered is somebody's",
        arguments: ["+39 347 123 4567", "+1 415 555 0123", "+44 7700 900123", "+49 171 2345678"])
    func ordinary(_ text: String) {
        let customer = Customer(id: 1, spreadsheetID: 1, customerName: "Ann", phoneNumber: text, createdAt: Moments.monday)
        #expect(CustomerKeys(customer, in: nil).e164 != nil)
    }

    @Test(
        "names are alike where one has no word that the other has not",
        arguments: [
            ("Ida", "Ida Rossi"), ("Ida Rossi", "rossi ida"), ("J. Doe", "John Doe"), ("Zoe Larsson", "Zoë Larson"),
            ("Sean O’Brien", "Sean OBrien"), ("Meta Lead", "Bob"), ("", "Bob"), ("Dr. Ann Lee", "Ann Lee"),
            ("Alex Smith", "Alexander Smith"), ("田中", "田中 花子"), ("Иван Петров", "Петров Иван Иванович"), ("Maria Rosi", "María Rossi"),
            ("Jonh Doe", "John Doe"),
        ])
    func alike(one: String, other: String) {
        #expect(NameLikeness.areAlike(one, other) && NameLikeness.areAlike(other, one))
    }

    @Test(
        "other names are other people's, the same family's too",
        arguments: [
            ("Ann One", "Bob Two"), ("Ann Lee", "Bob Lee"), ("Maria Rossi", "Mario Bianchi"), ("A", "B"), ("Ida", "Eda Rossi"),
            ("田中", "鈴木"), ("Ann Lee", "Ann Smith"), ("J", "John Doe"),
        ])
    func others(one: String, other: String) {
        #expect(!NameLikeness.areAlike(one, other) && !NameLikeness.areAlike(other, one))
    }
}
