import CRM
import Foundation
import TestSupport
import Testing

@testable import leadsheet

@Suite("where output goes") struct OutputPlaceTests {
    @Test("a pipe is written in place, and its reader gets all of it", .timeLimit(.minutes(30)))
    func pipe() async throws {
        let folder = try TestFolder()
        let path = folder.path + "/pipe"
        #expect(mkfifo(path, 0o600) == 0)
        // On a thread of its own: either end waits for the other, and tasks may have but one thread.
        let (read, end) = AsyncStream.makeStream(of: Data?.self)
        Thread.detachNewThread { end.yield(try? FileHandle(forReadingFrom: URL(filePath: path)).readToEnd()) }
        try OutputFile.write(path) { try $0.write("all of it") }
        #expect(await read.first { _ in true } == Data("all of it".utf8))
        var status = stat()
        #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    }

    @Test("a device stays one, and one that is full is said")
    func devices() throws {
        try OutputFile.write("/dev/null") { try $0.write("x") }
        var status = stat()
        #expect(lstat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
        let error = #expect(throws: PlainError.self) { try OutputFile.write("/dev/full") { try $0.write("x") } }
        #expect(error?.message.contains("No space left on device") == true)
        #expect(
            try OutputPlace("/dev/stdout") == .descriptor(1) && OutputPlace("-") == .descriptor(1)
                && OutputPlace("/dev/fd/7") == .descriptor(7))
    }

    @Test("a link is followed, also to a file that is not there yet, and stays a link")
    func links() throws {
        let folder = try TestFolder()
        let target = try folder.write("old", to: "target.csv")
        for (link, destination) in [("a", "target.csv"), ("b", folder.path + "/new.csv"), ("c", "a")] {
            try FileManager.default.createSymbolicLink(atPath: "\(folder.path)/\(link)", withDestinationPath: destination)
        }
        try OutputFile.write(folder.path + "/c") { try $0.write("through two links") }
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "through two links")
        try OutputFile.write(folder.path + "/b") { try $0.write("new") }
        #expect(try String(contentsOfFile: folder.path + "/new.csv", encoding: .utf8) == "new")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() == ["a", "b", "c", "new.csv", "target.csv"])
        for link in ["a", "b", "c"] {
            #expect((try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder.path)/\(link)")) != nil)
        }
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/round", withDestinationPath: "round")
        #expect(throws: PlainError.self) { try OutputFile.write(folder.path + "/round") { try $0.write("x") } }
        #expect(throws: PlainError.self) { try OutputFile.write(folder.path) { try $0.write("x") } }
    }

    @Test("none of Leadsheet's own files is written over, whatever it is called")
    func own() throws {
        let folder = try TestFolder()
        let folders = Folders.resolve(home: folder.path, environment: ["HOME": folder.path])
        let own = OwnFiles(folders)
        for file in ["leadsheet.db", "leadsheet.key"] { try folder.write("x", to: file) }
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/soft", withDestinationPath: "leadsheet.key")
        try FileManager.default.linkItem(atPath: folder.path + "/leadsheet.db", toPath: folder.path + "/hard")
        try FileManager.default.createDirectory(atPath: folder.path + "/sub", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/here", withDestinationPath: ".")
        for name in [
            "leadsheet.db", "leadsheet.db-wal", "leadsheet.db-shm", "leadsheet.key", "leadsheet.yaml", "leadsheet.log", "leadsheet.log.1",
            "leadsheet.db.intake", "soft",
            "hard", "sub/../leadsheet.key", "./leadsheet.yaml", "here/leadsheet.db-wal",
        ] {
            let error = #expect(throws: PlainError.self) { try own.refuse("\(folder.path)/\(name)") }
            #expect(error?.message.contains("Nothing was written") == true, "\(name)")
        }
        for name in ["out.csv", "leadsheet.db.copy", "sub/leadsheet.db"] { try own.refuse("\(folder.path)/\(name)") }
        for name in ["-", "x", "x.csv", "./x"] { try own.refuse(name) }
    }

    @Test("what a killed writer left goes at the next start, and what a living one writes stays")
    func left() throws {
        let folder = try TestFolder()
        let ended = try StartedProgram(["/bin/true"])
        ended.end()
        let dead = ended.id
        let out = folder.path + "/out.csv"
        for file in ["out.csv.\(dead).part", "out.csv.\(dead).part-journal", "out.csv", "other.\(dead).part"] {
            try folder.write("half", to: file)
        }
        try folder.write(DraftName.of(out, process: dead), to: "leadsheet.\(dead).draft")
        try folder.write("/etc/hostname", to: "leadsheet.1.draft")
        let living = DraftNote(of: folder.path + "/living.csv", in: folder.path)
        let draft = try folder.write("half", to: "living.csv.\(getpid()).part")
        DraftNote.removeLeft(in: folder.path)
        let names = try withExtendedLifetime(living) { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }
        #expect(names == ["living.csv.\(getpid()).part", "leadsheet.\(getpid()).draft", "other.\(dead).part", "out.csv"].sorted())
        #expect(try String(contentsOfFile: draft, encoding: .utf8) == "half")
    }

    @Test("a note goes with its writer")
    func note() throws {
        let folder = try TestFolder()
        try OutputFile.write(folder.path + "/out.csv", notes: folder.path) { try $0.write("x") }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.csv"])
    }
}
