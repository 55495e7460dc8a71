import Base
import Testing

@Suite("A path that is typed or dropped on the terminal") struct TypedPathTests {
    @Test(
        "it is read as it stands, as a shell reads it, and as an address",
        arguments: [
            ("~/Downloads/fair.csv", ["/home/ana/Downloads/fair.csv"]), ("~", ["/home/ana"]),
            ("  '/home/ana/my list.csv' ", ["'/home/ana/my list.csv'", "/home/ana/my list.csv"]),
            ("\"/tmp/a b.csv\"", ["\"/tmp/a b.csv\"", "/tmp/a b.csv"]),
            ("/tmp/a\\ b\\(1\\).csv", ["/tmp/a\\ b\\(1\\).csv", "/tmp/a b(1).csv"]),
            ("'/tmp/Ana'\\''s.csv'", ["'/tmp/Ana'\\''s.csv'", "/tmp/Ana's.csv"]), ("/tmp/Ana's list.csv", ["/tmp/Ana's list.csv"]),
            ("file:///tmp/a%20b%C3%A9.csv", ["file:///tmp/a%20b%C3%A9.csv", "/tmp/a bé.csv"]), ("", []),
        ])
    func readings(typed: String, expected: [String]) {
        #expect(TypedPath.readings(of: typed, home: "/home/ana") == expected)
    }

    @Test("a whole path that is pasted stands in the field without quotes; other text is text")
    func pasted() {
        #expect(TypedPath.pasted("'/tmp/my list.csv' \n") == "/tmp/my list.csv")
        #expect(TypedPath.pasted("file:///tmp/a%20b.csv\r\n") == "/tmp/a b.csv")
        #expect(TypedPath.pasted("/tmp/a b.csv") == "/tmp/a b.csv")
        #expect(TypedPath.pasted("~/a.csv") == "~/a.csv")
        #expect(TypedPath.pasted("Downloads") == nil && TypedPath.pasted("") == nil)
    }
}
