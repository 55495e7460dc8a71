import Base
import CRM
import Testing

@Suite("telephone numbers")
struct PhoneNumberTests {
    struct Known: CustomTestStringConvertible {
        let raw: String
        let home: String?
        let e164: String
        let international: String
        let national: String
        let country: String?
        var extensionDigits: String?
        var testDescription: String { "\(raw) in \(home ?? "no country")" }

        init(
            _ raw: String, _ home: String?, _ e164: String, _ international: String, _ national: String, _ country: String?,
            _ extensionDigits: String? = nil
        ) {
            (self.raw, self.home, self.e164) = (raw, home, e164)
            (self.international, self.national, self.country, self.extensionDigits) = (international, national, country, extensionDigits)
        }
    }

    @Test(
        "a number is known by what it is, however it was written",
        arguments: [
            // Italy's zero is part of the number.
            Known("06 6988 1234", "IT", "+390669881234", "+39 06 6988 1234", "06 6988 1234", "VA"),
            Known("02 8646 3456", "IT", "+390286463456", "+39 02 8646 3456", "02 8646 3456", "IT"),
            Known("347.123.4567", "IT", "+393471234567", "+39 347 123 4567", "347 123 4567", "IT"),
            Known("+393471234567", nil, "+393471234567", "+39 347 123 4567", "347 123 4567", "IT"),
            Known("393471234567", "IT", "+393471234567", "+39 347 123 4567", "347 123 4567", "IT"),
            // Elsewhere it is dialled at home alone.
            Known("020 7946 0958", "GB", "+442079460958", "+44 20 7946 0958", "020 7946 0958", "GB"),
            Known("+44 (0)20 7946 0958", "IT", "+442079460958", "+44 20 7946 0958", "020 7946 0958", "GB"),
            Known("0044 (0) 20 7946 0958", "IT", "+442079460958", "+44 20 7946 0958", "020 7946 0958", "GB"),
            Known("+39 (0)2 8646 3456", "DE", "+390286463456", "+39 02 8646 3456", "02 8646 3456", "IT"),
            Known("+39 (0)347 123 4567", "DE", "+393471234567", "+39 347 123 4567", "347 123 4567", "IT"),
            Known("030 123456789012", "DE", "+4930123456789012", "+49 30 123456789012", "030 123456789012", "DE"),
            Known("01 42 68 53 00", "FR", "+33142685300", "+33 1 42 68 53 00", "01 42 68 53 00", "FR"),
            Known("070-123 45 67", "SE", "+46701234567", "+46 70 123 45 67", "070-123 45 67", "SE"),
            Known("090-1234-5678", "JP", "+819012345678", "+81 90-1234-5678", "090-1234-5678", "JP"),
            Known("8 (912) 345-67-89", "RU", "+79123456789", "+7 912 345-67-89", "8 (912) 345-67-89", "RU"),
            Known("8 701 234 5678", "KZ", "+77012345678", "+7 701 234 5678", "8 (701) 234 5678", "KZ"),
            // Argentina's mobiles have a 9 abroad and a 15 at home; Mexico's have lost their 1.
            Known("011 15-2345-6789", "AR", "+5491123456789", "+54 9 11 2345-6789", "011 15-2345-6789", "AR"),
            Known("+54 9 11 2345 6789", "IT", "+5491123456789", "+54 9 11 2345-6789", "011 15-2345-6789", "AR"),
            Known("+52 1 55 1234 5678", nil, "+525512345678", "+52 55 1234 5678", "55 1234 5678", "MX"),
            Known("(11) 96123-4567", "BR", "+5511961234567", "+55 11 96123-4567", "(11) 96123-4567", "BR"),
            Known("(415) 555-2671", "US", "+14155552671", "+1 415-555-2671", "(415) 555-2671", "US"),
            Known("+1 415 555 2671 ext. 12", "IT", "+14155552671", "+1 415-555-2671 ext. 12", "(415) 555-2671 ext. 12", "US", "12"),
            Known("415-555-2671 x12", "US", "+14155552671", "+1 415-555-2671 ext. 12", "(415) 555-2671 ext. 12", "US", "12"),
            Known("tel:+14155552671;ext=12", "US", "+14155552671", "+1 415-555-2671 ext. 12", "(415) 555-2671 ext. 12", "US", "12"),
            Known("+1 787 555 1234", "US", "+17875551234", "+1 787-555-1234", "(787) 555-1234", "PR"),
            // What is dialled to leave the country.
            Known("00 39 347 1234567", "IT", "+393471234567", "+39 347 123 4567", "347 123 4567", "IT"),
            Known("0039 347 1234567", nil, "+393471234567", "+39 347 123 4567", "347 123 4567", "IT"),
            Known("0039 347 1234567", "US", "+393471234567", "+39 347 123 4567", "347 123 4567", "IT"),
            Known("011 39 347 1234567", "US", "+393471234567", "+39 347 123 4567", "347 123 4567", "IT"),
            // What Meta and telephones put around and between.
            Known("p:+393471234567", "US", "+393471234567", "+39 347 123 4567", "347 123 4567", "IT"),
            Known("\u{202A}+39\u{A0}347\u{200E}1234567\u{202C}", "US", "+393471234567", "+39 347 123 4567", "347 123 4567", "IT"),
            Known("+39\u{202F}347\t123\u{2009}4567", nil, "+393471234567", "+39 347 123 4567", "347 123 4567", "IT"),
            Known("Tel. (+39) 347/123.45.67", nil, "+393471234567", "+39 347 123 4567", "347 123 4567", "IT"),
            Known("＋３９　（０）２　８６４６　３４５６", nil, "+390286463456", "+39 02 8646 3456", "02 8646 3456", "IT"),
            Known("٠٥٠ ١٢٣ ٤٥٦٧", "SA", "+966501234567", "+966 50 123 4567", "050 123 4567", "SA"),
            Known("۰۹۱۲۳۴۵۶۷۸۹", "IR", "+989123456789", "+98 912 345 6789", "0912 345 6789", "IR"),
            Known("९८७६५ ४३२१०", "IN", "+919876543210", "+91 98765 43210", "098765 43210", "IN"),
            Known("+800 1234 5678", "IT", "+80012345678", "+800 1234 5678", "1234 5678", nil),
        ])
    func known(_ known: Known) throws {
        let home = known.home.flatMap { Country($0) }
        let number = try #require(PhoneNumber(known.raw, country: home))
        #expect(number.e164 == known.e164)
        #expect(number.international == known.international)
        #expect(number.national == known.national)
        #expect(number.country?.code == known.country)
        #expect(number.extensionDigits == known.extensionDigits)
        #expect(number.isValid)
        #expect(PhoneNumber.e164(of: known.raw, country: home) == known.e164)
    }

