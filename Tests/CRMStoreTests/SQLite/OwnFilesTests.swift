import CRM
import Foundation
import Testing
@testable import CRMStore
@testable import SQLiteEngine

/// Who may write where the data lie may lay files there.
@Suite("Files that others may have laid there") struct OwnFilesTests {
    private func folder() throws -> String {
        let folder = NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        return folder
    }

    @Test("a folder that everybody may write to is refused, one that is sticky is not")
    func open() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        chmod(folder, 0o777)
        #expect(throws: StoreError.self) { try CRMStore(path: folder + "/leadsheet.db", sealer: .random()) }
        chmod(folder, 0o1777)
        _ = try CRMStore(path: folder + "/leadsheet.db", sealer: .random())
    }

    @Test("a key of another user of the machine is refused", .enabled(if: geteuid() == 0))
    func foreignKey() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let key = folder + "/leadsheet.key"
        try KeyFile.make(key)
        _ = try KeyFile.read(key)
        chown(key, 54321, 54321)
        #expect(throws: StoreError.self) { try KeyFile.read(key) }
    }

    @Test("a new key goes where a link leads, and the link stays")
    func linkedKey() throws {
        let folder = try folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let (key, place) = (folder + "/leadsheet.key", folder + "/vault.key")
        try KeyFile.make(place)
        try FileManager.default.createSymbolicLink(atPath: key, withDestinationPath: place)
        let before = try Data(contentsOf: URL(fileURLWithPath: place))
        // What a killed change of the key had left, of a process that cannot be, and of one that lives.
        let (left, kept) = ("\(place).\(Int32.max).7", "\(place).\(getppid()).7")
        for file in [left, kept] { try Data().write(to: URL(fileURLWithPath: file)) }

        let store = try CRMStore(path: folder + "/leadsheet.db", sealer: .load(environment: [:], keyFile: key))
        let ana = try store.addUser("ana").id
        _ = try store.apply(.savePage(Desk.settings("100")), by: ana, at: Desk.start)
        #expect(try store.rotateKey() == 3)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: key) == place)
        #expect(try Data(contentsOf: URL(fileURLWithPath: place)) != before)
        #expect(try store.settings(of: "100") == Desk.settings("100"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.contains("key") }.sorted()
        #expect(files == ["leadsheet.key", "vault.key", (kept as NSString).lastPathComponent])
    }
}
