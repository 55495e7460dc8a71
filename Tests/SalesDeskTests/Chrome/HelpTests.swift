import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Help")
struct HelpTests {
    private static func open(_ columns: Int, _ rows: Int = 24, keys: [String] = ["?"]) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: rows)
        for key in keys { desk.press(key) }
        return desk
    }

    @Test("the keys of every day come first, moving about behind them, and what the signs mean between")
    func order() throws {
        let desk = Self.open(80, 200)
        let often = try #require(desk.line(of: "Used most"))
        let legend = try #require(desk.line(of: "What you see"))
        let moving = try #require(desk.line(of: "Moving"))
        #expect(often < legend && legend < moving)
        for id in ["customer.open", "cell.edit", "customer.status", "customer.nextCall", "customer.note"] {
            let title = try #require(CommandRegistry.byID[id]?.title(.standard))
            #expect(try #require(desk.line(of: title)) < legend, "\(id)")
        }
        for id in ["move.down", "cell.left", "move.last"] {
            #expect(try #require(desk.line(of: CommandRegistry.byID[id]!.title(.standard))) > moving, "\(id)")
        }
        try Golden.expect(Self.open(80).scene, "help-80x24")
    }

    @Test("nothing of the help is cut: every word is there at every width", arguments: [40, 60, 80, 110])
    func wraps(columns: Int) {
        for screen in [Keymap.standard.of(.sheets), Keymap.standard.of(.feed), Keymap.standard.of(.meta)] {
            let desk = Self.open(columns, 300, keys: [screen, "Escape", "?"])
            #expect(!desk.screen.contains("…"), "\(desk.screen)")
            let shown = desk.screen.split(whereSeparator: \.isWhitespace)
            for command in CommandRegistry.commands(in: desk.state) where !command.defaultKeys.isEmpty && !command.isOfFirstStart {
                for word in command.title(.standard).split(separator: " ") {
                    #expect(shown.contains(word), "\(word) of \(command.id) at \(columns)")
                }
            }
        }
    }

    @Test("each sign of the list and each state of the feed is explained")
    func legend() {
        let sheets = Self.open(80, 200).screen
        for sign in ["how long a new lead has waited", "2nd enquiry", "overdue", "no next call", "grey row", "● live"] {
            #expect(sheets.contains(sign), "\(sign)")
        }
        let feed = Self.open(80, 200, keys: [Keymap.standard.of(.feed), "?"]).screen
        for state in ["saved", "waiting", "blocked", "failed", "ignored"] { #expect(feed.contains(state), "\(state)") }
        #expect(feed.contains("will be tried again by itself") && feed.contains("it needs you") && feed.contains("given up"))
    }

    @Test("/ finds a line by any of its words; Enter keeps what was found, Esc shows all again and then closes")
    func search() {
        var desk = Self.open(80)
        desk.press("/")
        desk.type("overdue")
        #expect(desk.screen.contains("NEXT CALL") && !desk.screen.contains("Add a note"))
        desk.press("Enter")
        #expect(desk.screen.contains("NEXT CALL") && !desk.screen.contains("Add a note"))
        desk.press("Escape")
        #expect(desk.screen.contains("Add a note"))
        desk.press("/")
        desk.type("zzz")
        #expect(desk.screen.contains("Nothing in the help matches"))
        desk.press("Escape", "Escape")
        #expect(desk.state.overlay == nil)
    }
}
