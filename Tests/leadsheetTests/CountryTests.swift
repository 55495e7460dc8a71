import CRM
import Testing

@testable import leadsheet

@Suite("A user's country") struct CountryTests {
    @Test(
        "the locale's country is that of the variable that counts",
        arguments: [
            ([:], nil), (["LANG": "it_IT.UTF-8"], "IT"), (["LANG": "it_IT"], "IT"), (["LANG": "ca_ES@valencia"], "ES"),
            (["LANG": "C"], nil),
            (["LANG": "C.UTF-8"], nil), (["LANG": "POSIX"], nil), (["LANG": "eo"], nil), (["LANG": "en_ZZ.UTF-8"], nil),
            (["LANG": ""], nil),
            (["LANG": "en_US.UTF-8", "LC_TELEPHONE": "it_IT.UTF-8"], "IT"), (["LANG": "en_US.UTF-8", "LC_MESSAGES": "de_DE.UTF-8"], "US"),
            (["LANG": "it_IT.UTF-8", "LC_ALL": "C.UTF-8"], nil), (["LANG": "it_IT.UTF-8", "LC_ALL": ""], "IT"),
            (["LANG": "../../etc/IT"], nil),
        ] as [([String: String], String?)])
    func locale(environment: [String: String], code: String?) {
        #expect(LocaleCountry.current(environment: environment)?.code == code)
    }

    @Test("a country on the command line is two letters that are a country, or its name, as in the screens")
    func option() throws {
        #expect(try CountryOption.parse("it") == Country("IT"))
        #expect(try CountryOption.parse("italy") == Country("IT"))
        for text in ["", "XX", "Itlay", "39", "+39"] {
            let error = #expect(throws: PlainError.self) { try CountryOption.parse(text) }
            #expect(error?.message == StoreError.countryUnknown(text).message && error?.isUsage == true)
        }
    }

    @Test("the doctor names each user whose local numbers are not recognised, and what to do")
    func doctor() {
        let ana = User(id: 1, name: "ana", country: Country("IT"))
        #expect(UserFindings.of([]).isEmpty)
        #expect(UserFindings.of([ana]).map(\.verdict) == [.ok])
        let findings = UserFindings.of([ana, User(id: 2, name: "ben")])
        #expect(findings.map(\.check) == ["user ben"])
        #expect(findings.map(\.verdict) == [.note])
        #expect(findings[0].remedy?.hasPrefix("leadsheet user set ben --country ") == true)
        let onServer = UserFindings.of([User(id: 2, name: "ben")], isOnServer: true)
        #expect(onServer[0].remedy?.hasPrefix("The owner of the database sets it: leadsheet user set ben ") == true)
    }
}
