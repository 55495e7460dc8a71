import CRM
import CRMStore
import SQLiteEngine
import TestSupport
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
        #expect(StoreError.userUnknown("Ana Maria", known: []).message.hasSuffix("leadsheet user add 'Ana Maria'"))
        // Which `user add` would refuse.
        #expect(!StoreError.userUnknown("ana maria", known: ["Ana Maria"]).message.contains("user add"))
        #expect(throws: StoreError.userUnknown("eve", known: [])) { try UserChoice.make(named: "eve", among: []) }
    }

    @Test("at the screens several users choose there, a named one and an only one need not, and a first one is made of the login name")
    func atScreens() throws {
        let folder = try TestFolder()
        let store = try CRMStore(path: folder.path + "/leadsheet.db", sealer: .random())
        func choice(_ name: String? = nil) throws -> UserChoice.AtScreens {
            try UserChoice.atScreens(named: name, in: store, login: "root", country: Country("IT"))
        }
        let first = try choice()
        #expect(first.first.name == "root" && first.first.country == Country("IT") && first.isNew && first.users.isEmpty)
        #expect(try choice() == UserChoice.AtScreens(first: first.first))
        let ben = try store.addUser("ben")
        #expect(try choice().users == [first.first, ben])
        #expect(try choice("ben") == UserChoice.AtScreens(first: ben))
        #expect(throws: StoreError.userUnknown("eve", known: ["root", "ben"])) { try choice("eve") }
    }

    @Test("with no user and no name, nobody is chosen")
    func nobody() throws {
        #expect(try UserChoice.make(named: nil, among: []) == .nobody)
    }
}
