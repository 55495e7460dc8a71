import CRM
import Foundation
import Testing

@Suite("README")
struct ReadmeTests {
    @Test("its key table is that of the program")
    func keys() throws {
        let shown = try #require(try Readme.between("<!-- keys -->", "<!-- /keys -->"), "README.md has no <!-- keys --> and <!-- /keys -->")
        let right = KeyTable.text
        let fresh = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "keys.new")
        if shown == right {
            // Left by an earlier run that failed; that it is missing is the usual case.
            try? FileManager.default.removeItem(at: fresh)
        } else {
            try right.write(to: fresh, atomically: true, encoding: .utf8)
        }
        #expect(shown == right, "Put Tests/ReadmeTests/keys.new between the marks of README.md. It says:\n\(right)")
    }

    @Test("a newcomer gets two commands to try it, and they are these")
    func newcomer() throws {
        let section = try #require(try Readme.between("## Try it\n", "\n## "))
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
        let rows = try Readme.table("you type")
        #expect(rows.count >= 9)
        for word in rows.compactMap(\.first).flatMap(Readme.code) {
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
        let rows = try Readme.table("piece")
        #expect(rows.count >= 10)
        for search in rows.compactMap(\.first).flatMap(Readme.code) {
            let filter = try QueryParser.parse(search, in: context)
            #expect(!filter.clauses.isEmpty || filter.order != nil, "\(search)")
        }
    }

    @Test("every picture and page it points to is there")
    func links() throws {
        let targets = try Readme.text().matches(of: #/\]\(([^)\s]+)\)/#).map { String($0.1) }.filter { !$0.hasPrefix("http") }
        #expect(targets.count >= 4)
        for target in targets {
            #expect(FileManager.default.fileExists(atPath: Readme.root.appending(path: target).path), "\(target)")
        }
    }
}
