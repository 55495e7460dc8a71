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

    @Test("who was chosen among several that were found stays chosen when all rows are shown again")
    func foundStays() {
        var desk = SheetsFixture()
        desk.press("/")
        desk.answerWindows(desk.type("an"), with: SheetsFixture.customers)
        for key in ["Enter", "j", "Escape"] { desk.answerWindows(desk.press(key), with: SheetsFixture.customers) }
        #expect(desk.screen.contains("John Doe"))
        #expect(desk.selected != "María Rossi")
        #expect(desk.selected == desk.state.sheets.grid?.selectedCustomer?.customerName)
    }

    @Test("who is chosen among some statuses stays chosen among all")
    func filteredStays() {
        var desk = SheetsFixture()
        desk.press("f", "s")
        desk.answerWindows(desk.type("c"), with: SheetsFixture.customers)
        #expect(desk.selected == "Lena Novák")
        #expect(desk.screen.contains("status:contacted"))
        desk.answerWindows(desk.press("Enter", "f", "*"), with: SheetsFixture.customers)
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
