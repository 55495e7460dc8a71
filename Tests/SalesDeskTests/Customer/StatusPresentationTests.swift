import CRM
import Testing

@testable import SalesDesk

@Suite("Colours of statuses") struct StatusPresentationTests {
    private static let catalogue = StatusCatalogue([
        Status(id: "neu", type: .open, letter: "n"), Status(id: "versucht", type: .working, letter: "v"),
        Status(id: "angebot", type: .working, letter: "a"), Status(id: "später", type: .parked, letter: "s"),
        Status(id: "gewonnen", type: .won, letter: "g"), Status(id: "verloren", type: .lost, letter: "x"),
    ])

    @Test("a status has its colour by its type, those of work by their place, whatever their words are")
    func otherWords() {
        let state = SheetsFixture().state
        let standard = ["new", "attempted", "contacted", "nurture", "won", "lost"].map { StatusPresentation.style($0, in: state) }
        var configuration = state.configuration
        configuration.statuses = Self.catalogue
        let other = DeskState(configuration: configuration, now: state.now, size: state.size)
        let own = Self.catalogue.statuses.map { StatusPresentation.style($0.id, in: other) }
        #expect(own == standard)
        // What nobody knows any more is work in hand.
        #expect(StatusPresentation.style("gone", in: other) == own[1])
    }

    @Test("in a list of other words the first open one is that of a new customer")
    func beginning() {
        #expect(Self.catalogue.beginning == "neu" && !Self.catalogue.hasBeginning)
        #expect(StatusCatalogue.standard.beginning == "new")
    }
}
