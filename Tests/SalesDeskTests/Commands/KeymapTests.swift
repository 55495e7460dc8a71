import CRM
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Keys by configuration")
struct KeymapTests {
    private static func keymap(_ overrides: (String, [String])...) throws(Keymap.Fault) -> Keymap {
        try Keymap(overrides.map { Keymap.Override($0.0, $0.1) })
    }

    private static func desk(
        _ overrides: (String, [String])..., columns: Int = 110, rows: Int = 30, customers: [Customer] = SheetsFixture.customers
    ) throws -> SheetsFixture {
        let keymap = try Keymap(overrides.map { Keymap.Override($0.0, $0.1) })
        return SheetsFixture(columns: columns, rows: rows, customers: customers, keymap: keymap)
    }

    // MARK: What a keymap takes

    @Test("without a word in the settings every command has its own keys, and no two clash")
    func standard() throws {
        #expect(try Keymap([]) == .standard)
        // Saying the default is no change, and no clash.
        let all = CommandRegistry.all.map { Keymap.Override($0.id, $0.defaultKeys.map(\.description)) }
        #expect(try Keymap(all.filter { !$0.keys.isEmpty }) == .standard)
    }

    @Test("every command can be given a key", arguments: CommandRegistry.all.map(\.id))
    func anyCommand(_ id: String) throws {
        let own = try #require(CommandRegistry.byID[id]?.defaultKeys.map(\.description))
        let keys = try Self.keymap((id, ["F12"] + own))
        #expect(keys.of(id) == "F12")
        #expect(keys.strokes(of: id).count == own.count + 1)
    }

    @Test("commands may trade their keys")
    func trade() throws {
        let keys = try Self.keymap(("customer.status", ["d"]), ("customer.nextCall", ["s"]))
        #expect(keys.of("customer.status") == "d" && keys.of("customer.nextCall") == "s")
    }

    @Test("the same key may do one thing in the feed and another in the grid")
    func otherPlaces() throws {
        #expect(try Self.keymap(("feed.raw", ["s"])).of("feed.raw") == "s")
    }

    @Test(
        "what cannot be used is refused with the command and the reason",
        arguments: [
            ([("customer.statos", ["s"])], "customer.statos", "there is no command \"customer.statos\". Did you mean customer.status?"),
            ([("nothing.like.it", ["s"])], "nothing.like.it", "there is no command \"nothing.like.it\""),
            ([("undo", ["Ctl-U"])], "undo", "\"Ctl-U\" of undo is no key that a terminal sends"),
            ([("undo", ["Shift-u"])], "undo", "\"Shift-u\" of undo is no key that a terminal sends"),
            ([("undo", ["Ctrl-I"])], "undo", "\"Ctrl-I\" of undo is no key that a terminal sends"),
            ([("undo", ["F13"])], "undo", "\"F13\" of undo is no key that a terminal sends"),
            ([("undo", ["U", ""])], "undo", "\"\" of undo is no key that a terminal sends"),
            ([("undo", ["Esc"])], "undo", "Esc always leads out and cannot be a key of undo"),
            ([("quit", ["Ctrl-C"])], "quit", "Ctrl-C always leads out and cannot be a key of quit"),
            ([("cancel", ["x"])], "cancel", "cancel must keep Esc"),
            ([("quit.how", [])], "quit.how", "quit.how must keep Ctrl-C"),
            ([("quit", [])], "quit", "quit must have a key"), ([("help", [])], "help", "help must have a key"),
            ([("back", [])], "back", "back must have a key"), ([("palette", [])], "palette", "palette must have a key"),
            ([("customer.status", ["d"])], "customer.status", "d of customer.status is the key of customer.nextCall already"),
            // Everywhere and in lists is also in the grid.
            ([("undo", ["s"])], "undo", "s of undo is the key of customer.status already"),
            ([("move.down", ["u"])], "move.down", "u of move.down is the key of undo already"),
            ([("feed.raw", ["g"])], "feed.raw", "g of feed.raw is the key of move.first already"),
            // Of two that the settings name the later one is at fault.
            ([("grid.sort", ["F9"]), ("undo", ["F9"])], "undo", "F9 of undo is the key of grid.sort already"),
        ])
    func refused(_ overrides: [(String, [String])], command: String, reason: String) throws {
        let fault = #expect(throws: Keymap.Fault.self) { try Keymap(overrides.map { Keymap.Override($0.0, $0.1) }) }
        #expect(fault?.command == command)
        #expect(fault?.reason.hasPrefix(reason) == true, "\(fault?.reason ?? "")")
    }

