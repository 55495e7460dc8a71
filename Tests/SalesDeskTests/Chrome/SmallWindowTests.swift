import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

/// Every line of the screen belongs to one of the layers that are drawn over each other: a line that none of them draws so alone has the texts of
/// two in it.
@Suite("Screens and layers in small windows") struct SmallWindowTests {
    private static let sizes = [(20, 5), (30, 8), (40, 10), (60, 16)]

    private struct Stage {
        let name: String
        let make: (Int, Int) -> DeskState

        init(_ name: String, _ make: @escaping (Int, Int) -> DeskState) {
            self.name = name
            self.make = make
        }

        /// Reached by keys from the list, where a call is due and a lead has just come.
        init(keys: String...) {
            self.init("keys \(keys.joined(separator: " "))") { columns, rows in
                var desk = SmallWindowTests.busy(columns, rows)
                for key in keys { desk.press(key) }
                return desk.state
            }
        }
    }

    private static func busy(_ columns: Int, _ rows: Int) -> SheetsFixture {
        let due = SheetsFixture.lead(
            31, "Meenakshi Chatterjee", "+91 22 4567 8901", "Wayne Enterprises", age: 90_000, status: "appointment", touched: 60,
            next: "2026-11-23 14:00")
        var desk = SheetsFixture(columns: columns, rows: rows, customers: [due] + SheetsFixture.customers)
        _ = Desk.reduce(
            &desk.state,
            .calls(.counted(CallCounts([:], due: [due], next: nil, at: CallMoment(desk.state.now, in: .gmt, hours: .standard)))))
        _ = Desk.reduce(
            &desk.state, .news([.leadArrived(SheetsFixture.lead(99, "Ivan Petrov", "+359 88 123 4567", "Cyberdyne", age: 2), userID: 1)]))
        return desk
    }

    private static func fed(_ state: DeskState, _ steps: (inout DeskState) -> Void) -> DeskState {
        var state = state
        steps(&state)
        return state
    }

    private static var stages: [Stage] {
        [
            Stage(keys: "j"), Stage(keys: "Tab"), Stage(keys: "Enter"), Stage(keys: "Enter", "e"), Stage(keys: "Enter", "c"),
            Stage(keys: "c"), Stage(keys: "c", "3"), Stage(keys: "c", "7"), Stage(keys: "c", "Q"), Stage(keys: "Enter", "c", "Q"),
            Stage(keys: "s"), Stage(keys: "s", "x"), Stage(keys: "d"), Stage(keys: "d", "9"), Stage(keys: "+"), Stage(keys: "e"),
            Stage(keys: "f"), Stage(keys: "f", "s"), Stage(keys: "o"), Stage(keys: "/"), Stage(keys: ">"), Stage(keys: "a"),
            Stage(keys: ":"), Stage(keys: "?"), Stage(keys: "?", "/"), Stage(keys: "="), Stage(keys: "w"), Stage(keys: "I"),
            Stage(keys: "Space", "s"), Stage(keys: "V"), Stage(keys: "L"), Stage(keys: "2"), Stage(keys: "3"), Stage(keys: "4"),
            Stage(keys: "5"), Stage(keys: "5", "e"),
            Stage("the card with its answers") { columns, rows in
                var desk = busy(columns, rows)
                desk.press("Enter")
                _ = Desk.reduce(&desk.state, .customer(.card(CardFixture.content(SheetsFixture.customers[0]))))
                return desk.state
            },
            Stage("messages") { columns, rows in
                var desk = busy(columns, rows)
                desk.press("w")
                _ = Desk.reduce(
                    &desk.state,
                    .messages(
                        .loaded(31, lead: nil, [MessageTemplate(id: 1, name: "hello", text: "Hi {first_name}, this is Ana from Kitchens.")])
                    ))
                return desk.state
            },
            Stage("templates below a fault") { columns, rows in
                var desk = busy(columns, rows)
                _ = Desk.reduce(&desk.state, .pages([FeedMoments.bathrooms]))
                _ = Desk.openTemplates(&desk.state)
                return desk.state
            },
            Stage("templates") { columns, rows in
                var desk = busy(columns, rows)
                _ = Desk.openTemplates(&desk.state)
                _ = Desk.reduce(&desk.state, .messages(.templates([MessageTemplate(id: 1, name: "hello", text: "Hi {first_name}")])))
                return desk.state
            },
            Stage("no file of an import") { columns, rows in
                var desk = busy(columns, rows)
                desk.press("I")
                _ = Desk.reduce(&desk.state, .imports(.listed("~/", PathListing(folder: "~/", entries: [], completed: "~/"))))
                return desk.state
            },
            Stage("files of an import") { ImportFixture(columns: $0, rows: $1).desk.state },
            Stage("columns of an import") { ImportFixture.columns($0, $1).desk.state },
            Stage("summary of an import") { ImportFixture.summary($0, $1).desk.state },
            Stage("an import that runs") { ImportFixture.running($0, $1).desk.state },
            Stage("the feed and its fault") { FeedMoments.feed($0, $1) },
            Stage("Meta and its fault") { columns, rows in
                fed(FeedMoments.desk(columns, rows)) { _ = FeedMoments.press("5", &$0) }
            },
            Stage("a card below a fault") { columns, rows in
                var desk = busy(columns, rows)
                _ = Desk.reduce(&desk.state, .pages([FeedMoments.bathrooms]))
                desk.press("Enter")
                return desk.state
            },
            Stage("the files below a fault") { columns, rows in
                var desk = ImportFixture(columns: columns, rows: rows).desk
                _ = Desk.reduce(&desk.state, .pages([FeedMoments.bathrooms]))
                return desk.state
            },
            Stage("users") { columns, rows in
                fed(busy(columns, rows).state) { $0.overlay = .who(WhoPane(users: (1...12).map { User(id: $0, name: "user \($0)") })) }
            },
            Stage("what happened") { columns, rows in
                fed(busy(columns, rows).state) { $0.overlay = .history(HistoryPane(since: SheetsFixture.now)) }
            },
            Stage("a long sentence") { columns, rows in
                fed(busy(columns, rows).state) {
                    $0.say("This is a sentence that has no room in one line of a narrow window.", .warning, offering: "undo")
                }
            },
        ]
    }

