import EndToEndSupport
import TestSupport

/// A person at the screens, who looks for the effect of every key before the next one.
final class DeskPerson {
    /// A key that is not answered in this time is a miss.
    static let bound: Duration = .seconds(2)

    private let terminal: Tmux
    /// From the key to the screen that shows its effect, as seen through tmux: typing and looking is a process each.
    private(set) var times: [(key: String, time: Duration)] = []
    private(set) var misses: [String] = []
    private var oldest: String?

    init(_ terminal: Tmux) { self.terminal = terminal }

    /// Goes to the end of the list, to know its last row, which later leads do not change. Before the flood.
    func begin() async throws {
        try await press("g", { !$0.title.contains("↑") && $0.isFirstSelected })
        try await move("G")
        oldest = try await spot().person
    }

    /// What a person does in a row, from the end of the list on: to the top, down, a search, to the end, a status and an edit, both
    /// undone.
    func work() async throws {
        let oldest = oldest
        try await press("g", { $0.spot.map { $0.person != oldest || !$0.below.isEmpty } ?? false })
        try await move("Down")
        try await move("NPage")
        try await search("mar")
        try await press("G", { $0.spot.map { $0.person == oldest && $0.below.isEmpty } ?? false })
        try await press("s", { $0.lines.contains { $0.contains("n new") && $0.contains("c contacted") } })
        try await press("c", { $0.selected?.contains("contacted") == true })
        try await press("u", { $0.selected?.contains("new ") == true })
        try await edit()
    }

    private func move(_ key: String) async throws {
        let before = try await spot()
        try await press(key, { $0.spot?.isElsewhere(than: before) ?? false })
    }

    private func search(_ text: String) async throws {
        try await press("/", { $0.lines.contains { $0.contains("Esc back") } })
        for letter in text.dropLast() { try await terminal.type(String(letter)) }
        try await press(String(text.suffix(1)), { $0.title.contains("/\(text): ") && $0.title.contains(" here") })
        try await press("Escape", { !$0.title.contains(" here") && !$0.title.contains("searching") && $0.spot != nil })
    }

    private func edit() async throws {
        let oldest = oldest
        try await press("e", { $0.lines.contains { $0.contains("saves, next cell") } })
        // A name that is short enough to be seen whole.
        try await press("C-u", { $0.spot?.person != oldest })
        try await press("!", { $0.selected?.contains("!") == true })
        try await press(
            "Enter", { screen in screen.selected?.contains("!") == true && !screen.lines.contains { $0.contains("saves, next cell") } })
        try await press("u", { $0.spot?.person == oldest })
    }

    /// Where the selection is. A screen that is being drawn anew may have it nowhere for a moment.
    private func spot() async throws -> GridScreen.Spot {
        let screen = try await terminal.screen("show the selected row", beat: .milliseconds(5)) { GridScreen($0).spot != nil }
        guard let spot = GridScreen(screen).spot else { throw Waiting.NotSeen(description: "The screen shows no selected row:\n\(screen)") }
        return spot
    }

    private func press(_ key: String, _ fits: (GridScreen) -> Bool) async throws {
        let before = try await terminal.screen()
        let began = ContinuousClock.now
        try await terminal.press(key)
        let wish = "show the effect of \(key), the list's last row being \(oldest ?? "unknown"), and before the key it showed:\n\(before)\n"
        let screen = try await terminal.screen(wish, beat: .milliseconds(5)) { fits(GridScreen($0)) }
        let time = ContinuousClock.now - began
        times.append((key, time))
        if time > Self.bound { misses.append("The key \(key) was answered after \(Amount.of(time)): \(screen)") }
    }
}