    // MARK: What follows it

    @Test("the new key does it, and the old one says that it does nothing")
    func dispatch() throws {
        var desk = try Self.desk(("customer.status", ["F3", "t"]))
        desk.press("s")
        #expect(desk.state.prompt == nil && desk.screen.contains("s does nothing here. ? shows the keys."))
        desk.press("F3")
        #expect(desk.state.prompt?.label(in: desk.state) == "status")
        desk.press("Escape", "t")
        #expect(desk.state.prompt?.label(in: desk.state) == "status")
    }

    @Test("letters are letters where text is typed, whatever they do elsewhere")
    func typing() throws {
        var desk = try Self.desk(("redraw", ["z"]), ("suspend", ["Ctrl-U"]), ("customer.note", ["m"]))
        #expect(desk.press("z") == [.redraw])
        desk.press("m")
        desk.type("zebra")
        #expect(desk.state.prompt?.field.text == "zebra")
        #expect(desk.press("Ctrl-U") == [] && desk.state.prompt?.field.text.isEmpty == true)
        desk.press("Escape")
        #expect(desk.press("Ctrl-U") == [.suspend])
    }

    @Test("redraw works over everything with a key that no text takes")
    func redraw() throws {
        var desk = try Self.desk(("redraw", ["F9"]))
        for keys in [[], ["m"], ["Escape", "?"], ["Escape", ":"]] {
            for key in keys { desk.press(key) }
            #expect(desk.press("F9") == [.redraw])
            #expect(desk.press("Ctrl-L") != [.redraw])
        }
    }

    @Test("Alt with a letter is a command's key when the settings say so, and else Esc and the letter")
    func alt() throws {
        var desk = try Self.desk(("customer.status", ["Alt-s"]))
        desk.press("Alt-s")
        #expect(desk.state.prompt?.label(in: desk.state) == "status")
        desk.press("Escape", "Alt-m")
        #expect(desk.state.prompt?.label(in: desk.state) == "note")
    }

    @Test("bottom line, help and palette name the new key")
    func named() throws {
        var desk = try Self.desk(("customer.status", ["F3"]), ("undo", ["z"]), ("help", ["F1", "?"]), rows: 200)
        let hints = desk.scene.grid.rowText(199)
        #expect(hints.contains("F3 status") && hints.contains("z undo") && hints.contains("F1 help"))
        let help = HelpText.lines(desk.state, width: 100)
        #expect(help.contains { $0.key == "F3" && $0.text == "Set the status" })
        #expect(help.contains { $0.text == "Delete the customer (z undoes)" })
        desk.press(":")
        desk.type("set the status")
        #expect(desk.screen.contains(/F3 +Set the status/))
    }

    @Test("the header names the screens' keys, and a screen without one by its name alone")
    func header() throws {
        let desk = try Self.desk(("screen.feed", ["F9"]), ("screen.meta", []))
        #expect(desk.scene.grid.rowText(0).contains("1 Sheets   2 Calls   F9 Feed   4 Insights   Meta"))
    }

    @Test("help is closed by the key that opens it, and scrolled by those that move in a list")
    func overlays() throws {
        var desk = try Self.desk(
            ("help", ["F3"]), ("move.down", ["e"]), ("cell.edit", ["F2"]), ("card.edit", ["F2"]), ("sheet.rename", ["F2"]))
        desk.press("F3")
        let first = desk.screen
        desk.press("e")
        #expect(desk.screen != first)
        desk.press("F3")
        #expect(desk.state.overlay == nil)
    }

