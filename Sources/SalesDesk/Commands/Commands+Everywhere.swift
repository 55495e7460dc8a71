import CRM
import TerminalKit

/// The commands that work on every screen.
extension CommandRegistry {
    static let everywhereCommands: [Command] =
        Screen.all.map(\.command) + [
            Command(
                "customer.search", "Search all customers as you type", hint: "search", rank: 62, keys: ["/"],
                in: [.calls, .feed, .insights, .meta, .card], disabled: needsGrid
            ) {
                Desk.askSearch(&$0)
            },
            Command("undo", "Undo the last change", hint: "undo", rank: 52, keys: ["u"], in: [.everywhere]) { $0.shown.revert(true, &$0) },
            Command("redo", "Redo", keys: ["Ctrl-Y"], in: [.everywhere]) { $0.shown.revert(false, &$0) },
            Command(
                "lead.open", "Open the next thing that needs you: a fault, a call that is due, a new lead, what you missed", keys: ["n"],
                in: [.everywhere],
                disabled: nothingNeeds
            ) { state in
                state.nextNeed.map { Desk.open($0, &state) } ?? []
            },
            Command("mute", "Mute bell and notifications for an hour, or unmute them", keys: ["B"], in: [.everywhere]) {
                Desk.mute(&$0)
            },
            Command(
                "user.country", "Change the country of your phone numbers", keys: ["C"], in: [.everywhere],
                // It begins the screens anew, which would not hear of its end.
                disabled: { $0.importRun == nil ? nil : "An import is under way: wait for its end, or stop it." }
            ) { Desk.ask(.country, &$0) },
            Command("help", "Help: the keys that work here", hint: "help", rank: 1000, keys: ["?", "F1"], in: [.everywhere]) { state in
                state.overlay = .help(HelpPane())
                return []
            },
            Command("palette", "Find anything: type what you want to do", keys: [":", "Ctrl-P"], in: [.everywhere]) { state in
                state.overlay = .palette(PaletteState())
                return []
            },
            Command("templates.show", "Templates of messages", keys: [], in: [.everywhere]) { Desk.openTemplates(&$0) },
            theme(.dark, "dark"),
            theme(.light, "light"),
            theme(.mono, "mono, without colours"),
            theme(.auto, "auto, as the terminal's background"),
            Command("redraw", "Redraw", keys: ["Ctrl-L"], in: [.everywhere]) { _ in [.redraw] },
            Command("suspend", "Suspend (fg in the shell returns)", keys: ["Ctrl-Z"], in: [.everywhere]) { _ in [.suspend] },
            Command("back", "Back, or quit from the first screen", keys: ["q"], in: [.everywhere]) { Desk.back(&$0, leaves: true) },
            Command("cancel", "Cancel or go back", keys: ["Escape"], in: [.everywhere]) { Desk.back(&$0, leaves: false) },
            Command("quit", "Quit", keys: ["Ctrl-Q"], in: [.everywhere]) { _ in [.leave] },
            Command("quit.how", "Show how to quit", keys: ["Ctrl-C"], in: [.everywhere]) { state in
                state.say(
                    "\(state.keys.of("back")) quits from the first screen, \(state.keys.of("quit")) quits anywhere, \(state.keys.of("cancel")) cancels.",
                    .info)
                return []
            },
        ]

    /// Why the key for what waits leads nowhere; nil where it leads to something.
    private static func nothingNeeds(_ state: DeskState) -> String? {
        guard state.nextNeed == nil else { return nil }
        guard let fault = state.faults.first, fault.command == nil else { return "Nothing needs you now." }
        return "No key mends this: \(SafeText.clean(fault.sentence))."
    }

    private static func theme(_ theme: ThemeChoice, _ words: String) -> Command {
        Command("theme.\(theme.rawValue)", "Theme: \(words)", keys: [], in: [.everywhere]) { state in
            state.prefer(DeskConfiguration.themePreference, theme.rawValue) + [.theme(theme)]
        }
    }
}
