import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Commands")
struct CommandRegistryTests {
    @Test("no two commands of a place share a key")
    func keys() {
        for place in Command.Place.all {
            var taken: [KeyStroke: String] = [:]
            for command in CommandRegistry.all where command.places.contains(place) {
                for key in command.defaultKeys {
                    #expect(taken[key] == nil, "\(key) is both \(command.id) and \(taken[key] ?? "") in \(place.title)")
                    taken[key] = command.id
                }
            }
        }
    }

    @Test("every key that works on a screen is in its help")
    func help() {
        var desk = SheetsFixture(columns: 110, rows: 200)
        for screen in ["1", "2", "3", "5"] {
            desk.press("Escape", "Escape", screen)
            let commands = CommandRegistry.commands(in: desk.state)
            let help = HelpText.lines(desk.state, width: 200)
            for command in commands where !command.defaultKeys.isEmpty && !command.isOfFirstStart {
                #expect(
                    help.contains { $0.text == command.title(.standard) && $0.key.contains(command.defaultKeys[0].description) },
                    "\(command.id)")
            }
        }
    }

    @Test("the palette finds a command by a part of what it does, and runs it")
    func palette() {
        var desk = SheetsFixture()
        desk.press(":")
        desk.type("set the stat")
        #expect(desk.screen.contains("Set the status"))
        desk.press("Enter")
        #expect(desk.state.prompt?.label(in: desk.state) == "status")
    }

    @Test("every theme is found by its name and remembered", arguments: ThemeChoice.allCases)
    func themes(_ theme: ThemeChoice) {
        var desk = SheetsFixture()
        desk.press(":")
        desk.type("theme: \(theme.rawValue)")
        let effects = desk.press("Enter")
        #expect(effects.contains(.theme(theme)) && effects.contains(.keepPreference("theme", theme.rawValue)))
        _ = Desk.reduce(&desk.state, .themed(theme, true))
        #expect(desk.screen.contains("theme: \(theme.rawValue)"))
        _ = Desk.reduce(&desk.state, .themed(theme, false))
        #expect(desk.screen.contains("has no colours"))
    }

    @Test("? help stays in the bottom line at every width", arguments: [20, 40, 60, 80, 110])
    func hints(columns: Int) {
        let desk = SheetsFixture(columns: columns, rows: 24)
        #expect(desk.scene.grid.rowText(23).contains("? help"))
    }

    @Test("the bottom line begins with what a salesperson needs most, and the next call stands there at 60")
    func frequent() {
        func hints(_ columns: Int) -> String { SheetsFixture(columns: columns, rows: 24).scene.grid.rowText(23) }
        #expect(hints(80).hasPrefix(" c call  w WhatsApp  + note  d next call  Enter open  / search  e edit  ? help"))
        #expect(hints(80).contains("? help"))
        #expect(hints(60).hasPrefix(" c call  w WhatsApp  + note  d next call"))
        #expect(hints(160).contains("E e-mail"))
    }

    @Test("a key that cannot be used says why")
    func disabled() {
        var desk = SheetsFixture()
        desk.press("n")
        #expect(desk.screen.contains("Nothing needs you now."))
    }
}
