import Foundation
import Testing

@testable import SalesDesk

/// Sentences name keys by the registry, so that a key which moves takes its sentences along.
@Suite("Keys in sentences")
struct SentenceTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    private static func sources() throws -> [(name: String, lines: [Substring])] {
        let walker = FileManager.default.enumerator(at: root.appending(path: "Sources/SalesDesk"), includingPropertiesForKeys: nil)
        let files = walker?.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
        return try files.map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8).split(separator: "\n")) }
    }

    /// What is between quotes on a line, without what is interpolated.
    private static func literals(_ line: Substring) -> [String] {
        guard !line.contains("keys: ["), !line.contains("///"), !line.contains("KeyStroke("), !line.contains("Entry(key:") else { return [] }
        let plain = line.replacing(/\\\((?:[^()]|\([^()]*\))*\)/, with: "")
        return plain.matches(of: /"((?:[^"\\]|\\.)*)"/).map { String($0.1) }
    }

    @Test("no sentence has a key written into it")
    func literalKeys() throws {
        let verbs = "adds|asks|brings|cancels it|clears|closes|connects|copies|covers|deletes|does|edits|empties|fixes|goes|imports|leaves|looks|makes|merges|moves|opens|quits|reads|retries|saves|says|searches|sends|sets|shows|splits|sorts|subscribes|tells|tests|tries|undoes"
        let patterns = [
            try Regex("(?:^|[ (.;,·])(?:[A-Za-z0-9+?:/]|F[0-9]{1,2}) (?:\(verbs))\\b"),
            // Ctrl-U and Ctrl-C are those of every text field, and no command's.
            try Regex("Ctrl-[A-BD-TV-Z]"),
            try Regex("\\b[Pp]ress (?!a )[A-Za-z0-9+?:/](?:[ .,;:]|$)"),
        ]
        var found: [String] = []
        for source in try Self.sources() {
            for line in source.lines {
                for text in Self.literals(line) where patterns.contains(where: { text.firstMatch(of: $0) != nil }) && !text.hasPrefix("A ") {
                    found.append("\(source.name): \(text)")
                }
            }
        }
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test("every command that a sentence names exists")
    func commands() throws {
        for source in try Self.sources() {
            for line in source.lines where source.name != "Keys.swift" {
                for match in line.matches(of: /Keys\.of\("([^"]+)"/) { #expect(CommandRegistry.byID[String(match.1)] != nil, "\(source.name): \(match.1)") }
            }
        }
        for screen in ScreenID.allCases { #expect(CommandRegistry.byID[screen.commandID] != nil) }
    }
}
