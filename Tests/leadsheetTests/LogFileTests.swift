import Dispatch
import Foundation
import TestSupport
import Testing

@testable import leadsheet

@Suite("The log's files") struct LogFileTests {
    private func text(_ path: String) -> String { (try? String(contentsOfFile: path, encoding: .utf8)) ?? "" }

    @Test("a full log becomes .1 and that .2, and the oldest goes; each is private to the user")
    func turns() throws {
        let folder = try TestFolder()
        let path = folder.path + "/leadsheet.log"
        let log = try LogFile(path: path, limit: 100, files: 3)
        for number in 0..<4 { for _ in 0..<10 { log.write("line \(number) \n") } }
        #expect(text(path).contains("line 3"))
        #expect(text(path + ".1").contains("line 2"))
        #expect(text(path + ".2").contains("line 1"))
        #expect(!FileManager.default.fileExists(atPath: path + ".3"))
        for file in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            #expect(
                try FileManager.default.attributesOfItem(atPath: folder.path + "/" + file)[.posixPermissions] as? Int == 0o600, "\(file)")
        }
    }

    @Test("a link under its name is refused, and what it leads to stays as it was")
    func link() throws {
        let folder = try TestFolder()
        let (path, target) = (folder.path + "/leadsheet.log", folder.path + "/precious")
        try "precious".write(toFile: target, atomically: true, encoding: .utf8)
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
        #expect(throws: PlainError("The log \(path) is a link, which is not followed. Remove it, or name another folder with --home.")) {
            try LogFile(path: path)
        }
        #expect(text(target) == "precious")
    }

    @Test("several programs on one log lose no line and cut none when it is full")
    func several() throws {
        let folder = try TestFolder()
        let path = folder.path + "/leadsheet.log"
        // Each opens the file for itself, as a program does; enough files that none goes.
        let logs = try (0..<4).map { _ in try LogFile(path: path, limit: 2000, files: 100) }
        DispatchQueue.concurrentPerform(iterations: 4) { writer in
            for number in 0..<300 { logs[writer].write("writer \(writer) line \(number)\n") }
        }
        // While one that begins a new file is kept waiting, the others fill the old one: how many files there are is sure where they take turns.
        for number in 300..<600 {
            for writer in 0..<4 { logs[writer].write("writer \(writer) line \(number)\n") }
        }
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let lines = files.flatMap { text(folder.path + "/" + $0).split(separator: "\n").map(String.init) }
        #expect(lines.count == 2400)
        #expect(Set(lines) == Set((0..<4).flatMap { writer in (0..<600).map { "writer \(writer) line \($0)" } }))
        #expect(files.count > 10 && files.count < 40)
    }

    @Test("a log that was taken away is begun anew")
    func removed() throws {
        let folder = try TestFolder()
        let path = folder.path + "/leadsheet.log"
        let log = try LogFile(path: path)
        log.write("first\n")
        try FileManager.default.removeItem(atPath: path)
        log.write("second\n")
        #expect(text(path) == "second\n")
    }
}
