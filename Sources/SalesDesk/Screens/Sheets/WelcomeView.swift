import CRM
import TerminalKit

/// The view that a user without a spreadsheet sees in place of the list: where numbers belong, and the ways to the first customers.
enum WelcomeView {
    private struct Way { let key: String, does: String, then: String, command: String? }

    /// There is nothing yet, and the list has the keys.
    static func isShown(_ state: DeskState) -> Bool {
        state.screen == .sheets && state.card == nil && state.sheets.isLoaded && state.sheets.grid == nil && state.sheets.focus == .grid
    }

    /// The bottom line below it.
    static let hints: [(id: String, word: String)] = [
        (ScreenID.meta.commandID, "Meta"), ("customer.add", "add"), ("user.country", "country"), ("back", "quit"), ("help", "help"),
    ]

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
            put("\"\(user.name)\" is your name on this machine. To change it: leadsheet user rename \(user.name) NAME", .dim)
        }
        if !isLow { y += 1 }
        for way in ways(state) where y < rect.maxY && !(rect.height < 10 && way.key.isEmpty) {
            let top = y
            var x = left + 1
            x += scene.grid.put(way.key, x: x, y: y, width: max(0, rect.maxX - x), style: .accent.bolded())
            x = max(x + 2, left + 4)
            x += scene.grid.put(way.does, x: x, y: y, width: max(0, rect.maxX - x - 1), style: .plain)
            let column = left + 29
            if column + TextWidth.of(way.then) < rect.maxX {
                scene.grid.put(way.then, x: max(column, x + 2), y: y, width: max(0, rect.maxX - max(column, x + 2) - 1), style: .dim)
            }
            if let command = way.command { scene.hit(Rect(x: rect.x, y: top, width: rect.width, height: 1), .command(command)) }
            y += 1
        }
        if !isLow { y += 1 }
        if state.configuration.callbackIsLocal {
            put(
                "Meta cannot call this machine yet: its webhook needs an https address. Set public_url in leadsheet.yaml; leadsheet doctor checks it.",
                .warning)
        }
    }

    private static func ways(_ state: DeskState) -> [Way] {
        let page =
            state.pages.isEmpty
            ? Way(
                key: state.keys.of(.meta), does: "connect a Meta page", then: "leads then appear here within a second",
                command: ScreenID.meta.commandID)
            : Way(
                key: state.keys.of(.feed), does: "see what comes from Meta", then: "leads appear here within a second",
                command: ScreenID.feed.commandID)
        return [
            page,
            Way(key: state.keys.of("customer.add"), does: "add a customer by hand", then: "", command: "customer.add"),
            Way(key: "$", does: "leadsheet import FILE --sheet NAME", then: "", command: nil),
            Way(key: "", does: "brings in a list: CSV from Excel, Google or Meta", then: "", command: nil),
            Way(key: "$", does: "leadsheet demo", then: "", command: nil),
            Way(key: "", does: "shows all this with simulated leads; nothing is kept", then: "", command: nil),
        ]
    }
}
