import CRM
import CRMStore
import Foundation
import GRDB
import SQLiteEngine
import Testing

@Suite("Secrets") struct SecretTests {
    private func folder() -> String { NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)" }

    @Test("no plain secret is in the files, whatever was done with it")
    func files() throws {
        let desk = try Desk()
        let plain = ["EAAplainToken7351", "plainAppSecret9142", "EAAsecondToken8842", "verify-me"]
        try desk.savePage("100", token: plain[0], secret: plain[1])
        try desk.savePage("100", token: plain[2], secret: plain[1])
        _ = try desk.undoPage()
        _ = try desk.store.apply(.removePage("100"), by: desk.ana, at: Desk.start)
        _ = try desk.undoPage()
        #expect(try desk.store.settings(of: "100")?.metaPageAccessToken.reveal() == plain[0])
        let files = try FileManager.default.contentsOfDirectory(atPath: desk.folder)
        #expect(files.contains("leadsheet.db-wal"))
        for file in files {
            let data = try Data(contentsOf: URL(fileURLWithPath: desk.folder + "/" + file))
            for secret in plain {
                #expect(data.range(of: Data(secret.utf8)) == nil, "\(file)")
                #expect(data.range(of: Data(Data(secret.utf8).base64EncodedString().prefix(12).utf8)) == nil, "\(file)")
            }
        }
    }

    @Test("with a user all their sealed secrets go, those kept for undo as well")
    func removedUser() throws {
        let desk = try Desk()
        try desk.savePage("100")
        _ = try desk.store.apply(.removePage("100"), by: desk.ana, at: Desk.start)
        try desk.savePage("200")
        try desk.store.removeUser(desk.ana, at: Desk.start)
        let kept = try DatabaseQueue(path: desk.path).read { db in
            try Int.fetchOne(
                db,
                sql: """
                    SELECT (SELECT count(*) FROM meta_page)
                        + (SELECT count(*) FROM activity WHERE before LIKE '%token%' OR after LIKE '%token%')
                    """)
        }
        #expect(kept == 0)
    }

    @Test("a sealed secret opens under its own key and context only")
    func sealing() throws {
        let sealer = SecretSealer.random()
        let sealed = try sealer.seal(Secret("EAA"), context: "100/token")
        #expect(try sealer.open(sealed, context: "100/token") == Secret("EAA"))
        #expect(try sealer.seal(Secret("EAA"), context: "100/token") != sealed)
        #expect(throws: StoreError.self) { try sealer.open(sealed, context: "200/token") }
        #expect(throws: StoreError.self) { try SecretSealer.random().open(sealed, context: "100/token") }
        #expect(throws: StoreError.self) { try sealer.open(Data(), context: "100/token") }
        var bent = sealed
        bent[bent.count - 1] ^= 1
        #expect(throws: StoreError.self) { try sealer.open(bent, context: "100/token") }
    }

