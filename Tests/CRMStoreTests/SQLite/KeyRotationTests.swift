import CRM
import CRMStore
import Foundation
import GRDB
import SQLiteEngine
import Testing

/// A store whose key lies in a file, as a person's does.
@Suite("A new key") struct KeyRotationTests {
    private final class House {
        let folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
        var key: String { folder + "/leadsheet.key" }
        var old: String { key + ".old" }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func open() throws -> CRMStore {
            try CRMStore(path: folder + "/leadsheet.db", sealer: .load(environment: [:], keyFile: key))
        }

        func sealed() throws -> [Data] {
            try DatabaseQueue(path: folder + "/leadsheet.db").read { db in
                try Data.fetchAll(db, sql: "SELECT meta_page_access_token FROM meta_page UNION ALL SELECT meta_app_secret FROM meta_page")
            }
        }
    }

    private func furnished() throws -> (House, CRMStore, User.ID) {
        let house = House()
        let store = try house.open()
        let ana = try store.addUser("ana").id
        _ = try store.apply(.savePage(Desk.settings("100", token: "EAAfirst")), by: ana, at: Desk.start)
        _ = try store.apply(.savePage(Desk.settings("100", token: "EAAsecond")), by: ana, at: Desk.start)
        _ = try store.apply(.savePage(Desk.settings("200", token: "EAAother")), by: ana, at: Desk.start)
        return (house, store, ana)
    }

    @Test("everything opens with the new key and nothing with the old; undo still knows the settings")
    func rotate() throws {
        let (house, store, ana) = try furnished()
        let oldKey = try Data(contentsOf: URL(fileURLWithPath: house.key))
        let before = try house.sealed()
        #expect(try store.rotateKey() == 6)
        let newKey = try Data(contentsOf: URL(fileURLWithPath: house.key))
        #expect(newKey != oldKey)
        #expect(try FileManager.default.attributesOfItem(atPath: house.key)[.posixPermissions] as? Int == 0o600)
        let files = try FileManager.default.contentsOfDirectory(atPath: house.folder).filter { $0.contains("key") }
        #expect(files == ["leadsheet.key"])
        for file in try FileManager.default.contentsOfDirectory(atPath: house.folder) {
            let data = try Data(contentsOf: URL(fileURLWithPath: house.folder + "/" + file))
            for sealed in before { #expect(data.range(of: sealed) == nil, "\(file) holds what the old key opens") }
        }
        let again = try house.open()
        #expect(try again.settings(of: "100") == Desk.settings("100", token: "EAAsecond"))
        #expect(try again.undo(.pages, by: ana, at: Desk.start)?.sentence == "undid: added page 200")
        #expect(try again.undo(.pages, by: ana, at: Desk.start)?.sentence == "undid: changed the settings of page 100")
        #expect(try again.settings(of: "100") == Desk.settings("100", token: "EAAfirst"))
        try oldKey.write(to: URL(fileURLWithPath: house.key))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: house.key)
        #expect(throws: StoreError.self) { try house.open().settings(of: "100") }
    }

    @Test("a key that opens none of the saved secrets, as on another machine, is not changed for a new one")
    func other() throws {
        let (house, store, _) = try furnished()
        let rightKey = try Data(contentsOf: URL(fileURLWithPath: house.key))
        let (other, _, _) = try furnished()
        let wrongKey = try Data(contentsOf: URL(fileURLWithPath: other.key))
        let elsewhere = try CRMStore(path: house.folder + "/leadsheet.db", sealer: .load(environment: [:], keyFile: other.key))
        let sealed = try house.sealed()
        #expect {
            try elsewhere.rotateKey()
        } throws: { error in
            if case StoreError.keyUnusable = error { true } else { false }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: other.key)) == wrongKey)
        #expect(try Data(contentsOf: URL(fileURLWithPath: house.key)) == rightKey)
        #expect(try house.sealed() == sealed && store.settings(of: "100") == Desk.settings("100", token: "EAAsecond"))
    }

    @Test("a program that runs meanwhile reads and saves on with the new key")
    func running() throws {
        let (house, store, ana) = try furnished()
        let serving = try house.open()
        #expect(try serving.allSettings().count == 2)
        _ = try store.rotateKey()
        #expect(try serving.settings(of: "100") == Desk.settings("100", token: "EAAsecond"))
        _ = try store.rotateKey()
        // It saves before it has read anything anew.
        _ = try serving.apply(.savePage(Desk.settings("300", token: "EAAthird")), by: ana, at: Desk.start)
        #expect(try house.open().settings(of: "300") == Desk.settings("300", token: "EAAthird"))
    }

    @Test("cut short at any moment, all secrets open, and doing it again ends it")
    func cutShort() throws {
        // After the new key is in place, and before the database has what it sealed.
        let (house, store, _) = try furnished()
        try FileManager.default.linkItem(atPath: house.key, toPath: house.old)
        let fresh = Data((0..<32).map { UInt8($0) }).base64EncodedString()
        try FileManager.default.removeItem(atPath: house.key)
        try Data(fresh.utf8).write(to: URL(fileURLWithPath: house.key))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: house.key)
        #expect(try house.open().settings(of: "100") == Desk.settings("100", token: "EAAsecond"))
        #expect(try store.settings(of: "200") == Desk.settings("200", token: "EAAother"))
        #expect(try house.open().rotateKey() == 6)
        #expect(!FileManager.default.fileExists(atPath: house.old))
        #expect(try house.open().settings(of: "100") == Desk.settings("100", token: "EAAsecond"))

        // After the database has it, and before the old key is gone.
        try Data(fresh.utf8).write(to: URL(fileURLWithPath: house.old))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: house.old)
        #expect(try house.open().settings(of: "200") == Desk.settings("200", token: "EAAother"))
        #expect(try house.open().rotateKey() == 6)
        #expect(!FileManager.default.fileExists(atPath: house.old))
        #expect(try house.open().settings(of: "200") == Desk.settings("200", token: "EAAother"))
    }

    @Test("a key that is not in our file is refused with where it comes from")
    func elsewhere() throws {
        let desk = try Desk()
        try desk.savePage("100")
        let keeper = try #require(desk.store as? any StoreMaintenance)
        let error = #expect(throws: StoreError.self) { try keeper.rotateKey() }
        #expect(error?.message.contains("random key") == true)
        #expect(try desk.store.settings(of: "100") == Desk.settings("100"))
    }
}
