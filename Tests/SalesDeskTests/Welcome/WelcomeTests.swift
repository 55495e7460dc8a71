import CRM
import TerminalKit
import Testing

@testable import SalesDesk

/// What somebody sees who has nothing yet, and what several users of one machine are asked.
@Suite("First start")
struct WelcomeTests {
    private static func desk(
        columns: Int = 80, rows: Int = 24, user: User = User(id: 1, name: "ana", country: Country("IT")), isNew: Bool = false
    ) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: rows, user: user, isNewUser: isNew, callbackIsLocal: true)
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets([])))
        _ = Desk.reduce(&desk.state, .pages([]))
        // The fixture's spreadsheets were there before.
        desk.state.toast = nil
        return desk
    }

    @Test("the welcome says whose numbers are read how, and the ways to the first customers with their keys")
    func welcome() throws {
        let desk = Self.desk()
        for text in [
            "Welcome, ana.", "Your phone numbers are those of Italy (IT, +39)", "\(Keymap.standard.of("user.country")) changes the country",
            "\(Keymap.standard.of(.meta))  connect a Meta page",
            "\(Keymap.standard.of("customer.add"))  add a customer by hand", "\(Keymap.standard.of("demo.try"))  try it",
            "simulated leads; nothing is kept", "public_url",
        ] {
            #expect(desk.screen.contains(text), "\(text) is not in\n\(desk.screen)")
        }
        #expect(!desk.screen.contains("user rename"))
        try Golden.expect(desk.scene, "welcome-80x24")
    }

    @Test("a user that the start made is named, with what renames it; nothing of it is on standard error")
    func newUser() {
        let screen = Self.desk(user: User(id: 1, name: "root"), isNew: true).screen.split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
        #expect(screen.contains("To change it: leadsheet user rename root NAME"))
        #expect(screen.contains("Your country is not set"))
    }

    @Test("the list in which the first lead has come is read at once, not when it is quiet")
    func firstLead() {
        var desk = Self.desk()
        let effects = Desk.reduce(&desk.state, .news([.reload]))
        #expect(effects.contains(.sheets(.loadSpreadsheets)) && !effects.contains(.later(.sheets(.loadSpreadsheets))))
    }

    @Test("every way is on the screen at every size", arguments: [(60, 16), (40, 12), (110, 30)])
    func sizes(columns: Int, rows: Int) {
        let desk = Self.desk(columns: columns, rows: rows)
        for text in ["Welcome, ana.", "connect a Meta page", "add a customer", "try it"] {
            #expect(desk.screen.contains(text), "\(text) is not in\n\(desk.screen)")
        }
    }

    @Test("the simulated leads are tried on a first start alone: elsewhere the key says why not")
    func trial() {
        var desk = Self.desk()
        #expect(desk.press(Keymap.standard.of("demo.try")) == [.tryDemo])
        func helps(_ desk: SheetsFixture) -> Bool {
            HelpText.lines(desk.state, width: 200).contains { $0.text.contains("simulated leads") }
        }
        var working = SheetsFixture()
        #expect(helps(desk) && !helps(working))
        #expect(working.press(Keymap.standard.of("demo.try")).isEmpty)
        #expect(working.screen.contains("In a shell leadsheet demo shows simulated leads."))
        #expect(!working.screen.contains("try it"))
    }

    @Test("a way whose command there is not is not shown, and each that is shown is a command's")
    func ways() {
        let desk = Self.desk()
        #expect(desk.screen.contains("import a list") == (CommandRegistry.byID["import.open"] != nil))
        for (id, _) in WelcomeView.hints(desk.state) { #expect(CommandRegistry.byID[id] != nil, "\(id)") }
    }

    @Test("adding the first customer asks for it at once, so that no letter of its name runs as a key, and makes a spreadsheet for it then")
    func firstCustomer() {
        var desk = Self.desk()
        #expect(desk.press(Keymap.standard.of("customer.add")).isEmpty)
        desk.type("quinn")
        #expect(desk.screen.contains("new customer") && desk.screen.contains("quinn"), "\(desk.screen)")
        let fields: [CustomerField: String] = [.customerName: "quinn", .nextCallDate: desk.state.today.description]
        let followUp = FollowUp.addCustomer(fields)
        #expect(desk.press("Enter") == [.apply(.createSpreadsheet(name: "Customers", description: ""), followUp)])
        let made = AppliedChange(sentence: "created spreadsheet Customers", customerID: nil, spreadsheetID: 7)
        let effects = Desk.reduce(&desk.state, .applied(made, followUp))
        #expect(effects.contains(.apply(.addCustomer(CustomerDraft(spreadsheetID: 7, fields: fields)), .added)))
        #expect(desk.state.prompt == nil && desk.state.drafts.isEmpty)
    }

    @Test("where the spreadsheet cannot be made, the words of the first customer stand there again")
    func firstCustomerRefused() {
        var desk = Self.desk()
        desk.press(Keymap.standard.of("customer.add"))
        desk.type("quinn")
        desk.press("Enter")
        _ = Desk.reduce(
            &desk.state, .refused(.createSpreadsheet(name: "Customers", description: ""), .cannotWrite(reason: "No space left on device")))
        #expect(desk.screen.contains("No space left on device"))
        desk.press(Keymap.standard.of("customer.add"))
        #expect(desk.screen.contains("quinn"), "\(desk.screen)")
    }

    @Test("the country is asked for by letters or by name, shown while it is typed, and nothing else is taken")
    func country() {
        var desk = Self.desk()
        desk.press(Keymap.standard.of("user.country"))
        desk.type("Aust")
        #expect(desk.press("Enter").isEmpty)
        #expect(desk.screen.contains("no such country"))
        desk.type("ria")
        #expect(desk.screen.contains("Austria (AT)"))
        #expect(desk.press("Enter") == [.setCountry(Country("AT")!)])
        desk.press(Keymap.standard.of("user.country"))
        desk.type("it")
        #expect(desk.press("Enter").isEmpty, "it is Italy already")
    }

    @Test("several users are asked who they are before anything is read; a digit, the arrows or a click answer")
    func who() throws {
        let users = [User(id: 1, name: "root"), User(id: 2, name: "ana", country: Country("IT")), User(id: 3, name: "marco")]
        var desk = Self.desk(user: users[0])
        desk.state.overlay = .who(WhoPane(users: users))
        #expect(Desk.start(&desk.state).isEmpty)
        #expect(Desk.reduce(&desk.state, .news([.reload, .pagesChanged])).isEmpty)
        try Golden.expect(desk.scene, "who-80x24")
        #expect(!desk.screen.contains("Welcome"))
        #expect(desk.press("Escape", "x", "9", "1", "Enter").prefix(1) == [.become(users[0])])
        for key in ["?", "Escape", "9"] {
            desk.state.toast = nil
            #expect(desk.press(key).isEmpty)
            #expect(desk.screen.contains("First say who you are: a digit, or Enter on your name. Ctrl-Q quits."), "\(key)")
        }
        #expect(desk.press("2") == [.become(users[1])])
        #expect(desk.press("Down", "Down", "Down", "Enter") == [.become(users[2])])
        #expect(desk.press("q") == [.leave])
        desk.state.hits = desk.scene.hits
        let y = try #require(desk.line(of: "marco"))
        #expect(Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.press, x: 6, y: y)))) == [.become(users[2])])
        let effects = Desk.reduce(&desk.state, .became(users[1], preferences: ["theme": "mono"], said: nil))
        guard case .session(.restart(let configuration, nil)) = effects.first else { return #expect(Bool(false), "\(effects)") }
        #expect(
            configuration.user == users[1] && configuration.phones.home == Country("IT") && configuration.preferences["theme"] == "mono")
    }
}
