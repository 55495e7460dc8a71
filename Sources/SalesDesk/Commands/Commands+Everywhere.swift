import CRM
import TerminalKit

/// What works on every screen.
extension CommandRegistry {
    static let everywhereCommands: [Command] =
        [
            Command("screen.sheets", "Show the spreadsheets", keys: ["1"], in: [.everywhere]) { Desk.show(.sheets, &$0) },
            Command("screen.feed", "Show the feed of leads from Meta", keys: ["2"], in: [.everywhere]) { Desk.show(.feed, &$0) },
            Command("screen.meta", "Show the Meta settings", keys: ["3"], in: [.everywhere]) { Desk.show(.meta, &$0) },
            Command("undo", "Undo the last change", hint: "undo", rank: 52, keys: ["u"], in: [.everywhere]) { Desk.revert(.undo, &$0) },
            Command("redo", "Redo what was undone", keys: ["Ctrl-Y"], in: [.everywhere]) { Desk.revert(.redo, &$0) },
            Command("lead.open", "Open the lead that just arrived", keys: ["n"], in: [.everywhere], disabled: { $0.announced == nil ? "No lead has arrived since you looked." : nil }) {
                Desk.openAnnounced(&$0)
            },
            Command("help", "Show the keys that work here", hint: "help", rank: 1000, keys: ["?", "F1"], in: [.everywhere]) { state in
                state.overlay = .help(top: 0)
                return []
            },
            Command("palette", "Find a command by typing", keys: [":", "Ctrl-P"], in: [.everywhere]) { state in
                state.overlay = .palette(PaletteState())
                return []
            },
            Command("redraw", "Draw the screen anew", keys: ["Ctrl-L"], in: [.everywhere]) { _ in [.redraw] },
            Command("suspend", "Suspend Leadsheet; fg in the shell brings it back", keys: ["Ctrl-Z"], in: [.everywhere]) { _ in [.suspend] },
            Command("back", "Go back; at the top, leave Leadsheet", keys: ["q"], in: [.everywhere]) { Desk.back(&$0, leaves: true) },
            Command("cancel", "Cancel, or go back", keys: ["Escape"], in: [.everywhere]) { Desk.back(&$0, leaves: false) },
            Command("quit", "Leave Leadsheet", keys: ["Ctrl-Q"], in: [.everywhere]) { _ in [.leave] },
            Command("quit.how", "Say how to leave", keys: ["Ctrl-C"], in: [.everywhere]) { state in
                state.say("q leaves Leadsheet, Esc cancels.", .info)
                return []
            },
        ]

    /// Moving in a list, the same on every screen.
    static let listCommands: [Command] = [
        Command("move.down", "Move down", keys: ["Down", "j"], in: [.lists]) { Desk.move(1, &$0) },
        Command("move.up", "Move up", keys: ["Up", "k"], in: [.lists]) { Desk.move(-1, &$0) },
        Command("move.pageDown", "Move a page down", keys: ["PageDown", "Ctrl-F"], in: [.lists]) { Desk.movePage(1, &$0) },
        Command("move.pageUp", "Move a page up", keys: ["PageUp", "Ctrl-B"], in: [.lists]) { Desk.movePage(-1, &$0) },
        Command("move.first", "Move to the first row", keys: ["g", "Home"], in: [.lists]) { Desk.moveEdge(last: false, &$0) },
        Command("move.last", "Move to the last row", keys: ["G", "End"], in: [.lists]) { Desk.moveEdge(last: true, &$0) },
    ]
}
