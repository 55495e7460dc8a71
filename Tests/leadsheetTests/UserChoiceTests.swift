import CRM
import Testing

@testable import leadsheet

@Suite struct UserChoiceTests {
    private let ana = User(id: 1, name: "ana")
    private let bob = User(id: 2, name: "bob")

    @Test("the only user need not be named")
    func only() throws {
        #expect(try UserChoice.make(named: nil, among: [ana]) == .user(ana))
    }

    @Test("a named user is taken")
    func named() throws {
        #expect(try UserChoice.make(named: "bob", among: [ana, bob]) == .user(bob))
    }

    @Test("several users without a name are refused with their names and what to do")
    func several() {
        #expect(
            throws: PlainError("There are several users (ana, bob). Say which one with --user NAME, or set user in leadsheet.yaml.")
        ) { try UserChoice.make(named: nil, among: [ana, bob]) }
    }

    @Test("an unknown name is refused with the known ones, also while there is no user")
    func unknown() {
        #expect(throws: StoreError.userUnknown("eve", known: ["ana"])) { try UserChoice.make(named: "eve", among: [ana]) }
        #expect(throws: StoreError.userUnknown("eve", known: [])) { try UserChoice.make(named: "eve", among: []) }
    }

    @Test("with no user and no name, nobody is chosen")
    func nobody() throws {
        #expect(try UserChoice.make(named: nil, among: []) == .nobody)
    }
}
