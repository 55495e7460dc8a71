import Foundation
import SalesDesk
import TerminalKit
import TestSupport
import Testing

@testable import leadsheet

/// The settings that are groups of lines: keys, and the colours of the theme.
@Suite struct ScreenSettingsTests {
    private func load(_ file: String, environment: [String: String] = [:]) async throws -> Settings {
        let folder = try TestFolder()
        let path = try folder.write(file)
        let settings = try await SettingsLoader.load(config: path, environment: environment)
        withExtendedLifetime(folder) {}
        return settings
    }

    private func complaint(_ file: String, environment: [String: String] = [:]) async throws -> String? {
        do {
            _ = try await load(file, environment: environment)
            return nil
        } catch let error as PlainError {
            return error.message
        }
    }

    @Test("the example of its page is taken")
    func page() async throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let text = try String(contentsOf: root.appending(path: "Sources/Documentation/configuration.md"), encoding: .utf8)
        let example = try #require(text.firstMatch(of: /```yaml\n(keys:\n(?s:.*?))```/)).1
        let settings = try await load(String(example))
        #expect(settings.keymap != .standard && settings.theme == .dark && settings.colours.count == 2)
    }

    // MARK: Keys

    @Test("a command that is nearly one is told with one sign at the end")
    func near() async throws {
        let said = try #require(try await complaint("keys:\n  customer.statu: F3\n"))
        #expect(said.hasSuffix("Did you mean customer.status?"), "\(said)")
    }

    @Test("a command has the key, the list of keys, or none, that the file gives it; the others keep theirs")
    func keys() async throws {
        let settings = try await load(
            """
            # mine
            keys:
              customer.status: [F3, "!"]

              # by the palette alone
              "customer.merge": []
              undo:
                - z
                - Ctrl-U
              screen.feed: 9   # a digit
            mouse: false
            """)
        #expect(!settings.mouse)
        let keys = settings.keymap
        #expect(["customer.status", "undo", "screen.feed", "customer.note"].map(keys.of) == ["F3", "z", "9", "+"])
        #expect(keys.of("customer.merge") == ":customer.merge")
        #expect(
            try keys
                == Keymap([
                    .init("customer.status", ["F3", "!"]), .init("customer.merge", []), .init("undo", ["z", "Ctrl-U"]),
                    .init("screen.feed", ["9"]),
                ]))
    }

    @Test("no lines below keys change nothing", arguments: ["", "keys:\n", "keys: \"\"\n", "keys:\n# undo: z\nmouse: true\n"])
    func noKeys(_ file: String) async throws {
        #expect(try await load(file).keymap == .standard)
    }

    @Test(
        "what cannot be used is refused with file, line and reason",
        arguments: [
            (
                "keys:\n  undo: z\n  customer.statos: t\n", 3,
                "in keys there is no command \"customer.statos\". Did you mean customer.status?"
            ),
            ("keys:\n  undo: Ctl-U\n", 2, "in keys \"Ctl-U\" of undo is no key that a terminal sends"),
            (
                "mouse: true\nkeys:\n  undo: z\n\n  customer.status: d\n", 5,
                "in keys d of customer.status is the key of customer.nextCall already"
            ),
            ("keys:\n  quit: []\n", 2, "in keys quit must have a key"),
            ("keys:\n  undo: Esc\n", 2, "in keys Esc always leads out"),
            ("keys:\n  undo: z\n  undo: y\n", 3, "undo is set a second time, after line 2"),
            ("keys:\n  undo:\n", 2, "undo in keys names no key"),
            // Without quotes it is a remark.
            ("keys:\n  undo: #\n", 2, "undo in keys names no key"),
            ("keys:\n  undo:\n    first: z\n", 2, "undo in keys names no key"),
            ("keys: {undo: z}\n", 1, "keys has no lines of its own below it"),
            ("keys: z\n", 1, "keys has no lines of its own below it"),
            ("keys:\n  - undo\n", 1, "keys has no lines of its own below it"),
        ])
    func badKeys(_ file: String, line: Int, reason: String) async throws {
        let message = try #require(try await complaint(file))
        #expect(message.contains("leadsheet.yaml, line \(line): \(reason)"), "\(message)")
        #expect((message.hasSuffix(".") || message.hasSuffix("?")) && !message.contains("\n"))
    }

    @Test("keys have no variable, and one that looks like it is not passed over")
    func variable() async throws {
        let message = try #require(try await complaint("", environment: ["LEADSHEET_KEYS": "undo=z"]))
        #expect(message.hasPrefix("The environment variable LEADSHEET_KEYS: keys are set in the settings file alone, here "))
    }

    // MARK: Theme

    @Test("the theme is a word, or a group with a name and colours")
    func theme() async throws {
        let word = try await load("theme: light\n")
        #expect(word.theme == .light && word.colours.isEmpty)
        let group = try await load("theme:\n  name: dark\n  accent: \"#5f87ff\"\n  dim: 245\n  on_accent: bright_white\n")
        #expect(group.theme == .dark && !group.themeWasNamed)
        #expect(group.colours == [.accent: .rgb(0x5f, 0x87, 0xff), .dim: .number(245), .onAccent: .number(15)])
        let colours = try await load("theme:\n  good: 2\n")
        #expect(colours.theme == .auto && colours.colours == [.good: .number(2)])
        let named = try await load("theme:\n  name: dark\n  good: 2\n", environment: ["LEADSHEET_THEME": "light"])
        #expect(named.theme == .light && named.themeWasNamed && named.colours == [.good: .number(2)])
    }

    @Test(
        "a theme that cannot be used is refused with file, line and reason",
        arguments: [
            ("theme:\n  name: pink\n", 2, "the theme's name is \"pink\", expected auto, dark, light or mono."),
            ("theme:\n  acent: 2\n", 2, "a theme has no colour \"acent\". Did you mean accent?"),
            ("theme:\n  background: 2\n", 2, "a theme has no colour \"background\". There are: text, dim, accent"),
            ("theme:\n  dim: 245\n  good: 256\n", 3, "the colour good is \"256\", expected a name such as bright_blue"),
            ("theme:\n  good: greenish\n", 2, "the colour good is \"greenish\""),
            ("theme:\n  good: \"#12345\"\n", 2, "the colour good is \"#12345\""),
            // Without quotes it is a remark.
            ("theme:\n  good: #123456\n", 2, "the colour good is \"\", expected a name such as bright_blue"),
            ("theme: [dark]\n", 1, "theme is not a single value"),
        ])
    func badTheme(_ file: String, line: Int, reason: String) async throws {
        let message = try #require(try await complaint(file))
        #expect(message.contains("leadsheet.yaml, line \(line): \(reason)"), "\(message)")
    }
}
