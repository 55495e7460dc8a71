import CRM
import Testing

@Suite("Links to write and call") struct MessageLinkTests {
    private func number(_ text: String) throws -> PhoneNumber { try #require(PhoneNumber(text, country: Country("IT"))) }

    @Test(
        "WhatsApp takes the digits, zeros of Italy among them, and the text in percent",
        arguments: [
            ("+39 347 123 4567", "", "https://wa.me/393471234567"), ("02 8646 3456", "", "https://wa.me/390286463456"),
            ("+1 (415) 555-2671 ext. 12", "Hi", "https://wa.me/14155552671?text=Hi"),
            ("+39 347 123 4567", "a b&c#d+e%f=g", "https://wa.me/393471234567?text=a%20b%26c%23d%2Be%25f%3Dg"),
            ("+39 347 123 4567", "1\n2\r\n3", "https://wa.me/393471234567?text=1%0A2%0A3"),
            ("+39 347 123 4567", "é👋🏽-._~", "https://wa.me/393471234567?text=%C3%A9%F0%9F%91%8B%F0%9F%8F%BD-._~"),
            ("+39 347 123 4567", "\u{1B}]0;x\u{7}\u{202E}", "https://wa.me/393471234567?text=%5D0%3Bx"),
        ])
    func whatsapp(phone: String, text: String, wanted: String) throws {
        #expect(try MessageLink.whatsapp(number(phone), text: text) == wanted)
    }

    @Test("a call and an SMS begin with the plus, and an extension is dialled after it")
    func calls() throws {
        #expect(try MessageLink.call(number("+1 415 555 2671")) == "tel:+14155552671")
        #expect(try MessageLink.call(number("+1 415 555 2671 ext. 12")) == "tel:+14155552671;ext=12")
        #expect(try MessageLink.sms(number("+1 415 555 2671"), text: "on my way") == "sms:+14155552671?body=on%20my%20way")
        #expect(try MessageLink.sms(number("+1 415 555 2671")) == "sms:+14155552671")
    }

    @Test(
        "an e-mail has subject and text, and its address adds no other part",
        arguments: [
            ("maria@example.com", "mailto:maria@example.com?subject=The%20kitchen&body=Hi%0D%0AMaria"),
            (" Maria+x@Example.com ", "mailto:maria%2Bx@example.com?subject=The%20kitchen&body=Hi%0D%0AMaria"),
            ("a?bcc=b@evil.example", "mailto:a%3Fbcc%3Db@evil.example?subject=The%20kitchen&body=Hi%0D%0AMaria"),
            ("a,b@x.y", "mailto:a%2Cb@x.y?subject=The%20kitchen&body=Hi%0D%0AMaria"),
        ])
    func email(address: String, wanted: String) {
        #expect(MessageLink.email(address, subject: "The\nkitchen", text: "Hi\nMaria") == wanted)
    }

    @Test("what is no address has no link", arguments: ["", "maria", "a b@c.d", "a@b@c", "@", "a@\nb c"])
    func noEmail(text: String) { #expect(MessageLink.email(text) == nil) }
}
