import CRM
import Foundation
import Logging
import TestSupport
import Testing

@testable import leadsheet

/// Anybody can fill in an ad form: what they write leaves the program as harmless text, wherever it leaves it.
@Suite struct HostileTextTests {
    static let attacks = [
        "\u{1B}[2J\u{1B}[31mred", "\u{1B}]0;title\u{7}", "\u{1B}]52;c;cm0gLXJm\u{7}", "\u{9B}31m", "a\u{8}\u{8}b", "\r\nsecond line",
        "a\nb\u{2028}c",
        "\u{202E}gnp.exe", "\u{2066}x\u{2069}", "nul\u{0}", "\u{7F}", "\u{FEFF}bom", "\u{85}next",
    ]

    /// One line, and nothing in it that a terminal obeys.
    private func isHarmless(_ text: String) -> Bool {
        text.hasSuffix("\n")
            && text.dropLast().unicodeScalars.allSatisfy { scalar in
                scalar.properties.generalCategory != .control && scalar.properties.generalCategory != .lineSeparator
                    && !(0x202A...0x202E).contains(scalar.value) && !(0x2066...0x2069).contains(scalar.value) && scalar.value != 0xFEFF
            }
    }

    @Test("in the log it is one line", arguments: attacks)
    func log(_ attack: String) throws {
        let folder = try TestFolder()
        let path = folder.path + "/leadsheet.log"
        let handler = LineLogHandler(label: "test", place: .file(try LogFile(path: path)), level: LogLevel(.info))
        let logger = Logger(label: "test") { _ in handler }
        logger.warning("The lead \(attack) came.", metadata: ["name": "\(attack)"])
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(isHarmless(text))
        #expect(text.contains(" warning test: The lead "))
    }

    @Test("in a command's table it stays in its row", arguments: attacks)
    func table(_ attack: String) {
        var table = TextTable(["name", "state"])
        table.add([attack, "ok"])
        let rows = table.text.components(separatedBy: "\n")
        #expect(rows.count == 3 && rows[2].isEmpty)
        #expect(isHarmless(rows[1] + "\n"))
    }

    @Test("in the feed it stays in its line, for people and as JSON", arguments: attacks)
    func feed(_ attack: String) throws {
        let event = WebhookEvent(
            id: 1, kind: .lead, receivedAt: Date(timeIntervalSince1970: 1_790_000_000), pageID: attack, leadgenID: attack, formID: attack,
            state: .failed, error: attack, remedy: attack)
        let row = FeedRow(event: event, pageName: attack, formName: attack, customerName: attack)
        let zone = try #require(TimeZone(secondsFromGMT: 0))
        #expect(isHarmless(FeedPrinter(asJSON: false, zone: zone).line(row)))
        let json = FeedPrinter(asJSON: true, zone: zone).line(row)
        #expect(json.dropLast().utf8.allSatisfy { $0 >= 0x20 })
        let object = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
        #expect(object["leadgen_id"] as? String == attack)
    }
}
