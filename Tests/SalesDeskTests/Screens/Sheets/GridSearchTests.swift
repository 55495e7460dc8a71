import CRM
import Testing

@testable import SalesDesk

@Suite("Searching and filtering the grid") struct GridSearchTests {
    @Test("search shows what is found while typing, and Esc shows all again")
    func search() {
        var desk = SheetsFixture()
        desk.answerWindows(desk.press("/"), with: SheetsFixture.customers)
        desk.answerWindows(desk.type("novak"), with: SheetsFixture.customers)
        #expect(desk.screen.contains("Lena Novák"))
        #expect(!desk.screen.contains("John Doe"))
        desk.answerWindows(desk.press("Escape"), with: SheetsFixture.customers)
        #expect(desk.screen.contains("John Doe"))
    }

    @Test("who was found stays chosen when all rows are shown again", arguments: [["Escape"], ["Enter", "j", "k", "Escape"]])
    func foundStays(_ keys: [String]) {
        var desk = SheetsFixture()
        desk.press("/")
        desk.answerWindows(desk.type("novak"), with: SheetsFixture.customers)
        for key in keys { desk.answerWindows(desk.press(key), with: SheetsFixture.customers) }
        #expect(desk.screen.contains("John Doe"))
        #expect(desk.selected == "Lena Novák")
    }

    @Test("who is chosen among some statuses stays chosen among all")
    func filteredStays() {
        var desk = SheetsFixture()
        desk.press("f")
        desk.answerWindows(desk.type("c"), with: SheetsFixture.customers)
        #expect(desk.selected == "Lena Novák")
        desk.answerWindows(desk.press("*"), with: SheetsFixture.customers)
        #expect(desk.screen.contains("John Doe"))
        #expect(desk.selected == "Lena Novák")
    }

    @Test("no match is said, with the way back")
    func noMatch() {
        var desk = SheetsFixture()
        desk.press("/")
        desk.answerWindows(desk.type("zzz"), with: SheetsFixture.customers)
        #expect(desk.screen.contains("No match for \"zzz\". Esc clears the search."))
    }
}