    @Test("under another key the settings are said to be unreadable, and can be saved again")
    func otherKey() throws {
        let desk = try Desk()
        try desk.savePage("100")
        let other = try desk.engine.open(desk.folder, .random())
        #expect(throws: StoreError.keyUnusable(path: "random key", reason: "the saved tokens were sealed with another key")) {
            try other.settings(of: "100")
        }
        #expect(throws: StoreError.self, "whoever has their key could not open it") {
            try other.apply(.savePage(Desk.settings("200")), by: desk.ana, at: Desk.start)
        }
        try #require(other as? CRMStore).replaceLostKey()
        _ = try other.apply(.savePage(Desk.settings("100")), by: desk.ana, at: Desk.start)
        #expect(try other.settings(of: "100") == Desk.settings("100"))
    }

    @Test("a page whose secrets cannot be opened holds up no other, and is never one without an app secret")
    func closedPage() throws {
        let desk = try Desk()
        try desk.savePage("100")
        try desk.savePage("200")
        let other = try desk.engine.open(desk.folder, .random())
        #expect(throws: StoreError.self) { try other.allSettings() }
        try #require(other as? CRMStore).replaceLostKey()
        _ = try other.apply(.savePage(Desk.settings("200")), by: desk.ana, at: Desk.start)
        let all = try other.allSettings()
        #expect(all.map(\.metaPageId) == ["100", "200"])
        #expect(all.last == Desk.settings("200"))
        let closed = try #require(all.first)
        #expect(closed.metaPageAccessToken.isEmpty && closed.metaVerifyToken.isEmpty)
        #expect(closed.metaAppSecret.reveal().count > 40 && closed.metaAppSecret != Desk.settings("100").metaAppSecret)
        #expect(try other.allSettings() == all, "nobody takes it for a change")
        _ = try other.apply(.savePage(Desk.settings("100")), by: desk.ana, at: Desk.start)
        #expect(try other.allSettings() == [Desk.settings("100"), Desk.settings("200")])
    }

    @Test("beside saved secrets a lost key is not replaced, until a person says that it is lost")
    func lostKey() throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/leadsheet.key"
        func opened() throws -> CRMStore {
            let store = try CRMStore(path: folder + "/leadsheet.db", sealer: .load(environment: [:], keyFile: file))
            try store.prepareKey(isAlone: true)
            return store
        }
        let first = try opened()
        let key = try Data(contentsOf: URL(fileURLWithPath: file))
        let ana = try first.addUser("ana").id
        _ = try first.apply(.savePage(Desk.settings("100")), by: ana, at: Desk.start)
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) == key)

        try FileManager.default.removeItem(atPath: file)
        let error = #expect(throws: StoreError.self) { try first.apply(.savePage(Desk.settings("200")), by: ana, at: Desk.start) }
        #expect(error?.message.contains(file) == true, "who knows the key still makes no other")
        let store = try opened()
        #expect(throws: StoreError.self) { try store.settings(of: "100") }
        #expect(throws: StoreError.self) { try store.rotateKey() }
        #expect(!FileManager.default.fileExists(atPath: file))
        try key.write(to: URL(fileURLWithPath: file))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        #expect(try store.settings(of: "100") == Desk.settings("100"), "put back, it is found at once")

        try FileManager.default.removeItem(atPath: file)
        let keyless = try opened()
        #expect(throws: StoreError.self) { try keyless.apply(.savePage(Desk.settings("100")), by: ana, at: Desk.start) }
        #expect(!FileManager.default.fileExists(atPath: file))
        try keyless.replaceLostKey()
        _ = try keyless.apply(.savePage(Desk.settings("100", token: "EAAagain")), by: ana, at: Desk.start)
        #expect(try Data(contentsOf: URL(fileURLWithPath: file)) != key)
        #expect(try opened().settings(of: "100") == Desk.settings("100", token: "EAAagain"))
    }

    @Test("a missing key file is made private, and used again")
    func keyFile() throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let file = folder + "/leadsheet.key"
        let sealed = try SecretSealer.load(environment: [:], keyFile: file).seal(Secret("x"), context: "c")
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["leadsheet.key"])
        #expect(try SecretSealer.load(environment: [:], keyFile: file).open(sealed, context: "c") == Secret("x"))
        try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
        let error = #expect(throws: StoreError.self) { try SecretSealer.load(environment: [:], keyFile: file) }
        #expect(error?.message.contains("chmod 600 \(file)") == true)
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: file)
        try Data("short".utf8).write(to: URL(fileURLWithPath: file))
        #expect(throws: StoreError.self) { try SecretSealer.load(environment: [:], keyFile: file) }
    }

    @Test("the variable comes before the credential, and the credential before the file")
    func order() throws {
        let folder = folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let keys = (1...2).map { [UInt8](repeating: UInt8($0), count: 32) }
        let texts = keys.map { Data($0).base64EncodedString() }
        try Data((texts[1] + "\n").utf8).write(to: URL(fileURLWithPath: folder + "/leadsheet.key"))
        let file = folder + "/own.key"
        let sealed = try keys.map { try SecretSealer(key: $0, source: "test").seal(Secret("x"), context: "c") }
        let both = ["LEADSHEET_KEY": texts[0], "CREDENTIALS_DIRECTORY": folder]
        #expect(try SecretSealer.load(environment: both, keyFile: file).open(sealed[0], context: "c") == Secret("x"))
        let credential = ["CREDENTIALS_DIRECTORY": folder]
        #expect(try SecretSealer.load(environment: credential, keyFile: file).open(sealed[1], context: "c") == Secret("x"))
        #expect(!FileManager.default.fileExists(atPath: file))
        let error = #expect(throws: StoreError.self) {
            try SecretSealer.load(environment: ["LEADSHEET_KEY": "c2hvcnQ="], keyFile: file)
        }
        #expect(error?.message.contains("LEADSHEET_KEY") == true)
        #expect(error?.message.contains("c2hvcnQ") == false)
    }
}
