import CRM
import Foundation
import Testing

@testable import SQLiteEngine

@Suite("The folder in which presence is told") struct PresenceFolderTests {
    private let told = Presence(userID: 3, customerID: 7, isActive: true)
    private let now = Desk.start

    private func names(_ desk: Desk) throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: desk.path + ".presence") }

    private func mode(_ path: String) -> mode_t {
        var found = stat()
        return lstat(path, &found) == 0 ? found.st_mode & 0o777 : 0
    }

    @Test("only its owner may look into it; the file of a session goes with it, and the database is not touched")
    func rights() throws {
        let desk = try Desk()
        func database() throws -> [Data] { try ["", "-wal"].map { try Data(contentsOf: URL(filePath: desk.path + $0)) } }
        let before = try database()
        let folder = PresenceFolder(database: desk.path)
        try folder.tell(told, at: now)
        try folder.tell(Presence(userID: 3, customerID: 8, isActive: true), at: now + 1)
        let name = try #require(try names(desk).first)
        #expect(try names(desk).count == 1)
        #expect(mode(desk.path + ".presence") == 0o700 && mode("\(desk.path).presence/\(name)") == 0o600)
        #expect(try Data(contentsOf: URL(filePath: "\(desk.path).presence/\(name)")).isEmpty)
        try folder.tell(nil)
        #expect(try names(desk).isEmpty)
        #expect(try database() == before)
    }

    @Test("one that ended without a word is forgotten, its file as well; what is no presence is left alone")
    func silent() throws {
        let desk = try Desk()
        let (ended, here) = (PresenceFolder(database: desk.path), PresenceFolder(database: desk.path))
        try ended.tell(told, at: now)
        for name in ["notes.txt", "0123.3.7.a.1", ".hidden"] { try Data().write(to: URL(filePath: "\(desk.path).presence/\(name)")) }
        #expect(here.present(at: now + 1).map(\.presence) == [told])
        #expect(here.present(at: now + Presence.silence + 1).isEmpty)
        #expect(Set(try names(desk)) == ["notes.txt", "0123.3.7.a.1", ".hidden"])
        // It was only stopped, and goes on.
        try ended.tell(told, at: now + 200)
        #expect(here.present(at: now + 201).map(\.presence) == [told])
    }

    #if os(Linux)
        @Test("one whose process was killed is forgotten at once, and who watches is told")
        func killed() async throws {
            let desk = try Desk()
            let here = PresenceFolder(database: desk.path)
            var there: PresenceFolder? = PresenceFolder(database: desk.path)
            let told = told
            try there?.tell(told)
            let (heard, news) = AsyncStream.makeStream(of: [SeenPresence].self)
            let watch = try here.watch(on: DispatchQueue(label: "presence")) { news.yield($0) }
            #expect(await first(of: heard) { $0.map(\.presence) == [told] } != nil)
            // The system closes what a process had open when it is killed.
            there = nil
            #expect(await first(of: heard, where: \.isEmpty) != nil)
            #expect(try names(desk).isEmpty)
            withExtendedLifetime(watch) {}
        }
    #endif

    @Test("a link that somebody laid in its place, or a folder that others may write to, is refused with the remedy")
    func foreign() throws {
        let desk = try Desk()
        let elsewhere = desk.folder + "/elsewhere"
        try FileManager.default.createDirectory(atPath: elsewhere, withIntermediateDirectories: false)
        try FileManager.default.createSymbolicLink(atPath: desk.path + ".presence", withDestinationPath: elsewhere)
        func refusal() -> StoreError? { #expect(throws: StoreError.self) { try PresenceFolder(database: desk.path).tell(told) } }
        #expect(refusal()?.message.contains("remove it") == true)
        #expect(try FileManager.default.contentsOfDirectory(atPath: elsewhere).isEmpty)
        try FileManager.default.removeItem(atPath: desk.path + ".presence")
        #expect(mkdir(desk.path + ".presence", 0o700) == 0 && chmod(desk.path + ".presence", 0o777) == 0)
        #expect(refusal()?.message.contains("remove it") == true)
    }
}
