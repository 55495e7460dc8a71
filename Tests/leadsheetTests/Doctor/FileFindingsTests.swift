@testable import Base
import Foundation
import TestSupport
import Testing

@testable import leadsheet

@Suite("The doctor looks at the files")
struct FileFindingsTests {
    private func files(_ folder: TestFolder, environment: [String: String] = [:]) throws -> FileFindings {
        FileFindings(Folders.resolve(home: folder.path, environment: ["HOME": folder.path]), environment: environment)
    }

    private func findings(_ folder: TestFolder, environment: [String: String] = [:]) throws -> [String: Finding] {
        Dictionary(uniqueKeysWithValues: try files(folder, environment: environment).findings.map { ($0.check, $0) })
    }

    private func folder(modes: [String: Int] = [:]) throws -> TestFolder {
        let folder = try TestFolder()
        chmod(folder.path, 0o700)
        for name in ["leadsheet.db", "leadsheet.key", "leadsheet.log", "leadsheet.yaml"] {
            chmod(try folder.write("x", to: name), mode_t(modes[name] ?? 0o600))
        }
        return folder
    }

    @Test("private files are well")
    func well() throws {
        let folder = try folder()
        #expect(try files(folder).findings.allSatisfy { $0.verdict == .ok && $0.remedy == nil })
    }

    @Test(
        "a key, database or log that others can read is a fault with the command that mends it",
        arguments: [("leadsheet.key", "key"), ("leadsheet.db", "database file"), ("leadsheet.log", "log")])
    func readable(file: String, check: String) throws {
        for mode in [0o640, 0o604, 0o666] {
            let folder = try folder(modes: [file: mode])
            let finding = try #require(try findings(folder)[check])
            #expect(finding.verdict == .fault)
            #expect(finding.remedy == "chmod 600 \(folder.path)/\(file)")
            #expect(try files(folder).findings.count { $0.verdict == .fault } == 1)
        }
    }

    @Test("of a database on a server no file is looked for, and a machine without the key is told what that means")
    func server() throws {
        let folder = try folder()
        let folders = Folders.resolve(home: folder.path, database: "postgres://ana@localhost/leadsheet", environment: [:])
        func found() -> [String: Finding] {
            Dictionary(uniqueKeysWithValues: FileFindings(folders, environment: [:]).findings.map { ($0.check, $0) })
        }
        #expect(found()["database file"] == nil && found()["key"]?.verdict == .ok)
        try FileManager.default.removeItem(atPath: folders.keyFile)
        #expect(found()["key"]?.verdict == .note && found()["key"]?.remedy?.contains("on another machine") == true)
    }

    @Test("a log of SQLite's that others can read shows the customers too")
    func besideDatabase() throws {
        let folder = try folder()
        chmod(try folder.write("x", to: "leadsheet.db-wal"), 0o644)
        #expect(try findings(folder)["database file"]?.remedy == "chmod 600 \(folder.path)/leadsheet.db-wal")
    }

    @Test("a folder that others can write is a fault, one that they can list a note")
    func folders() throws {
        let folder = try folder()
        chmod(folder.path, 0o755)
        #expect(try findings(folder)["data folder"]?.verdict == .note)
        chmod(folder.path, 0o770)
        #expect(try findings(folder)["data folder"]?.verdict == .fault)
        #expect(try findings(folder)["data folder"]?.remedy == "chmod 700 \(folder.path)")
    }

    @Test("settings that others can change are a fault")
    func configuration() throws {
        let finding = try findings(folder(modes: ["leadsheet.yaml": 0o664]))["configuration"]
        #expect(finding?.verdict == .fault)
        #expect(finding?.remedy?.hasPrefix("chmod go-w ") == true)
    }

    @Test("nothing there yet is a fault only where a person must act")
    func empty() throws {
        let folder = try TestFolder()
        chmod(folder.path, 0o700)
        let findings = try findings(folder)
        #expect(findings.values.filter { $0.verdict == .fault }.map(\.check) == ["database file"])
        #expect(findings["database file"]?.detail == "There is no data at \(folder.path)/leadsheet.db.")
        #expect(findings["database file"]?.remedy?.hasSuffix("leadsheet user add NAME") == true)
    }

    @Test("a file that another account keeps from this one is a fault that says whose it is, and no empty place")
    func others() throws {
        var files = try files(folder())
        files.database?.mode = nil
        files.database?.refusal = "/data belongs to leadsheet"
        let finding = try #require(files.findings.first { $0.check == "database file" })
        #expect(finding.verdict == .fault && finding.detail.contains("/data belongs to leadsheet") && !finding.detail.contains("no data"))
        files.dataFolder.refusal = "/data belongs to leadsheet"
        #expect(files.findings.map(\.check) == ["data folder"], "said once")
        files = try self.files(folder())
        files.besideDatabase[0].refusal = "it belongs to root"
        #expect(files.findings.filter { $0.verdict == .fault }.map(\.check) == ["database file"])
    }

    @Test(
        "whose file it is and the line that mends it, for each who may ask",
        arguments: [
            // owner, owner of its folder, who asks, what is said
            (0, 7, 7, "it belongs to u0 and not to u7; as root: chown u7 /d/f"),
            (7, 7, 8, "/d/f belongs to u7, and this is u8; give the command as that account, such as with sudo -u u7"),
            (0, 7, 0, "it belongs to root, and its folder to u7, who may not use it: chown u7 /d/f"),
            (7, 7, 7, nil), (7, 7, 0, nil), (0, 0, 0, nil), (7, 0, 0, nil),
        ] as [(uid_t, uid_t, uid_t, String?)])
    func owner(owner: uid_t, folder: uid_t, account: uid_t, says: String?) {
        #expect(FileOwner.refusal("/d/f", owner: owner, folder: folder, account: account, name: { "u\($0)" }) == says)
    }

    @Test("a key that is gone is a fault beside a database, unless it comes from elsewhere")
    func key() throws {
        let folder = try folder()
        try FileManager.default.removeItem(atPath: "\(folder.path)/leadsheet.key")
        #expect(try findings(folder)["key"]?.verdict == .fault)
        #expect(try findings(folder, environment: ["LEADSHEET_KEY": "x"])["key"]?.verdict == .ok)
        let credentials = try TestFolder()
        try credentials.write("x", to: "leadsheet.key")
        #expect(try findings(folder, environment: ["CREDENTIALS_DIRECTORY": credentials.path])["key"]?.verdict == .ok)
    }

    @Test("a remedy can be pasted into a shell whatever the folder is called")
    func quoted() {
        #expect(ShellWord.quoted("/home/ana/.local") == "/home/ana/.local")
        #expect(ShellWord.quoted("") == "''")
        #expect(ShellWord.quoted("/it's here/$x") == #"'/it'\''s here/$x'"#)
    }
}
