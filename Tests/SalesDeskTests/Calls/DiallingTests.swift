import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Dialling from the call prompt")
struct DiallingTests {
    private func desk(_ columns: Int = 80, phone: String? = nil, canDial: Bool = true) -> SheetsFixture {
        var customers = SheetsFixture.customers
        if let phone { customers[0].phoneNumber = phone }
        var desk = SheetsFixture(columns: columns, rows: 24, customers: customers)
        var configuration = desk.state.configuration
        configuration.canDial = canDial
        desk.state = DeskState(configuration: configuration, now: SheetsFixture.now, size: desk.state.size)
        desk.answerWindows(Desk.reduce(&desk.state, .sheets(.spreadsheets(SheetsFixture.summaries))), with: customers)
        return desk
    }

    @Test("nothing is dialled by itself; Enter dials, and the prompt says how far it came")
    func dials() throws {
        var desk = desk()
        #expect(desk.press("c") == [.copy("+393471234567", what: "+39 347 123 4567")])
        #expect(desk.screen.contains("Enter dials"))
        guard case .dial(.dial(20, let request)) = desk.press("Enter").first else {
            Issue.record("nothing was dialled")
            return
        }
        #expect(request.number.e164 == "+393471234567" && request.name == "María Rossi")
        #expect(desk.screen.contains("dialling…"))
        _ = Desk.reduce(&desk.state, .dial(.ended(20, problem: nil)))
        #expect(desk.screen.contains("dialled · Italy"))
        #expect(desk.state.prompt != nil, "the outcome is still to be said")
    }

    @Test("a failure is one sentence in the prompt, whole at every width", arguments: [40, 60, 80, 110])
    func failure(columns: Int) {
        var desk = desk(columns)
        desk.press("c", "Enter")
        _ = Desk.reduce(&desk.state, .dial(.ended(20, problem: "there is no program linphonecsh that can be run")))
        let text = desk.screen.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.contains("not dialled: there is no program linphonecsh that can be run"))
        #expect(desk.screen.contains("1 no answer"))
    }

    @Test("where the prompt was left meanwhile a failure is said below")
    func leftMeanwhile() {
        var desk = desk()
        desk.press("c", "Enter", "Escape")
        _ = Desk.reduce(&desk.state, .dial(.ended(20, problem: "exit status 3")))
        #expect(desk.screen.contains("not dialled: exit status 3"))
    }

    @Test(
        "a number that is none, and a desk that cannot dial, say so",
        arguments: [("call me", true, "none that can be dialled"), (nil, false, "nothing here dials")])
    func refused(phone: String?, canDial: Bool, said: String) {
        var desk = desk(110, phone: phone, canDial: canDial)
        desk.press("c")
        #expect(desk.screen.contains("Enter dials") == canDial)
        #expect(desk.press("Enter").isEmpty)
        #expect(desk.screen.contains(said))
    }

    @Test("w leads from the call to a message, and no call was made")
    func writes() {
        var desk = desk()
        desk.press("c")
        #expect(desk.press("w") == [.messages(.load(20))])
        #expect(desk.state.prompt == nil)
    }

    @Test("the time there stands beside the number, with z where people sleep")
    func there() {
        let zones = "IT\t+4154+01229\tEurope/Rome\nJP\t+353916+1394441\tAsia/Tokyo\n"
        var desk = desk(110, phone: "+81 90 1234 5678")
        var configuration = desk.state.configuration
        configuration.countryTimes = CountryTimes(zoneTable: zones)
        desk.state = DeskState(configuration: configuration, now: SheetsFixture.now, size: desk.state.size)
        desk.answerWindows(
            Desk.reduce(&desk.state, .sheets(.spreadsheets(SheetsFixture.summaries))),
            with: [SheetsFixture.customers[0], SheetsFixture.customers[4]].map { $0 })
        desk.press("c")
        #expect(desk.screen.contains("Italy, 15:32 there") && !desk.screen.contains("there z"))
        desk.press("Escape", "j", "c")
        #expect(desk.screen.contains("Japan, 23:32 there z"))
    }

    @Test("who calls the same customer already is said, by name and since when")
    func others() {
        var desk = desk(110)
        desk.press("c")
        let call = CallUnderWay(author: "marco", began: SheetsFixture.now.addingTimeInterval(-70))
        _ = Desk.reduce(&desk.state, .dial(.others(19, [call])))
        #expect(!desk.screen.contains("marco"), "another customer's")
        _ = Desk.reduce(&desk.state, .dial(.others(20, [call])))
        #expect(desk.screen.contains("marco is calling since 14:30"))
        desk.press("3", "Escape")
        #expect(desk.screen.contains("marco is calling since 14:30"))
    }

    @Test("who else calls is told in whole where there is no room beside the number", arguments: [40, 60, 80])
    func othersAreWhole(columns: Int) {
        var desk = desk(columns)
        desk.press("c")
        let call = CallUnderWay(author: "marco", began: SheetsFixture.now.addingTimeInterval(-70))
        _ = Desk.reduce(&desk.state, .dial(.others(20, [call])))
        #expect(desk.screen.contains("marco is calling since 14:30"))
    }

    @Test("the call has a clock, which goes on by itself")
    func clock() {
        var desk = desk(110)
        desk.press("c")
        #expect(desk.line(of: "CALL  María").map { desk.scene.grid.rowText($0).contains("  0:00") } == true)
        #expect(Desk.nextChange(desk.state) == SheetsFixture.now.addingTimeInterval(1))
        desk.state.now = SheetsFixture.now.addingTimeInterval(67.5)
        #expect(desk.line(of: "CALL  María").map { desk.scene.grid.rowText($0).contains("  1:07") } == true)
    }
}
