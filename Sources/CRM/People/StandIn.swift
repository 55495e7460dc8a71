/// Numbers and addresses that are typed by people who do not want to tell theirs: they make nobody the same person as anybody.
public enum StandIn {
    /// - Parameter email: an ``EmailKey``.
    public static func isStandIn(email: String) -> Bool {
        let parts = email.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return false }
        let domain = parts[1]
        let site = domain.prefix { $0 != "." }
        // Points and the like are left out: no-email, no.email.
        let name = parts[0].filter { $0.isLetter || $0.isNumber }
        let bare = String(name.reversed().drop(while: \.isNumber).reversed())
        if name.isEmpty || names.contains(name) || (names.contains(bare) && bare.count > 2) { return true }
        if domains.contains(String(domain)) || reserved.contains(where: { domain.hasSuffix($0) }) { return true }
        if exampleDomains.contains(String(domain)) { return exampleNames.contains(bare) }
        // a@a.com, abc@abc.com
        if name == site, name.count <= 4 { return true }
        return name.count >= 3 && Set(name).count == 1
    }

    /// - Parameter e164: a ``PhoneNumber/e164``.
    public static func isStandIn(e164: String) -> Bool {
        let digits = e164.dropFirst()
        // +1 555 555 5555 and +1 415 555 5555, which no one has; 555-1234 is the one of films.
        if digits.count == 11, digits.hasPrefix("1") {
            let number = digits.dropFirst()
            if ["5555555", "5551234"].contains(number.suffix(7)) || number.hasPrefix("555555") || number.hasPrefix("5550") { return true }
        }
        // What is the same digit over and over, or counts up or down, whatever the country code before it.
        for length in [7, 8, 9, 10] where digits.count > length {
            let end = digits.suffix(length)
            if length >= 7, Set(end).count == 1 { return true }
            if length >= 9, rising.contains(end) || falling.contains(end) { return true }
        }
        return false
    }

    private static let rising = "01234567890123456789"
    private static let falling = "98765432109876543210"

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
