import Base
import CRM
import TerminalKit

/// The view that a user without a spreadsheet sees in place of the list: where numbers belong, and the ways to the first customers.
enum WelcomeView {
    private struct Way {
        let command: String
        let does: String
        let then: String
        /// A word for the bottom line.
        let hint: String
    }

    /// There is nothing yet, and the list has the keys.
    static func isShown(_ state: DeskState) -> Bool {
        state.screen == .sheets && state.card == nil && state.sheets.isLoaded && state.sheets.grid == nil && state.sheets.focus == .grid
    }

    /// The bottom line below it.
    static func hints(_ state: DeskState) -> [(id: String, word: String)] {
        ways(state).map { ($0.command, $0.hint) } + [("user.country", "country"), ("back", "quit"), ("help", "help")]
    }

    static func draw(_ state: DeskState, in rect: Rect, into scene: inout Scene) {
        let user = state.configuration.user
        let left = rect.x + 2
        let width = rect.width - 3
        // The blank lines give way first in a low window.
        let isLow = rect.height < 14
        var y = rect.y + (isLow ? 0 : 1)
        func put(_ text: String, _ style: Style) {
            for line in Wrapped.lines(text, width: width) where y < rect.maxY {
                scene.grid.put(line, x: left, y: y, width: width, style: style)
                y += 1
            }
        }
        put("Welcome, \(user.name).", .bold)
        put(Desk.countrySentence(state), .dim)
        if state.configuration.isNewUser {
            put(
                "\"\(user.name)\" is your name on this machine. To change it: leadsheet user rename \(ShellWord.quoted(user.name)) NAME",
                .dim)
        }
        if !isLow { y += 1 }
        for way in ways(state) where y < rect.maxY {
            let key = state.keys.of(way.command)
            var x = left + 1
            x += scene.grid.put(key, x: x, y: y, width: max(0, rect.maxX - x), style: .accent.bolded())
            x = max(x + 2, left + 4)
            x += scene.grid.put(way.does, x: x, y: y, width: max(0, rect.maxX - x - 1), style: .plain)
            let column = max(left + 29, x + 2)
            if column + TextWidth.of(way.then) < rect.maxX {
                scene.grid.put(way.then, x: column, y: y, width: rect.maxX - column - 1, style: .dim)
            }
            scene.hit(Rect(x: rect.x, y: y, width: rect.width, height: 1), .command(way.command))
            y += 1
        }
        if !isLow { y += 1 }
        if state.configuration.callbackIsLocal {
            put(
                "Meta cannot call this machine yet: its webhook needs an https address. Set public_url in leadsheet.yaml; leadsheet doctor checks it.",
                .warning)
        }
    }

    /// The ways that there are, by their commands.
    private static func ways(_ state: DeskState) -> [Way] {
        let meta =
            state.pages.isEmpty
            ? Way(
                command: ScreenID.meta.commandID, does: "connect a Meta page", then: "leads then appear here within a second", hint: "Meta")
            : Way(
                command: ScreenID.feed.commandID, does: "see what comes from Meta", then: "leads appear here within a second", hint: "feed")
        let ways = [
            meta,
            Way(command: "import.open", does: "import a list", then: "CSV from Excel, Google or Meta", hint: "import"),
            Way(command: "customer.add", does: "add a customer by hand", then: "", hint: "add"),
            Way(command: "demo.try", does: "try it", then: "simulated leads; nothing is kept", hint: "try it"),
        ]
        return ways.filter { way in CommandRegistry.byID[way.command].map { $0.disabled(state) == nil } ?? false }
    }
}