    @Test(
        "what is no number, or cannot be told without the country, is none",
        arguments: [
            ("", "IT"), (" ", "IT"), ("N/A", "IT"), ("-", "IT"), ("none", "IT"), ("call me", "IT"), ("+", "IT"), ("+39", "IT"),
            ("12", "IT"), ("112", "IT"),
            ("<test lead: dummy data for phone_number>", "IT"), ("maria@example.com", "IT"), ("347 123 4567", nil), ("06 6988 1234", nil),
            ("3471234567", nil),
            ("0347 123 4567", "IT"), ("347 123", "IT"), ("+999 123 4567", "IT"), ("+1 234 567 890", "US"), ("347 1234567 casa", "IT"),
            ("1-800-FLOWERS", "US"), ("347 123 4567 / 02 8646 3456", "IT"), ("+39 347 123 4567, +39 02 8646 3456", "IT"),
            ("011 39 347 1234567", nil),
            ("+39 347 123 4567\n+39 02 8646 3456", "IT"), ("00", nil), ("0000000000", nil), ("+0039", nil),
        ])
    func unknown(raw: String, home: String?) {
        #expect(PhoneNumber(raw, country: home.flatMap { Country($0) }) == nil)
        #expect(PhoneNumber.e164(of: raw, country: home.flatMap { Country($0) }) == nil)
    }

