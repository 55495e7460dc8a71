import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Writing to a customer") struct MessageTests {
    private static let link =
        "https://wa.me/393471234567?text=Hi%20Mar%C3%ADa%2C%20this%20is%20Ana.%20You%20asked%20us%20about%20%22Kitchen%20form%22."
        + "%20When%20may%20I%20call%20you%3F"

    /// With the prompt of a message open over the list, for the first of these customers.
    private func desk(
        _ columns: Int = 80, _ rows: Int = 24, customers: [Customer] = SheetsFixture.customers, key: String = "w",
        templates: [MessageTemplate] = MessageTemplate.builtIn, opensLinks: Bool = false
    ) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: rows, customers: customers)
        if opensLinks {
            var configuration = desk.state.configuration
            configuration.opensLinks = true
            desk.state = DeskState(configuration: configuration, now: SheetsFixture.now, size: desk.state.size)
            desk.answerWindows(Desk.reduce(&desk.state, .sheets(.spreadsheets(SheetsFixture.summaries))), with: customers)
        }
        #expect(desk.press(key).contains(.messages(.load(customers[0].id))))
        let lead = CardFixture.content(customers[0]).lead
        _ = Desk.reduce(&desk.state, .messages(.loaded(customers[0].id, lead: lead, templates)))
        return desk
    }

    private func log(_ template: String, _ channel: MessageChannel = .whatsapp) -> Change {
        .logMessage(MessageLog(customerID: 20, channel: channel, template: template))
    }

    @Test("the templates stand there as they would be sent")
    func golden() throws {
        let templates =
            MessageTemplate.builtIn
            + [
                MessageTemplate(id: 7, name: "offer", text: "Dear {name},\nthe offer for {answer:Budget?} is ready."),
                MessageTemplate(id: 8, name: "showroom", text: "Come to {my_company}, {first_name}!"),
            ]
        var desk = desk(templates: templates)
        desk.press("Down")
        try Golden.expect(desk.scene, "message-80x24")
    }

    @Test(
        "the chosen text is read to its end before it is sent, however narrow or low the window",
        arguments: [(60, 16), (80, 24), (110, 30)])
    func whole(columns: Int, rows: Int) {
        let long = "Dear {first_name},\n" + (1...30).map { "word\($0)" }.joined(separator: " ") + " end of it."
        let templates = [MessageTemplate(id: 1, name: "short", text: "Hi"), MessageTemplate(id: 2, name: "long", text: long)]
        var desk = desk(columns, rows, templates: templates)
        func text() -> String { desk.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        #expect(!text().contains("word30 end of it."))
        desk.press("Down")
        #expect(text().contains("word30 end of it.") && desk.screen.contains("   Dear María,"))
    }

    @Test("over a network Enter copies the link and writes one step, which is said with its undo")
    func copies() {
        var desk = desk()
        let change = log("first hello")
        let done = FollowUp.messaged("link copied, open it on your phone or desk")
        #expect(desk.press("Enter") == [.copy(Self.link, what: "WhatsApp link"), .apply(change, done)])
        #expect(desk.state.overlay == nil)
        let applied = AppliedChange(sentence: "WhatsApp \"first hello\" to María Rossi", customerID: 20, spreadsheetID: 1)
        _ = Desk.reduce(&desk.state, .applied(applied, done))
        #expect(desk.screen.contains("WhatsApp \"first hello\" to María Rossi: link copied, open it on your phone or"))
        #expect(desk.press("u") == [.undo(offered: nil)])
    }

    @Test("keys that are faster than the reading of the templates are not lost")
    func early() {
        var desk = SheetsFixture(columns: 80, rows: 24)
        #expect(!desk.press("w", "2", "Enter").contains { if case .apply = $0 { true } else { false } })
        let lead = CardFixture.content(SheetsFixture.customers[0]).lead
        let effects = Desk.reduce(&desk.state, .messages(.loaded(20, lead: lead, MessageTemplate.builtIn)))
        #expect(effects.last == .apply(log("not reached"), .messaged("link copied, open it on your phone or desk")))
        #expect(desk.state.overlay == nil)
    }

    @Test("on a desktop Enter opens the link, and a failure is said and leaves the link in the clipboard")
    func opens() {
        var desk = desk(opensLinks: true)
        desk.press("2")
        let link =
            "https://wa.me/393471234567?text=Hi%20Mar%C3%ADa%2C%20this%20is%20Ana.%20I%20tried%20to%20call%20you%20just%20now."
            + "%20When%20suits%20you%20best%3F"
        let log = MessageLog(customerID: 20, channel: .whatsapp, template: "not reached")
        #expect(desk.press("Enter") == [.messages(.open(link, log))])
        #expect(Desk.reduce(&desk.state, .messages(.opened(link, log, problem: nil))) == [.apply(.logMessage(log), .messaged("opened"))])
        let effects = Desk.reduce(&desk.state, .messages(.opened(link, log, problem: "xdg-open ended with status 3")))
        let said = "not opened, as xdg-open ended with status 3; link copied, open it on your phone or desk"
        #expect(effects == [.copy(link, what: "WhatsApp link"), .apply(.logMessage(log), .messaged(said))])
    }

    @Test("the card's timeline shows the message at once, and not any more when the store refuses it")
    func timeline() {
        var desk = SheetsFixture(columns: 80, rows: 30)
        desk.press("Enter")
        _ = Desk.reduce(&desk.state, .customer(.card(CardFixture.content(SheetsFixture.customers[0]))))
        desk.press("w")
        _ = Desk.reduce(&desk.state, .messages(.loaded(20, lead: nil, MessageTemplate.builtIn)))
        desk.press("Enter")
        #expect(desk.screen.contains("WhatsApp \"first hello\" · ana"))
        _ = Desk.reduce(&desk.state, .refused(log("first hello"), .cannotWrite(reason: "disk full")))
        #expect(!desk.screen.contains("WhatsApp \"first hello\" · ana"))
    }

    @Test("the text can be changed for this message; Esc leaves it as it was")
    func edits() {
        var desk = desk()
        desk.press("e")
        desk.type(" Bye")
        desk.press("Escape")
        #expect(!desk.screen.contains("Bye") && desk.state.overlay != nil)
        desk.press("e", "Ctrl-U")
        _ = Desk.reduce(&desk.state, .input(.paste("Ciao & \u{202E}q")))
        desk.type("1e")
        desk.press("Enter")
        #expect(
            desk.press("Enter").first == .copy("https://wa.me/393471234567?text=Ciao%20%26%20q1e", what: "WhatsApp link"))
    }

    @Test("a sentence of two lines leaves the line in sight that is typed in, in a message and in a cell at the list's end")
    func fieldStays() throws {
        var desk = desk()
        desk.press("e", "Ctrl-U")
        let left = Array(SheetsFixture.customers.dropFirst())
        desk.answerWindows(Desk.reduce(&desk.state, .news([.reload])), with: left)
        desk.type("Ciao")
        func text(_ desk: SheetsFixture) -> String { desk.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        let gone = "! María Rossi left the list: somebody else has changed, moved or deleted the row."
        #expect(text(desk).contains(gone) && desk.screen.contains("text  Ciao"), "\(desk.screen)")
        for rows in [10, 14, 16] {
            var cell = SheetsFixture(columns: 60, rows: rows)
            cell.press("G", "e", "Ctrl-U")
            cell.type("Ciao")
            cell.state.say("The row " + Array(repeating: "was changed", count: 8).joined(separator: " ") + ".", .fault)
            #expect(text(cell).hasSuffix("changed.") || text(cell).contains("changed. "), "\(cell.screen)")
            #expect(cell.line(of: "Ciao") != nil, "\(cell.screen)")
        }
    }

    @Test("a template without all of its values is not sent: the screen says what is not known")
    func missing() {
        var desk = desk(templates: [MessageTemplate(id: 8, name: "showroom", text: "Come to {my_company} at {next_call}")])
        #expect(desk.screen.contains("1 showroom   no {my_company}: Come to {my_company} at"))
        #expect(desk.press("Enter").isEmpty)
        #expect(desk.screen.contains("{my_company} is not known of this customer. e changes the text."))
        _ = Desk.reduce(&desk.state, .pages([MetaPage(id: "1", userID: 1, name: "Kitchens")]))
        #expect(desk.screen.contains("Come to Kitchens at"))
    }

    @Test("E writes an e-mail by the same templates")
    func email() {
        var desk = desk(key: "E")
        #expect(desk.screen.contains("E-MAIL  María Rossi  20@example.com"))
        let effects = desk.press("3", "Enter")
        #expect(effects.contains(.apply(log("appointment", .email), .messaged("link copied, open it on your phone or desk"))))
        guard case .session(.copy(let link, "e-mail link")) = effects.first else {
            Issue.record("no link was copied")
            return
        }
        #expect(link.hasPrefix("mailto:20@example.com?body=Hi%20Mar%C3%ADa"))
    }

    @Test("who does not want to be called is not written to: it is said to whom that was told, and when", arguments: ["w", "E"])
    func doNotCall(key: String) {
        var customers = SheetsFixture.customers
        customers[0].contact.doNotCall = DoNotCall(at: SheetsFixture.now.addingTimeInterval(-86_400), by: "marco")
        var desk = SheetsFixture(columns: 110, customers: customers)
        let hints = { (desk: SheetsFixture) in desk.scene.grid.rowText(29) }
        #expect(!hints(desk).contains("WhatsApp") && hints(desk).contains("note"))
        #expect(desk.press(key).isEmpty && desk.state.overlay == nil)
        desk.press("Down")
        #expect(hints(desk).contains("WhatsApp"))
        desk.press("Up", key)
        #expect(
            desk.state.toast?.text
                == "María Rossi does not want to be called or written to: marco was told, 22 Nov 14:32.")
    }

    @Test("who has no number or address is not written to, and it is said", arguments: [("w", "no telephone"), ("E", "no e-mail")])
    func unreachable(key: String, said: String) {
        var customers = SheetsFixture.customers
        customers[0].phoneNumber = ""
        customers[0].email = "none"
        var desk = SheetsFixture(customers: customers)
        #expect(desk.press(key).isEmpty && desk.state.overlay == nil)
        #expect(desk.state.toast?.text.contains(said) == true)
        customers[0].phoneNumber = "call me"
        desk = SheetsFixture(customers: customers)
        desk.press("w")
        #expect(desk.state.toast?.text.contains("can be dialled") == true)
    }

    @Test("Esc writes nothing, q does not leave the program, and a click chooses")
    func leaves() {
        for key in ["Escape", "q", "Ctrl-C"] {
            var desk = desk()
            #expect(desk.press(key).isEmpty && desk.state.overlay == nil)
        }
        var desk = desk()
        desk.state.hits = desk.scene.hits
        _ = Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.press, x: 10, y: 19))))
        guard case .message(let pane) = desk.state.overlay else {
            Issue.record("the prompt was left")
            return
        }
        #expect(pane.selected == 2)
    }
}
