import Foundation
import TestSupport
import Testing

@testable import leadsheet

@Suite struct OutputFileTests {
    @Test("a file is put there whole, private to the user")
    func whole() throws {
        let folder = try TestFolder()
        let path = try folder.write("old", to: "out.csv")
        try OutputFile.write(path) { try $0.write("new") }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.csv"])
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
    }

    @Test("when the writing fails half-way, the old file stays and nothing else is left")
    func failure() throws {
        struct Failure: Error {}
        let folder = try TestFolder()
        let path = try folder.write("old", to: "out.csv")
        #expect(throws: Failure.self) {
            try OutputFile.write(path) {
                try $0.write("half")
                throw Failure()
            }
        }
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["out.csv"])
    }

    @Test("a pipe whose reader has gone says so quietly")
    func closedPipe() throws {
        Signals.ignoreBrokenPipes()
        let pipe = Pipe()
        try pipe.fileHandleForReading.close()
        var output = Output(pipe.fileHandleForWriting.fileDescriptor, name: "a pipe")
        try output.write("text")
        #expect(throws: Output.Closed.self) { try output.flush() }
    }
}