    /// The rows that each layer draws where nothing else is drawn.
    private static func alone(_ state: DeskState) -> [[String]] {
        func rows(_ draw: (inout Scene) -> Void) -> [String] {
            var scene = Scene(state.size)
            draw(&scene)
            return (0..<state.size.rows).map(scene.grid.rowText)
        }
        let body = FrameLayout(state).body
        let screen = rows { scene in
            if let card = state.card {
                CardView.draw(card, state, in: CardView.place(state), into: &scene)
            } else {
                state.shown.draw(state, &scene)
            }
        }.enumerated().map { body.y..<body.maxY ~= $0 ? $1 : "" }
        return [
            screen, rows { HeaderView.draw(state, into: &$0) }, rows { FaultView.draw(state, into: &$0) },
            rows { StatusLine.draw(state, into: &$0) }, rows { OverlayView.draw(state, into: &$0) },
            rows { QRView.draw(state, into: &$0) }, rows { KeyHints.draw(state, into: &$0) },
        ]
    }

    @Test("no line has the texts of two layers in it", arguments: sizes)
    func layers(columns: Int, rows: Int) {
        for stage in Self.stages {
            let state = stage.make(columns, rows)
            let (scene, alone) = (DeskView.draw(state), Self.alone(state))
            for y in 0..<rows {
                let line = scene.grid.rowText(y)
                #expect(
                    line.isEmpty || alone.contains { $0[y] == line },
                    "\(stage.name), line \(y) \"\(line)\" of\n\(scene.grid.text())")
            }
        }
    }

    @Test("nothing outside the window's body is clicked for what has no room in it", arguments: sizes)
    func clicks(columns: Int, rows: Int) {
        for stage in Self.stages {
            let state = stage.make(columns, rows)
            for hit in DeskView.draw(state).hits {
                if case .cardField = hit.target { #expect(hit.rect.y < FrameLayout(state).body.maxY, "\(stage.name)") }
            }
        }
    }

    @Test("the lists show the customer with the cursor", arguments: sizes)
    func cursor(columns: Int, rows: Int) throws {
        var desk = Self.busy(columns, rows)
        for _ in 0..<3 {
            desk.press("j")
            let customer = try #require(desk.state.sheets.grid?.selectedCustomer)
            let line = try #require(desk.line(of: "▌").map { desk.scene.grid.rowText($0) })
            #expect(line.contains(desk.state.configuration.phones.text(customer.phoneNumber).suffix(4)), "\(desk.screen)")
        }
        let calls = CallsFixture(columns: columns, rows: rows)
        #expect(calls.screen.contains("▌"))
    }

    @Test("a card in a narrow window keeps the beginning of the name")
    func name() {
        var desk = SheetsFixture(columns: 20, rows: 5)
        desk.press("Enter")
        #expect(desk.screen.contains("María R"), "\(desk.screen)")
    }

    @Test("the choices of a prompt are seen beside or below its words, and what is typed into a cell is", arguments: sizes)
    func typed(columns: Int, rows: Int) {
        var desk = Self.busy(columns, rows)
        desk.press("c", "7")
        #expect(desk.screen.contains("p price"), "\(desk.screen)")
        desk.press("Escape", "Escape", "Space", "s")
        #expect(desk.screen.contains("n new"), "\(desk.screen)")
        desk.press("Escape", "Escape", "=")
        #expect(desk.screen.contains("[x]"), "\(desk.screen)")
        desk.press("Escape", "e")
        desk.type("zyx")
        #expect(desk.screen.contains("zyx"), "\(desk.screen)")
    }

    @Test("the QR code's page has the header above it, and nothing of the prompt that it was asked in")
    func code() {
        var desk = Self.busy(40, 10)
        desk.press("c", "Q")
        #expect(!desk.screen.contains("no answer") && desk.scene.grid.rowText(0).contains("1 Sheets"), "\(desk.screen)")
    }
}
