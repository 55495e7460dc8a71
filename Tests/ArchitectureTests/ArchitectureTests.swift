import Foundation
import Testing

@Suite("The architecture")
struct ArchitectureTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    /// Parts of the language and the system, which every room may use.
    private static let everybodys: Set<String> = [
        "Foundation", "FoundationEssentials", "Dispatch", "Synchronization", "Glibc", "Darwin", "Swift",
    ]

    /// The rooms of `Sources/README.md` with the modules each may import.
    private static func arrows() throws -> [String: Set<String>] {
        let page = try String(contentsOf: root.appending(path: "Sources/README.md"), encoding: .utf8)
        let table = try #require(page.components(separatedBy: "```rooms\n").dropFirst().first?.components(separatedBy: "```").first)
        var rooms: [String: Set<String>] = [:]
        for line in table.split(separator: "\n") {
            let parts = line.split(separator: ":", omittingEmptySubsequences: false)
            let names = parts[1].split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
            rooms[parts[0].trimmingCharacters(in: .whitespaces)] = Set(names)
        }
        return rooms
    }

    private static func files(_ folder: String, _ ending: String) throws -> [URL] {
        let walker = FileManager.default.enumerator(at: root.appending(path: folder), includingPropertiesForKeys: nil)
        return walker?.compactMap { $0 as? URL }.filter { $0.pathExtension == ending } ?? []
    }

    @Test("no room imports another than the map says")
    func imports() throws {
        let arrows = try Self.arrows()
        #expect(arrows.count == 17)
        let pattern =
            #/^\s*(?:@\w+(?:\([^)]*\))?\s+)*(?:public\s+|internal\s+|private\s+|package\s+)?import\s+(?:(?:struct|class|enum|protocol|func|let|var|typealias)\s+)?([A-Za-z_]\w*)/#
        for (room, allowed) in arrows {
            let sources = try Self.files("Sources/\(room)", "swift")
            for file in sources {
                for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
                    guard let match = line.firstMatch(of: pattern) else { continue }
                    let module = String(match.1)
                    #expect(
                        allowed.contains(module) || Self.everybodys.contains(module),
                        "\(file.lastPathComponent) in \(room) imports \(module)")
                }
            }
        }
    }

    @Test("every folder of Sources is a room of the map, and every room is there")
    func rooms() throws {
        let folders = try FileManager.default.contentsOfDirectory(
            at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: [.isDirectoryKey]
        )
        .filter { $0.hasDirectoryPath }.map(\.lastPathComponent)
        // Pages for people, and no code.
        let documentation = "Documentation"
        #expect(Set(folders) == Set(try Self.arrows().keys).union([documentation]))
        let pages = try FileManager.default.contentsOfDirectory(atPath: Self.root.appending(path: "Sources/\(documentation)").path)
        #expect(pages.allSatisfy { $0.hasSuffix(".md") }, "\(pages)")
    }

    @Test("curses is seen in CTerminal alone")
    func curses() throws {
        for file in try Self.files("Sources", "swift") + Self.files("Sources", "h") + Self.files("Sources", "c") {
            let text = try String(contentsOf: file, encoding: .utf8)
            if text.contains("#include <curses.h>") || text.contains("#include <ncurses") {
                #expect(
                    file.path.contains("/CTerminal/") && file.pathExtension == "c" || file.lastPathComponent == "internal.h",
                    "\(file.lastPathComponent)")
            }
        }
    }

    @Test("libphonenumber is seen in CPhoneNumber alone")
    func phoneNumbers() throws {
        for file in try Self.files("Sources", "swift") + Self.files("Sources", "h") + Self.files("Sources", "c")
            + Self.files("Sources", "cpp")
        {
            let text = try String(contentsOf: file, encoding: .utf8)
            if text.contains("#include <phonenumbers/") {
                #expect(file.path.hasSuffix("/CPhoneNumber/phone_number.cpp"), "\(file.lastPathComponent)")
            }
        }
    }

    /// See `InputWatch` for the reason.
    @Test("Dispatch waits for nothing that can hang up: for inotify alone")
    func sources() throws {
        for file in try Self.files("Sources", "swift") where !file.path.hasSuffix("/SQLiteEngine/FileChanges+Linux.swift") {
            let text = try String(contentsOf: file, encoding: .utf8)
            for way in ["makeReadSource", "makeWriteSource", "readabilityHandler", "DispatchIO"] {
                #expect(!text.contains(way), "\(file.lastPathComponent)")
            }
        }
    }

    @Test("libpq is seen in CPostgres alone")
    func postgres() throws {
        for file in try Self.files("Sources", "h") + Self.files("Sources", "c") {
            let text = try String(contentsOf: file, encoding: .utf8)
            if text.contains("libpq-fe.h>") { #expect(file.path.hasSuffix("/CPostgres.h"), "\(file.lastPathComponent)") }
        }
    }

    @Test("a comment begins with its subject")
    func comments() throws {
        let opening = #/^\s*//+ (?:who|whoever|whom|whose|what|whatever|so many|so much)\b/#.ignoresCase()
        for file in try Self.files("Sources", "swift") {
            var isInside = false
            for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false) {
                let isComment = line.drop { $0 == " " }.hasPrefix("//")
                if isComment, !isInside {
                    let begins = line.firstMatch(of: opening) == nil
                    #expect(begins, "\(file.lastPathComponent): \(line)")
                }
                isInside = isComment
            }
        }
    }

    @Test("a file is one room's size")
    func lengths() throws {
        for file in try Self.files("Sources", "swift") + Self.files("Tests", "swift") {
            let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n", omittingEmptySubsequences: false).count
            #expect(lines <= 450, "\(file.lastPathComponent) has \(lines) lines")
        }
    }

    @Test("a folder is seen at a glance")
    func folders() throws {
        let folders = Dictionary(grouping: try Self.files("Sources", "swift")) { $0.deletingLastPathComponent().path }
        #expect(folders.count > 20)
        for (folder, files) in folders { #expect(files.count <= 25, "\(folder) has \(files.count) files") }
    }
}
