import Foundation
import TestSupport
import Testing

@testable import leadsheet

@Suite struct FoldersTests {
    @Test("without anything the files lie in the XDG defaults")
    func standard() {
        let folders = Folders.resolve(home: nil, environment: ["HOME": "/home/ana"])
        #expect(folders.configFile == "/home/ana/.config/leadsheet/leadsheet.yaml")
        #expect(folders.database == .file("/home/ana/.local/share/leadsheet/leadsheet.db"))
        #expect(folders.keyFile == "/home/ana/.local/share/leadsheet/leadsheet.key")
        #expect(folders.logFile == "/home/ana/.local/state/leadsheet/leadsheet.log")
    }

    @Test("XDG variables are followed; empty and relative ones count as unset")
    func variables() {
        let folders = Folders.resolve(
            home: nil,
            environment: ["HOME": "/home/ana", "XDG_CONFIG_HOME": "", "XDG_DATA_HOME": "/data", "XDG_STATE_HOME": "state"])
        #expect(folders.configFile == "/home/ana/.config/leadsheet/leadsheet.yaml")
        #expect(folders.database == .file("/data/leadsheet/leadsheet.db"))
        #expect(folders.logFile == "/home/ana/.local/state/leadsheet/leadsheet.log")
    }

    @Test("home holds everything, whatever the XDG variables say")
    func home() {
        let folders = Folders.resolve(home: "/srv/crm", environment: ["HOME": "/home/ana", "XDG_DATA_HOME": "/data"])
        #expect(folders.configFile == "/srv/crm/leadsheet.yaml")
        #expect(folders.database == .file("/srv/crm/leadsheet.db"))
        #expect(folders.keyFile == "/srv/crm/leadsheet.key")
        #expect(folders.logFile == "/srv/crm/leadsheet.log")
    }

    @Test("a named database keeps its key beside it, and ~ is the person's folder")
    func database() {
        let folders = Folders.resolve(home: nil, database: "~/leads/a.db", environment: ["HOME": "/home/ana"])
        #expect(folders.database == .file("/home/ana/leads/a.db"))
        #expect(folders.keyFile == "/home/ana/leads/leadsheet.key")
    }

    @Test(
        "of a database on a server the key and the rest are in the person's own folder",
        arguments: ["postgres://ana@db.example.com/leadsheet", "postgresql://db/x", "service=leadsheet"])
    func server(_ address: String) {
        let folders = Folders.resolve(home: nil, database: address, environment: ["HOME": "/home/ana"])
        #expect(folders.database == .server(address))
        #expect(folders.keyFile == "/home/ana/.local/share/leadsheet/leadsheet.key")
        #expect(Folders.resolve(home: "/srv/crm", database: address, environment: [:]).keyFile == "/srv/crm/leadsheet.key")
    }

    @Test("the folders are made private to the user")
    func modes() throws {
        let parent = try TestFolder()
        let folders = Folders.resolve(home: "\(parent.path)/deep/home", environment: [:])
        try folders.create()
        let mode = try FileManager.default.attributesOfItem(atPath: folders.dataFolder)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test("a folder that cannot be made is one sentence with a way out")
    func impossible() throws {
        let parent = try TestFolder()
        let file = try parent.write("", to: "file")
        let error = #expect(throws: PlainError.self) { try Folders.makePrivate("\(file)/home") }
        #expect(error?.message.contains("cannot be made (Not a directory)") == true)
        #expect(error?.message.contains("--home") == true)
    }
}
