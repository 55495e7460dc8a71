import TerminalKit

/// The help of a screen, made from the commands that work there: what is needed daily first, moving about last, and what the signs mean.
enum HelpText {
    /// A line as it is drawn: a key with what it does, a continuation of either, a heading, or plain text.
    struct Line {
        var key = ""
        var text = ""
        var isHead = false
        /// Plain text begins at the margin.
        var isPlain = false
    }

    /// The text about one thing, before it is broken into lines.
    struct Entry {
        var key: String
        var text: String
        var isPlain = false
    }

    private struct Section {
        var title: String
        var entries: [Entry]
    }

    private static let daily = 10
    /// Cells of the column of keys.
    static let keyWidth = 16

    /// All of it, or what has every word of `search` in it, broken into lines of at most `width` cells.
    static func lines(_ state: DeskState, search: String = "", width: Int) -> [Line] {
        let words = search.lowercased().split(separator: " ")
        var lines: [Line] = []
        for section in sections(state) {
            let entries = section.entries.filter { entry in
                let text = "\(section.title) \(entry.key) \(entry.text)".lowercased()
                return words.allSatisfy { text.contains($0) }
            }
            guard !entries.isEmpty else { continue }
            if !lines.isEmpty { lines.append(Line()) }
            lines.append(Line(text: section.title, isHead: true))
            lines += entries.flatMap { broken($0, width: width) }
        }
        return lines
    }

    private static func broken(_ entry: Entry, width: Int) -> [Line] {
        if entry.isPlain { return Wrapped.lines(entry.text, width: width).map { Line(text: $0, isPlain: true) } }
        let keys = Wrapped.lines(entry.key, width: keyWidth)
        let texts = Wrapped.lines(entry.text, width: max(12, width - keyWidth - 3))
        return (0..<max(keys.count, texts.count)).map { index in
            Line(key: index < keys.count ? keys[index] : "", text: index < texts.count ? texts[index] : "")
        }
    }

    // MARK: What is in it

    private static func sections(_ state: DeskState) -> [Section] {
        let here = CommandRegistry.commands(in: state).filter { isTold($0, state) }
        let often = here.filter { $0.hint != nil }.enumerated()
            .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }.prefix(daily).map(\.element)
        let isShown = Set(often.map(\.id))
        var sections = [Section(title: "Used most", entries: often.map { entry($0, state.keys) })]
        for place in CommandRegistry.places(in: state) {
            let rest = state.keys.commands.filter {
                $0.places.contains(place) && !isShown.contains($0.id) && !$0.isMovement && isTold($0, state)
            }
            // A command of two places is told once, at the nearer.
            let fresh = rest.filter { command in
                !sections.dropFirst().contains { $0.entries.contains { $0.text == command.title(state.keys) } }
            }
            sections.append(Section(title: place.title, entries: fresh.map { entry($0, state.keys) }))
        }
        return sections + [
            Section(title: "What you see", entries: legend(state)),
            Section(title: "Moving", entries: here.filter { $0.isMovement && !isShown.contains($0.id) }.map { entry($0, state.keys) }),
            Section(title: "While typing", entries: typing), Section(title: "Mouse", entries: mouse),
        ]
    }

    private static func isTold(_ command: Command, _ state: DeskState) -> Bool {
        !state.keys.strokes(of: command.id).isEmpty && (!command.isOfFirstStart || command.disabled(state) == nil)
    }

    private static func entry(_ command: Command, _ keys: Keymap) -> Entry {
        Entry(key: keys.strokes(of: command.id).map(\.description).joined(separator: " "), text: command.title(keys))
    }

    /// The meaning of the signs and colours of the screen.
    private static func legend(_ state: DeskState) -> [Entry] {
        let header = [
            Entry(key: "● live", text: "leads arrive here. Yellow: they do, and something wants attention soon."),
            Entry(key: "▲", text: "something is wrong: the line below the list says what, and the key that leads to the remedy."),
            Entry(
                key: "○", text: "no lead arrives: there is no page yet, or this program does not listen (\(state.keys.of(.feed)) says why)."
            ),
            Entry(key: "simulated", text: "the leads are made up, and nothing is kept."),
        ]
        return state.shown.legend(state) + header
    }

    private static let typing = [
        Entry(key: "Ctrl-A Ctrl-E", text: "Go to the beginning, to the end"),
        Entry(key: "Ctrl-W Ctrl-U", text: "Delete the word, everything before the cursor"),
        Entry(key: "Ctrl-K Ctrl-Y", text: "Delete everything behind the cursor, put it back"),
    ]

    private static let mouse = [
        Entry(
            key: "",
            text:
                "A click chooses, a double click opens, a click on a column's head sorts, the wheel scrolls. Hold Shift to select text as usual.",
            isPlain: true)
    ]
}