    @Test("sentences name the new key")
    func sentences() throws {
        var desk = try Self.desk(("customer.add", ["F7"]), ("lead.open", ["F4"]), ("screen.meta", ["F10"]), customers: [])
        #expect(desk.screen.contains("F7 adds a customer"))
        desk.press("s")
        #expect(desk.screen.contains("No customer is selected. F7 adds one."))
        desk.press("F10")
        #expect(desk.state.screen == .meta)
        desk.press("n")
        #expect(desk.screen.contains("n does nothing here"))
        var empty = DeskState(
            configuration: desk.state.configuration, now: SheetsFixture.now, size: Size(columns: 80, rows: 24))
        _ = Desk.reduce(&empty, .sheets(.spreadsheets([])))
        _ = Desk.reduce(&empty, .pages([]))
        let welcome = DeskView.draw(empty).grid.text()
        #expect(welcome.contains("F10  connect a Meta page") && welcome.contains("F7  add a customer by hand"), "\(welcome)")
    }

    @Test("the toast that offers undo offers its new key")
    func toast() throws {
        var desk = try Self.desk(("undo", ["z"]))
        desk.state.say("Deleted.", .info, offering: "undo")
        #expect(desk.screen.contains("Deleted.   z undo"))
    }

    // MARK: Without a key

    @Test("a command without a key is in the palette, in no help, and called as the palette finds it")
    func withoutKey() throws {
        var desk = try Self.desk(("customer.merge", []), ("undo", []), ("move.first", []), rows: 200)
        #expect(!HelpText.lines(desk.state, width: 100).contains { $0.text.hasPrefix("Merge this person's rows") })
        #expect(desk.state.keys.of("undo") == ":undo")
        #expect(try Self.keymap(("undo", []), ("palette", ["Ctrl-P"])).of("undo") == "Ctrl-P undo")
        desk.press(":")
        desk.type("merge this person")
        #expect(desk.screen.contains("Merge this person's rows (:undo undoes)"))
        // Moving about is not offered, unless nothing else leads to it.
        desk.press("Escape", ":")
        desk.type("first row")
        #expect(desk.screen.contains("First row"))
    }

    @Test("what a sentence says of the palette is true: the command that is called so is the first")
    func exact() throws {
        for command in CommandRegistry.all where !command.defaultKeys.isEmpty {
            guard let keys = try? Self.keymap((command.id, [])), !["quit.how", "cancel"].contains(command.id) else { continue }
            var state = try Self.desk((command.id, [])).state
            #expect(keys.of(command.id) == ":\(command.id)")
            state.overlay = .palette(PaletteState(field: TextField(command.id)))
            guard case .palette(let palette) = state.overlay, case .command(let first) = PaletteSearch.items(palette, state).first else {
                Issue.record("\(command.id) is not found")
                continue
            }
            #expect(first.id == command.id)
        }
    }

    @Test("a question of a command without a key is answered by way of the palette")
    func question() throws {
        var desk = try Self.desk(("sheet.delete", []))
        desk.press("Tab")
        for _ in 0..<2 {
            #expect(!desk.press("X").contains { if case .apply = $0 { true } else { false } })
        }
        desk.press(":")
        desk.type("sheet.delete")
        #expect(!desk.press("Enter").contains { if case .apply = $0 { true } else { false } })
        #expect(desk.screen.contains(":sheet.delete again deletes it"))
        desk.press(":")
        desk.type("sheet.delete")
        #expect(desk.press("Enter").contains { if case .apply(.deleteSpreadsheet, _) = $0 { true } else { false } })
    }

    // MARK: Fields

    @Test("in a field of the settings form only keys that the field leaves are named")
    func fields() throws {
        let keys = try Self.keymap(("meta.show", ["v", "Ctrl-R"]), ("meta.save", ["s"]))
        #expect(keys.of("meta.show", outsideField: true) == "v" && keys.of("meta.show", outsideField: false) == "Ctrl-R")
        #expect(keys.first(of: "meta.save", inField: true) == nil)
        #expect(keys.of("meta.save", outsideField: false) == "Ctrl-P meta.save")
        #expect(keys.of("meta.save") == "s")
        var desk = try Self.desk(("meta.save", ["s"]), ("meta.test", ["t", "F9"]))
        desk.press("5")
        #expect(desk.scene.grid.rowText(29).contains("s save"))
        desk.press("Tab")
        let hints = desk.scene.grid.rowText(29)
        // A question mark would be typed.
        #expect(!hints.contains("s save") && hints.contains("F9 test") && hints.contains("F1 help"))
    }
}
