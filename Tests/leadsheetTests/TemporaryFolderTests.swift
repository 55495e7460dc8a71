import Foundation
import Testing

@testable import leadsheet

@Suite struct TemporaryFolderTests {
    @Test("the folder is private and gone afterwards")
    func gone() throws {
        let folder = try TemporaryFolder(name: "leadsheet-test-gone")
        #expect(try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int == 0o700)
        try Data("x".utf8).write(to: URL(fileURLWithPath: "\(folder.path)/leadsheet.db"))
        folder.remove()
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test("a folder that a killed program left is removed by the next, a living one's stays")
    func sweep() throws {
        let parent = FileManager.default.temporaryDirectory.path
        // No process has this number: it is above every limit of Linux.
        let left = "\(parent)/leadsheet-test-sweep-99999999-AbCdEf"
        try FileManager.default.createDirectory(atPath: left, withIntermediateDirectories: true)
        let first = try TemporaryFolder(name: "leadsheet-test-sweep")
        let second = try TemporaryFolder(name: "leadsheet-test-sweep")
        #expect(!FileManager.default.fileExists(atPath: left))
        #expect(FileManager.default.fileExists(atPath: first.path))
        #expect(FileManager.default.fileExists(atPath: second.path))
    }
}
