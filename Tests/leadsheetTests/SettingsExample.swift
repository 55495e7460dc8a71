import Foundation
import SalesDesk
import TerminalKit

@testable import leadsheet

/// `config/leadsheet.yaml`, as the records of the settings and the commands of the screens say it.
enum SettingsExample {
    static var text: String {
        var blocks = [
            comment(
                """
                Leadsheet's settings, each with its default. Your own are in ~/.config/leadsheet/leadsheet.yaml, those of the package's service \
                in /etc/leadsheet/leadsheet.yaml. Keep the lines you change; a setting that is left out or empty has its default.

                An option of the command line (--graph-url) counts before its environment variable (LEADSHEET_GRAPH_URL), and that before this file. \
                Secrets have no place here: leadsheet page set, or the Meta screen, takes them and seals them.
                """)
        ]
        for record in SettingRecords.all {
            let isKeymap = record.name == SettingRecords.records.keymap.name
            // One of which the setting before it tells stands right below that.
            if record.about.isEmpty {
                blocks[blocks.count - 1] += value(of: record)
            } else {
                blocks.append(comment(record.about + (isKeymap ? " Here are all commands with their own keys:" : "")) + value(of: record))
            }
        }
        return blocks.joined(separator: "\n")
    }

    private static func value(of record: any SettingRecord) -> String {
        let records = SettingRecords.records
        switch record.name {
        case records.statuses.name: return list(record, StatusList.defaultLines)
        case records.lostReasons.name: return list(record, LostReasonList.defaultLines)
        case records.keymap.name: return "\(record.name):\n" + CommandRegistry.all.map(line).joined()
        default: return "\(record.name): \(record.defaultText.isEmpty ? "\"\"" : record.defaultText)\n"
        }
    }

    private static func list(_ record: any SettingRecord, _ entries: [String]) -> String {
        "\(record.name):\n" + entries.map { "  - \($0)\n" }.joined()
    }

    /// A command with its own keys, so that only the mark must go for others.
    private static func line(_ command: Command) -> String {
        let keys = command.defaultKeys.map(\.description).map { key in
            key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") } ? key : "\"\(key)\""
        }
        let line = "#  \(command.id): [\(keys.joined(separator: ", "))]"
        return line.padding(toLength: max(49, line.count + 1), withPad: " ", startingAt: 0) + "# \(command.title(.standard))\n"
    }

    /// Lines of at most 120 letters. Those that begin with a blank stay as they are.
    private static func comment(_ text: String) -> String {
        text.components(separatedBy: "\n").map { paragraph in
            if paragraph.isEmpty { return "#\n" }
            if paragraph.hasPrefix(" ") { return "# \(paragraph)\n" }
            var lines = [""]
            for word in paragraph.split(separator: " ") {
                if lines[lines.count - 1].count + word.count > 117 { lines.append("") }
                lines[lines.count - 1] += lines[lines.count - 1].isEmpty ? word : " " + word
            }
            return lines.map { "# \($0)\n" }.joined()
        }.joined()
    }
}
