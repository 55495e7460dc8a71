import CRM
import Foundation
import SalesDesk
import TerminalKit
import TestSupport
import Testing

@testable import leadsheet

@Suite("README")
struct ReadmeTests {
    @Test("the table of all keys is that of the program")
    func keys() throws {
        let page = try MarkdownPage.documentation("keys")
        let shown = try #require(page.between("<!-- keys -->", "<!-- /keys -->"), "\(page.path) has no <!-- keys --> and <!-- /keys -->")
        let right = KeyTable.text
        let fresh = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "keys.new")
        if shown == right {
            // Left by an earlier run that failed; that it is missing is the usual case.
            try? FileManager.default.removeItem(at: fresh)
        } else {
            try right.write(to: fresh, atomically: true, encoding: .utf8)
        }
        #expect(shown == right, "Put Tests/ReadmeTests/keys.new between the marks of \(page.path). It says:\n\(right)")
    }

    @Test("a newcomer gets two commands to try it, and they are these")
    func newcomer() throws {
        let section = try #require(MarkdownPage.readme.between("## Try it\n", "\n## "))
        let commands = section.components(separatedBy: "```").enumerated().filter { $0.offset % 2 == 1 }
            .map { $0.element.split(separator: "\n").dropFirst().joined(separator: "\n") }
        #expect(commands == ["config/bootstrap swift run leadsheet demo", "config/bootstrap swift test"])
    }

    @Test("every date it shows as shorthand is one, and - clears")
    func dates() throws {
        let today = try #require(CalendarDay(year: 2026, month: 11, day: 23))
        let zone = try #require(TimeZone(identifier: "Europe/Rome"))
        let now = Date(timeIntervalSince1970: 1_795_424_400)
        let context = CallDateContext(now: now, zone: zone)
        #expect(context.today == today)
        let rows = try MarkdownPage.documentation("dates-and-phones").rows("you type")
        #expect(rows.count >= 9)
        for word in rows.compactMap(\.first).flatMap(MarkdownPage.code) {
            switch CallDateParser.parse(word, in: context) {
            case .resolved(let call, _): #expect(call.day >= today, "\(word)")
            case .cleared: #expect(word == "-")
            default: Issue.record("\"\(word)\" is no date")
            }
        }
    }

    @Test("every search it shows can be read")
    func searches() throws {
        let zone = try #require(TimeZone(identifier: "Europe/Rome"))
        let context = QueryContext(
            CallDateContext(now: Date(timeIntervalSince1970: 1_795_424_400), zone: zone), statuses: .standard)
        let rows = try MarkdownPage.documentation("day-at-the-desk").rows("piece")
        #expect(rows.count >= 10)
        for search in rows.compactMap(\.first).flatMap(MarkdownPage.code) {
            let filter = try QueryParser.parse(search, in: context)
            #expect(!filter.clauses.isEmpty || filter.order != nil, "\(search)")
        }
    }

    @Test("the outcomes of a call have the digits that the page says")
    func outcomes() throws {
        let rows = try MarkdownPage.documentation("day-at-the-desk").rows("digit")
        let digits = rows.flatMap { MarkdownPage.code(in: $0[0]) }
        let titles = rows.flatMap { $0[1].components(separatedBy: ", ") }
        #expect(digits == CallOutcome.all.map { String($0.digit) })
        #expect(titles == CallOutcome.all.map(\.title))
    }

    @Test("its ten keys do what it says of them")
    func tenKeys() throws {
        let rows = MarkdownPage.readme.rows("key")
        #expect(rows.count == 10)
        for row in rows {
            let key = try #require(MarkdownPage.code(in: row[0]).first.flatMap { KeyStroke($0) })
            let commands = CommandRegistry.all.filter { $0.defaultKeys.contains(key) }
            #expect(commands.contains { $0.title(.standard) == row[1] }, "\(row)")
        }
    }

    @Test("every key that a page names is one of the program", arguments: MarkdownPage.ofUsers)
    func named(_ page: MarkdownPage) {
        let keys = Set(CommandRegistry.all.flatMap(\.defaultKeys))
        // A single character in a sentence may be a date, a digit or a sign; in a table of keys it is a key.
        let named = page.code.filter { $0.count > 1 } + page.rows("key").flatMap { MarkdownPage.code(in: $0[0]) }
        for name in named {
            guard let key = KeyStroke(name) else { continue }
            #expect(keys.contains(key) || TextField.edits(key), "\(name)")
        }
    }

    @Test("every example of settings is taken", arguments: MarkdownPage.ofUsers)
    func settings(_ page: MarkdownPage) async throws {
        // Settings of other programs begin with the name of their file.
        for example in page.blocks where example.language == "yaml" && example.lines.first?.hasPrefix("#") == false {
            let folder = try TestFolder()
            _ = try await SettingsLoader.load(config: try folder.write(example.text), environment: [:])
        }
    }

    @Test("the change log begins with what is not released, and then with this version")
    func changes() {
        let versions = MarkdownPage("config/CHANGELOG.md").prose.filter { $0.hasPrefix("## ") }.map { $0.dropFirst(3).prefix { $0 != " " } }
        #expect(versions.first == "Unreleased")
        #expect(versions.dropFirst().first.map(String.init) == Version.number)
    }
}
