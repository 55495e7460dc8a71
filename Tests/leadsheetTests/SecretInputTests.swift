import CRM
import Foundation
import TestSupport
import Testing

@testable import leadsheet

@Suite struct SecretInputTests {
    private func read(_ options: [(option: String, file: String?)], input: String = "") throws -> [String?] {
        try SecretInput.read(options, standardInput: { Array(input.utf8) }).map { $0?.reveal() }
    }

    @Test("a secret from a file loses the line end behind it, and nothing else")
    func file() throws {
        let folder = try TestFolder()
        let unix = try folder.write("EAAB-token\n", to: "a")
        let dos = try folder.write("secret\r\n", to: "b")
        #expect(try read([("--a", unix), ("--b", dos), ("--c", nil)]) == ["EAAB-token", "secret", nil])
    }

    @Test("a dash reads standard input")
    func dash() throws {
        #expect(try read([("--a", "-"), ("--b", nil)], input: "token\n") == ["token", nil])
    }

    @Test("only one secret can come from standard input")
    func twoDashes() {
        let error = #expect(throws: PlainError.self) { try read([("--a", "-"), ("--b", "-")], input: "token") }
        #expect(error?.message.hasPrefix("Only one secret can come from standard input, but --a and --b") == true)
    }

    @Test("an empty secret is refused", arguments: ["", "\n", "  \r\n"])
    func empty(text: String) {
        #expect(throws: PlainError("Standard input for --a is empty. It takes the secret alone.")) { try read([("--a", "-")], input: text) }
    }

    @Test("what is more than a secret is refused without quoting it", arguments: ["one two", "one\ntwo", "tok\u{1B}en"])
    func several(text: String) {
        let error = #expect(throws: PlainError.self) { try read([("--a", "-")], input: text) }
        #expect(error?.message.contains("more than a secret") == true)
        #expect(error?.message.contains("tok") == false && error?.message.contains("two") == false)
    }

    @Test("what is too long for a secret is told as such")
    func long() {
        let error = #expect(throws: PlainError.self) { try read([("--a", "-")], input: String(repeating: "x", count: 100_000)) }
        #expect(error?.message == "Standard input for --a is longer than any secret of Meta's. It takes the secret alone.")
    }

    @Test("a file that is missing is named with the system's reason")
    func missing() {
        #expect(throws: PlainError("The file /no/such for --a cannot be read (No such file or directory).")) {
            try read([("--a", "/no/such")])
        }
    }

    @Test("a verify token is four readable groups, another one each time")
    func verifyToken() {
        let tokens = (0..<20).map { _ in VerifyToken.make().reveal() }
        #expect(Set(tokens).count == 20)
        for token in tokens { #expect(token.wholeMatch(of: /([2-9a-hjkmnp-z]{4}-){3}[2-9a-hjkmnp-z]{4}/) != nil) }
    }

    @Test("page set keeps what is not given, and makes a verify token only when there is none")
    func merge() {
        let old = PageSettings(
            metaPageId: "1", metaPageAccessToken: Secret("old token"), metaAppSecret: Secret("old secret"),
            metaVerifyToken: Secret("old verify"))
        let changed = PageEntry.merge("1", old: old, accessToken: Secret("new"), appSecret: nil, verifyToken: nil)
        #expect(changed.metaPageAccessToken.reveal() == "new")
        #expect(changed.metaAppSecret.reveal() == "old secret" && changed.metaVerifyToken.reveal() == "old verify")
        let fresh = PageEntry.merge("2", old: nil, accessToken: nil, appSecret: nil, verifyToken: nil)
        #expect(fresh.metaPageId == "2" && fresh.metaAppSecret.isEmpty && !fresh.metaVerifyToken.isEmpty)
    }
}
