import Foundation
import Testing

@testable import SalesDesk

/// Sentences name keys by the registry, so that a key which moves takes its sentences along.
@Suite("Keys in sentences")
struct SentenceTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private static func sources(_ room: String = "SalesDesk") throws -> [(name: String, lines: [Substring])] {
        let walker = FileManager.default.enumerator(at: root.appending(path: "Sources/\(room)"), includingPropertiesForKeys: nil)
        let files = walker?.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" } ?? []
        return try files.map { ($0.lastPathComponent, try String(contentsOf: $0, encoding: .utf8).split(separator: "\n")) }
    }

    /// What is between quotes on a line, without what is interpolated.
    private static func literals(_ line: Substring) -> [String] {
        guard !line.contains("keys: ["), !line.contains("///"), !line.contains("KeyStroke("), !line.contains("Entry(key:"),
            // The signs of the arrows.
            line.firstMatch(of: /case \.(?:right|left|up|down): "/) == nil
        else {
            return []
        }
        let plain = line.replacing(/\\\((?:[^()]|\([^()]*\))*\)/, with: "")
        return plain.matches(of: /"((?:[^"\\]|\\.)*)"/).map { String($0.1) }
    }

    /// What a key looks like in a sentence.
    private static func keys() throws -> [Regex<AnyRegexOutput>] {
        let verbs =
            "adds|asks|brings|cancels it|clears|closes|connects|copies|covers|deletes|does|edits|empties|fixes|goes|imports|leaves|looks|makes|merges|moves|opens|quits|reads|retries|saves|says|searches|sends|sets|shows|splits|sorts|subscribes|tells|tests|tries|undoes"
        let named = "(?:Ctrl-|Alt-|Shift-)?(?:Enter|Escape|Tab|Space|Backspace|PgUp|PgDn|PageUp|PageDown|F[0-9]{1,2}|[←↑→↓])"
        return [
            try Regex("(?:^|[ (.;,·])(?:[A-Za-z0-9+?:/]|F[0-9]{1,2}) (?:\(verbs))\\b"),
            // Ctrl-U and Ctrl-C are those of every text field, and no command's.
            try Regex("Ctrl-[A-BD-TV-Z]"),
            try Regex("\\b[Pp]ress (?!a )[A-Za-z0-9+?:/](?:[ .,;:]|$)"),
            try Regex("\\bEsc\\b|\\b(?:Enter|Tab|Backspace|Space|PgUp|PgDn) (?:again|cancels|\(verbs))\\b"),
            // What is a key and nothing else is a hint.
            try Regex("^(?:\(named))(?: (?:\(named)))*$"),
        ]
    }

    private static func sentences(of room: String, with patterns: [Regex<AnyRegexOutput>]) throws -> [String] {
        try sources(room).flatMap { source in
            source.lines.flatMap(literals).filter { text in !text.hasPrefix("A ") && patterns.contains { text.firstMatch(of: $0) != nil } }
                .map { "\(source.name): \($0)" }
        }
    }

    @Test("no sentence has a key written into it")
    func literalKeys() throws {
        let found = try Self.sentences(of: "SalesDesk", with: Self.keys())
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test("a hint names its keys by their commands, and what is typed is no key")
    func hints() throws {
        for source in try Self.sources() {
            for line in source.lines where line.contains("hint(") || line.contains("button(") {
                for match in line.matches(of: /\b(?:hint|button)\((?:inField: )?"([^"]*)"/) {
                    #expect(CommandRegistry.byID[String(match.1)] != nil, "\(source.name): \(match.1)")
                }
                for match in line.matches(of: /"([a-z]+\.[A-Za-z]+)"/) {
                    #expect(CommandRegistry.byID[String(match.1)] != nil, "\(source.name): \(match.1)")
                }
            }
            for line in source.lines {
                #expect(line.firstMatch(of: /\.typed\("(?:.|Ctrl-[^"]*)"/) == nil, "\(source.name): \(line)")
            }
        }
    }

    @Test("no layer reads a key by hand that is a command's")
    func keysByHand() throws {
        for source in try Self.sources() {
            for line in source.lines {
                let found = line.firstMatch(
                    of: /case \.(?:enter|escape|tab|backTab)\b|\.key == \.(?:enter|escape|tab|backTab)\b|case \.character\("/)
                #expect(found == nil || source.name.hasPrefix("Keymap"), "\(source.name): \(line)")
            }
        }
    }

    @Test("the shell's commands name the screens' keys by the settings")
    func shell() throws {
        let found = try Self.sentences(of: "leadsheet", with: [Regex("(?:^|[ (.;,])[A-Za-z0-9+?:/] in the screens")])
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test(
        "a room that knows neither the screens' keys nor the commands' options names none",
        arguments: ["CRM", "CRMStore", "MetaLeads", "LeadIntake", "WebhookListener"])
    func lowerRooms(_ room: String) throws {
        #expect(try !Self.sources(room).isEmpty)
        let found = try Self.sentences(
            of: room, with: Self.keys() + [Regex("[a-zA-Z,;:.)] --[a-z]"), Regex("(?:^|[.;] )[A-Z] on (?:a|the) ")])
        #expect(found.isEmpty, "\(found.joined(separator: "\n"))")
    }

    @Test("every command that a sentence names exists")
    func commands() throws {
        for source in try Self.sources() {
            for line in source.lines where source.name != "Keymap.swift" {
                for match in line.matches(of: /(?:keys\.of\(|keys\.has\(stroke, |\\\(key: )"([^"]+)"/) {
                    #expect(CommandRegistry.byID[String(match.1)] != nil, "\(source.name): \(match.1)")
                }
            }
        }
        for screen in Screen.all { #expect(CommandRegistry.byID[screen.id.commandID] != nil) }
    }
}
