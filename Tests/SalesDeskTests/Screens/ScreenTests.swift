import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

/// A screen is a record in a list: what is not in its folder asks the record.
@Suite("Screens")
struct ScreenTests {
    /// A screen that no other file knows: a list of two calls.
    private static let rota = Screen(
        id: ScreenID("rota"), title: "Rota", words: "Go to the rota of today", keys: ["4"],
        places: [place],
        commands: [
            Command("rota.done", "Tick the call off", hint: "done", keys: ["x"], in: [place]) { state in
                state.say("done: \(names[0])", .info)
                return []
            }
        ],
        place: { _ in place },
        draw: { state, scene in
            let body = FrameLayout(state).body
            for (line, name) in names.enumerated() {
                let used = scene.grid.put("call \(name)", x: 1, y: body.y + line)
                scene.hit(Rect(x: 1, y: body.y + line, width: used, height: 1), .feed(.row(Int64(line))))
            }
        },
        open: { _ in [.loadPages] },
        move: { lines, state in
            state.say("moved by \(lines)", .info)
            return []
        },
        click: { target, isDouble, state in
            guard case .feed(.row(let line)) = target else { return [] }
            state.say("\(isDouble ? "opened" : "chose") \(names[Int(line)])", .info)
            return []
        },
        badge: { _ in MatchCount(count: names.count, isMore: false) },
        legend: { _ in [HelpText.Entry(key: "☎", text: "somebody is to be called now.")] })

    private static let place = Command.Place("Rota", "on the rota", within: [.lists, .everywhere])
    private static let names = ["María Rossi", "John Doe"]

    private static let room = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Sources/SalesDesk")

    /// A desk that has this screen beside its own.
    private static func desk() -> SheetsFixture {
        let commands = CommandRegistry.all + rota.commands + [rota.command]
        let keys = Dictionary(uniqueKeysWithValues: commands.map { ($0.id, $0.defaultKeys) })
        var desk = SheetsFixture(columns: 110, rows: 60, keymap: Keymap(keys, of: commands))
        desk.state.screens = Screen.all + [rota]
        return desk
    }

    @Test("a screen that is added as a record is in the header, and its key shows it and reads what it needs")
    func opens() {
        var desk = Self.desk()
        #expect(desk.scene.grid.rowText(0).contains("5 Meta   4 Rota 2"))
        #expect(desk.press("4") == [.loadPages])
        #expect(desk.screen.contains("call María Rossi") && !desk.screen.contains("SPREADSHEETS"))
        desk.press("q")
        #expect(desk.screen.contains("SPREADSHEETS"), "the way back is the same on every screen")
    }

    @Test("its keys and its mouse go to it")
    func works() throws {
        var desk = Self.desk()
        desk.press("4", "j")
        #expect(desk.screen.contains("moved by 1"))
        desk.press("x")
        #expect(desk.screen.contains("done: María Rossi"))
        let line = try #require(desk.line(of: "call John Doe"))
        desk.state.hits = desk.scene.hits
        _ = Desk.reduce(&desk.state, .input(.mouse(MouseEvent(.doubleClick, x: 3, y: line))))
        #expect(desk.screen.contains("opened John Doe"))
        desk.press("1")
        #expect(desk.press("x").isEmpty && desk.screen.contains("x does nothing here"), "elsewhere its keys are not")
    }

    @Test("bottom line, help and palette have it")
    func named() {
        var desk = Self.desk()
        desk.press("4")
        #expect(desk.scene.grid.rowText(59).contains("x done"))
        let help = HelpText.lines(desk.state, width: 100)
        #expect(help.contains { $0.key == "x" && $0.text == "Tick the call off" })
        #expect(help.contains { $0.key == "☎" })
        desk.press("1", ":")
        desk.type("tick the call")
        #expect(desk.screen.contains("Tick the call off") && desk.screen.contains("on the rota"))
        desk.press("Enter")
        #expect(desk.state.screen == Self.rota.id && desk.screen.contains("done: María Rossi"))
    }

    @Test("no file outside the screens' folders asks which screen is shown")
    func noOtherAsks() throws {
        let walker = FileManager.default.enumerator(at: Self.room, includingPropertiesForKeys: nil)
        let files = walker?.compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" && !$0.path.contains("/Screens/") } ?? []
        #expect(files.count > 40)
        for file in files {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.firstMatch(of: /creen(?:\.id)? [!=]= \.|switch (?:\w+\.)*screen\b|shown\.id/) == nil, "\(file.lastPathComponent)")
        }
    }

    /// What `Sources/README.md` counts.
    @Test("in App a screen is named where its parts are joined, once in each of seven files")
    func joints() throws {
        let joints = ["Screen", "DeskState", "DeskAction", "Desk", "DeskEffect", "DeskEffect+Work", "Hit"]
        for joint in joints {
            let text = try String(contentsOf: Self.room.appending(path: "App/\(joint).swift"), encoding: .utf8)
            for screen in Screen.all.dropFirst() {
                let named = try Regex("(?:var|case|,) \\.?\(screen.id.name)\\b")
                #expect(text.matches(of: named).count == 1, "\(joint) names \(screen.id.name)")
            }
        }
        let app = try FileManager.default.contentsOfDirectory(at: Self.room.appending(path: "App"), includingPropertiesForKeys: nil)
        for file in app where !joints.contains(file.deletingPathExtension().lastPathComponent) {
            let text = try String(contentsOf: file, encoding: .utf8)
            for screen in Screen.all.dropFirst() {
                #expect(!text.contains(try Regex("[ (.]\(screen.id.name)[(.]")), "\(file.lastPathComponent) names \(screen.id.name)")
            }
        }
    }
}
