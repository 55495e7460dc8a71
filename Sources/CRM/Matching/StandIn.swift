/// Numbers and addresses that are typed by people who do not want to tell theirs: they make nobody the same person as anybody.
public enum StandIn {
    /// - Parameter email: an ``EmailKey``.
    public static func isStandIn(email: String) -> Bool {
        let parts = email.utf8.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard parts.count == 2 else { return false }
        let domain = String(Substring(parts[1]))
        let site = parts[1].prefix { $0 != UInt8(ascii: ".") }
        // Points and the like are left out: no-email, no.email.
        let name = parts[0].filter { isDigit($0) || isLetter($0) }
        let bare = name.prefix((name.lastIndex { !isDigit($0) } ?? -1) + 1)
        if name.isEmpty || isName(name[...], in: names) || (bare.count > 2 && isName(bare, in: names)) { return true }
        if domains.contains(domain) || reserved.contains(where: { domain.hasSuffix($0) }) { return true }
        if exampleDomains.contains(domain) { return isName(bare, in: exampleNames) }
        // a@a.com, abc@abc.com
        if name.count <= 4, name.elementsEqual(site) { return true }
        return name.count >= 3 && name.allSatisfy { $0 == name[0] }
    }

    private static func isName(_ bytes: ArraySlice<UInt8>, in names: Set<String>) -> Bool {
        names.contains(String(decoding: bytes, as: UTF8.self))
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

    /// A byte that is not ASCII counts as a letter.
    private static func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || byte >= 0x80 }

    /// - Parameter e164: a ``PhoneNumber/e164``.
    public static func isStandIn(e164: String) -> Bool {
        let digits = e164.utf8.dropFirst().map { Int($0) - 0x30 }
        // +1 555 555 5555 and +1 415 555 5555, which no one has; 555-1234 is the one of films.
        if digits.count == 11, digits[0] == 1 {
            let (number, end) = (digits.dropFirst(), digits.suffix(7))
            if end.elementsEqual([5, 5, 5, 5, 5, 5, 5]) || end.elementsEqual([5, 5, 5, 1, 2, 3, 4]) { return true }
            if number.starts(with: [5, 5, 5, 5, 5, 5]) || number.starts(with: [5, 5, 5, 0]) { return true }
        }
        // The numbers that repeat one digit over and over, or count up or down, with any country code before.
        return endsInSteps(of: 0, digits, length: 7) || endsInSteps(of: 1, digits, length: 9) || endsInSteps(of: 9, digits, length: 9)
    }

    /// Whether each of the last digits is so much more than the one before, the 0 being behind the 9; and a country code stands before them.
    private static func endsInSteps(of step: Int, _ digits: [Int], length: Int) -> Bool {
        guard digits.count > length else { return false }
        return (digits.count - length + 1..<digits.count).allSatisfy { digits[$0] == (digits[$0 - 1] + step) % 10 }
    }

    /// Names without points, of any address.
    private static let names: Set<String> = [
        "test", "tests", "testing", "tester", "teste", "prova", "prueba", "essai", "proba", "testmail", "testemail", "тест", "deneme",
        "coba",
        "noemail", "nomail", "noemailaddress", "noreply", "donotreply", "none", "noone", "nobody", "nothing", "no", "na", "nil", "null",
        "nan", "non", "nope", "notavailable", "notapplicable", "unknown", "anonymous", "anonym",
        "fake", "fakeemail", "fakemail", "dummy", "sample", "example", "asdf", "asdfgh", "asdfasdf", "qwerty", "qwertyuiop", "qwe", "asd",
        "zxc", "abc", "abcd", "abcde", "xyz", "aaa", "xxx", "foo", "bar", "foobar", "blah", "blabla",
        "123", "1234", "12345", "123456", "1234567", "12345678", "123456789", "1234567890", "abc123", "test123", "youremail", "yourname",
        "myemail", "emailaddress", "privat", "private",
        "keine", "keinemail", "keineemail", "ohne", "nichts", "sinemail", "sincorreo", "notengo", "notiene", "ninguno", "nada", "sememail",
        "naotem", "naotenho", "nenhum", "pasdemail", "pasdadresse", "sansmail", "aucun",
        "nessuna", "nessuno", "nonho", "geen", "geenmail", "geenemail", "brak", "brakmaila", "niemam", "yok", "нет", "нету", "tidakada",
        "khongco", "ingen", "ingenmail",
    ]
    /// Of no one, whatever stands before them.
    private static let domains: Set<String> = [
        "test.com", "test.de", "test.it", "test.fr", "test.es", "test.org", "test.net", "testing.com", "test.test", "none.com",
        "noemail.com", "no-email.com", "nomail.com", "nomail.org", "noemail.org", "nothing.com", "no.com", "na.com",
        "nope.com", "nobody.com", "noone.com", "unknown.com", "fake.com", "fakemail.com", "fakeemail.com", "dummy.com", "sample.com",
        "asdf.com", "domain.com", "yourdomain.com", "yourcompany.com", "invalid.com", "notreal.com",
        "anonymous.com", "localhost", "abc.abc", "xyz.xyz", "aaa.com", "xxx.com", "abcd.com", "123.com", "email.email",
    ]
    /// Names that are nobody's by RFC 2606.
    private static let reserved = [".test", ".invalid", ".localhost"]
    /// People's own addresses in examples end so; these names before them are the ones that are typed.
    private static let exampleDomains: Set<String> = ["example.com", "example.org", "example.net"]
    private static let exampleNames: Set<String> = [
        "user", "email", "mail", "name", "me", "you", "your", "info", "someone", "somebody", "admin", "contact", "a", "b", "x",
    ]
}