    @Test("a whole number with its country code is one for machines, and shown as it came when its country gives out no such numbers")
    func doubtful() throws {
        let number = try #require(PhoneNumber("+1 (555) 010-9999", country: Country("IT")))
        #expect(number.e164 == "+15550109999" && !number.isValid)
        #expect(PhoneReader(home: Country("IT"), format: .international).text("+1 (555) 010-9999") == "+1 (555) 010-9999")
    }

    @Test("huge and hostile text is read in no time, and is no number")
    func hostile() {
        let digits = String(repeating: "1", count: 1_000_000)
        for raw in [
            digits, "+39" + digits, String(repeating: "+", count: 100_000), String(repeating: "x1", count: 50_000),
            "+39 347\0 123 4567\u{1B}[31m" + digits,
        ] {
            #expect(PhoneNumber(raw, country: Country("IT")) == nil)
        }
        var random = SeededGenerator(seed: 7)
        let pieces = ["+", "0", "1", "39", "(0)", " ", "-", "x", "ext", ";ext=", "#", "/", "\u{202E}", "٣", "９", "\u{1B}", "😀", "é", "\0"]
        for _ in 0..<500 {
            let raw = (0..<Int.random(in: 0..<40, using: &random)).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let number = PhoneNumber(raw, country: Country("IT"))
            #expect(number?.e164 == PhoneNumber.e164(of: raw, country: Country("IT")))
            guard let number else { continue }
            #expect(number.e164.wholeMatch(of: /\+[1-9][0-9]{6,}/) != nil, "\(raw)")
            #expect(number.international.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }, "\(raw)")
        }
    }

    @Test(
        "shown with the country code, or as at home for the user's own country; what is not recognised as it came",
        arguments: [
            ("3471234567", "+39 347 123 4567", "347 123 4567"), ("+39 347 1234567", "+39 347 123 4567", "347 123 4567"),
            ("+14155552671", "+1 415-555-2671", "+1 415-555-2671"), ("N/A", "N/A", "N/A"), ("ask  Anna", "ask  Anna", "ask  Anna"),
            ("", "", ""),
        ])
    func shown(raw: String, international: String, national: String) {
        for _ in 0..<2 {
            #expect(PhoneReader(home: Country("IT"), format: .international).text(raw) == international)
            #expect(PhoneReader(home: Country("IT"), format: .national).text(raw) == national)
        }
    }

    @Test("a reader that has read more than it remembers reads on")
    func forgetful() {
        let reader = PhoneReader(home: Country("IT"), format: .international)
        for index in 0..<5000 { #expect(reader.text("347 123 \(1000 + index)") == "+39 347 123 \(1000 + index)") }
        #expect(reader.text("347 123 1000") == "+39 347 123 1000")
    }

    @Test("a country is two letters of any case, and known when it has telephone numbers")
    func countries() {
        #expect(Country("it") == Country("IT"))
        #expect(Country("IT")?.name == "Italy" && Country("it")?.isKnown == true)
        #expect(Country("XX")?.isKnown == false && Country("ZZ")?.isKnown == false)
        for text in ["", "I", "ITA", "1T", "І Т", "ÌT", "@["] { #expect(Country(text) == nil, "\(text)") }
    }

    @Test("an e-mail address is known again whatever its capitals, its form and the space around it")
    func email() {
        #expect(EmailKey.of("  Maria.Rossi@Example.COM\n") == "maria.rossi@example.com")
        #expect(EmailKey.of("zoe\u{308}@example.com") == EmailKey.of("ZO\u{CB}@example.com"))
        for text in ["", " ", "N/A", "none", "@", "a@", "@b", "a@b@c", "a b@c", String(repeating: "a", count: 400) + "@b"] {
            #expect(EmailKey.of(text) == nil, "\(text)")
        }
    }
}
