import CRM
import Testing

/// What stands beside a number, and numbers that the library's tables are too old for.
@Suite("The text of telephone numbers") struct PhoneTextTests {
    @Test(
        "words beside a number are never dialled along: the text is shown as it came, and is nobody's number",
        arguments: [
            ("0664 1234567 ab 17", "AT"), ("030 123456 (9-17 Uhr)", "DE"), ("030 123456 (9-17)", "DE"), ("030 12345 Haus 4", "DE"),
            ("06 123456 h 18", "IT"),
            ("09 123456 ab 17", "FI"), ("030 123456 oder 78", "DE"), ("030 123456 u. 78", "DE"), ("ab 17 030 1234567", "DE"),
            ("Haus 4, 030 12345", "DE"),
            ("030 123456 WG 3", "DE"), ("0664 1234567 >17", "AT"), ("0664 1234567 17:00", "AT"), ("09 123456 klo 17", "FI"),
            ("06 123456 dopo 18", "IT"),
            ("030 123456 après 18", "DE"), ("030 123456 после 18", "DE"), ("030 123456 بعد 18", "DE"), ("030 123456 18時", "DE"),
            ("08 123456 efter 17", "SE"),
            ("021 123456 after 5", "ID"), ("030/123456/78", "DE"), ("03012345/46", "DE"),
        ])
    func words(raw: String, home: String) {
        #expect(PhoneNumber(raw, country: Country(home)) == nil)
        #expect(PhoneNumber.key(of: raw, country: Country(home)) == nil)
        #expect(PhoneReader(home: Country(home), format: .international).text(raw) == raw)
    }

    @Test(
        "two phones in one cell are never read as one",
        arguments: [
            "030 123456 / 0171 2345678", "030 123456 or 0171 2345678", "030 123456, 0171 2345678", "030 123456; 0171 2345678",
            "030 123456\n0171 2345678",
            "030 1234 / 0171 5678", "030 123456|0171 23456", "030 123456 & 030 12", "+49 30 123456 +49 171 2345678", "030 1234、030 5678",
            "030 123456 / 30 12",
        ])
    func two(raw: String) {
        #expect(PhoneNumber(raw, country: Country("DE")) == nil)
    }

    @Test(
        "an extension keeps its meaning in every language, and is never a part of the number",
        arguments: [
            "030 123456 App. 12", "030/123456 ext. 12", "030 123456 x12", "030 123456 Durchwahl 12", "030 123456 DW: 12",
            "030 123456 (Nst. 12)", "030 123456 poste 12",
            "030 123456 interno 12", "030 123456 ramal 12", "030 123456 доб. 12", "030 123456 dahili 12", "030 123456 wew. 12",
            "030 123456 #12", "030 123456 内線12",
            "030 123456 分机 12", "030 123456, ext 12", "030\u{2011}123456 ext.\u{A0}１２", "tel:030123456;ext=12",
        ])
    func extensions(raw: String) throws {
        let number = try #require(PhoneNumber(raw, country: Country("DE")))
        #expect(number.e164 == "+4930123456" && number.extensionDigits == "12" && number.isValid)
        #expect(PhoneNumber.e164(of: raw, country: Country("DE")) == "+4930123456")
    }

    @Test(
        "what people put around and between is read alike, visible or not",
        arguments: [
            "030 123456", "(030) 123456", "030/123456", "030-123456", "030\u{2011}123456", "030\u{2013}123456", "030\u{2212}123456",
            "030 \u{30FC} 123456", "0\u{200B}30\u{AD}123456",
            "\u{202D}030 123456\u{202C}", "\u{2066}030\u{2069} 123456", "\u{FEFF}030 123456", "０３０－１２３４５６", "030・123456",
            "030\u{2044}123456",
            "Tel. 030 123456", "Büro: 030 123456",
            "☎ 030 123456", "0️⃣30 123456", "٠٣٠ ١٢٣٤٥٦", "０３０／１２３４５６", "030\u{2009}12\u{202F}34\u{3000}56", "+49 30 123456",
            "＋４９（０）３０ １２３４５６",
            "0049 30 123456", "+49 (0)30-123456",
        ])
    func written(raw: String) {
        #expect(PhoneNumber.e164(of: raw, country: Country("DE")) == "+4930123456")
        #expect(PhoneNumber.isWritten(raw))
    }

    /// Ranges that countries have given out since the tables of 2022.
    @Test(
        "a number that is as long as its country's mobiles is dialable and known again, with the country code or without",
        arguments: [
            ("US", "+1 728 234 5678", "(728) 234-5678"), ("CA", "+1 942 234 5678", "942-234-5678"),
            ("BJ", "+229 01 97 12 34 56", "01 97 12 34 56"),
            ("BJ", "+229 97 12 34 56", "01 97 12 34 56"), ("BJ", "00229 01 97 12 34 56", "97 12 34 56"),
            ("SN", "+221 79 123 45 67", "79 123 45 67"),
            ("NG", "+234 708 123 4567", "0708 123 4567"), ("ZM", "+260 57 123 4567", "057 123 4567"), ("SV", "+503 8234 5678", "8234 5678"),
            ("OM", "+968 7701 2345", "7701 2345"), ("TR", "+90 513 123 45 67", "0513 123 45 67"),
        ])
    func newRanges(home: String, international: String, national: String) throws {
        let number = try #require(PhoneNumber(international, country: nil))
        #expect(PhoneNumber(national, country: Country(home))?.key == number.key)
        #expect(PhoneNumber.key(of: national, country: Country(home)) == number.key)
    }

    @Test("Benin's numbers have ten digits; the former eight are the same person's")
    func benin() throws {
        let number = try #require(PhoneNumber("+22997123456", country: nil))
        #expect(number.e164 == "+2290197123456" && number.isValid && number.country == Country("BJ"))
        #expect(number.international == "+229 01 97 12 34 56" && number.national == "01 97 12 34 56")
        for raw in ["+229 02 97 12 34 56", "+229 9712345", "+229 01 97 12 34 567"] {
            #expect(PhoneNumber(raw, country: Country("BJ"))?.e164 != "+2290197123456", "\(raw)")
        }
    }

    @Test(
        "a possible length is not enough where lengths are free, nor is one digit over and over",
        arguments: [
            ("347 123", "IT"), ("0347 123 4567", "IT"), ("0000000000", "IT"), ("77777777", "NO"), ("12345", "DE"), ("1234567", "US"),
        ])
    func impossible(raw: String, home: String) {
        let number = PhoneNumber(raw, country: Country(home))
        #expect(number == nil || number?.isValid == true, "\(number?.e164 ?? "")")
    }
}
