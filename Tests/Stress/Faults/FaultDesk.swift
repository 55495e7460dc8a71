import EndToEndSupport

/// The screens while data cannot be written: they are read and moved in all the same, and say what is wrong.
final class FaultDesk {
    private let terminal: Tmux

    /// Opens them beside the program that listens.
    init(_ bench: Workbench) async throws {
        terminal = try await bench.terminal()
        try await terminal.enter("clear; leadsheet")
        try await terminal.shows("● live")
    }

    /// Asks for a change; the screens wait for it no longer than for a lock, 5 s.
    func change() async throws {
        try await terminal.press("g", "s")
        try await terminal.shows("n new")
        try await terminal.press("c")
    }

    /// The change was refused in a sentence, and the screens go on.
    func saysCannotWrite(_ reason: String) async throws {
        try await terminal.shows("The change could not be written")
        try await terminal.says(reason)
        try await terminal.press("3")
        try await terminal.shows("listening")
        try await terminal.press("1")
        try await terminal.screen("show the customers, none of them contacted") { $0.contains("lead_") && !$0.contains("contacted") }
    }

    /// Types a note for a customer, and asks to have it saved.
    func note(_ text: String) async throws {
        try await terminal.shows("lead_")
        try await terminal.press("g", "+")
        try await terminal.paste(text)
        try await save(text)
    }

    /// The note that was refused was kept, and is taken.
    func savesNote(_ text: String) async throws {
        try await terminal.hides("Nothing can be saved")
        try await terminal.press("+")
        try await save(text)
    }

    private func save(_ text: String) async throws {
        try await terminal.shows(String(text.suffix(20)))
        try await terminal.press("Enter")
        try await terminal.hides(String(text.suffix(20)))
    }

    /// The same change is taken.
    func canWrite() async throws {
        try await change()
        try await terminal.screen("show the change") { $0.contains("new → contacted") }
    }
}
