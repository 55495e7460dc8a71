import TerminalKit

/// The help of a screen, made from the commands that work there.
enum HelpText {
    struct Line {
        var key: String?
        var text: String
        var isHead = false
    }

    static func lines(_ state: DeskState) -> [Line] {
        var lines: [Line] = []
        for place in CommandRegistry.places(in: state) {
            let commands = CommandRegistry.all.filter { $0.places.contains(place) }
            guard !commands.isEmpty else { continue }
            if !lines.isEmpty { lines.append(Line(text: "")) }
            lines.append(Line(text: place.rawValue, isHead: true))
            lines += commands.map { Line(key: $0.keys.map(\.description).joined(separator: " "), text: $0.title) }
        }
        lines += [
            Line(text: ""), Line(text: "While typing", isHead: true),
            Line(key: "Ctrl-A Ctrl-E", text: "Go to the beginning, to the end"),
            Line(key: "Ctrl-W Ctrl-U", text: "Delete the word, everything before the cursor"),
            Line(key: "Ctrl-K Ctrl-Y", text: "Delete everything behind it, put it back"),
            Line(text: ""), Line(text: "The mouse chooses, opens with a double click, sorts by a column's head and scrolls;"),
            Line(text: "with Shift held, most terminals select text as usual."),
        ]
        return lines
    }
}
