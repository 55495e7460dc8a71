import CRM
import Testing

@Suite("statuses")
struct StatusCatalogueTests {
    @Test("the standard ones have unique words and letters, and start with an open one")
    func standard() {
        let statuses = StatusCatalogue.standard.statuses
        #expect(Set(statuses.map(\.id)).count == statuses.count)
        #expect(Set(statuses.map(\.letter)).count == statuses.count)
        #expect(statuses.first?.type == .open)
        #expect(Set(statuses.map(\.type)) == Set(StatusType.allCases))
    }

    @Test("won, lost and junk end the work; a status that nobody knows any more does not")
    func types() {
        let ended = StatusCatalogue.standard.statuses.filter(\.type.isEnded).map(\.id)
        #expect(ended == ["won", "lost", "junk"])
        #expect(StatusCatalogue.standard.type(of: "gone") == .working)
    }

    @Test("a spreadsheet counts as new what has an open status")
    func new() {
        let sheet = Spreadsheet(id: 1, userID: 1, name: "A", description: "")
        let summary = SpreadsheetSummary(spreadsheet: sheet, byStatus: ["new": 4, "won": 2, "gone": 1])
        #expect(summary.customers == 7)
        #expect(summary.new(in: .standard) == 4)
    }
}
