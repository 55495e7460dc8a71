import CRM
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("A fault rings") struct FaultRingTests {
    private static let refused = FeedMoments.bathrooms
    private static let well: MetaPage = {
        var page = refused
        page.state = .ok
        return page
    }()

    private func rings(_ effects: [DeskEffect]) -> [String] {
        effects.compactMap { if case .session(.notify(_, let body)) = $0 { body } else { nil } }
    }

    @Test("once when it comes, not for those that were there at the start, and again after it was mended")
    func once() {
        var desk = SheetsFixture()
        #expect(rings(Desk.reduce(&desk.state, .pages([Self.well]))).isEmpty)
        let first = Desk.reduce(&desk.state, .pages([Self.refused]))
        #expect(first.contains(.bell))
        #expect(rings(first).count == 1)
        #expect(rings(first).first?.contains("Bathrooms") == true)
        #expect(rings(first).first?.contains("4 leads wait") == true)
        #expect(!Desk.reduce(&desk.state, .pages([Self.refused])).contains(.bell))
        _ = Desk.reduce(&desk.state, .pages([Self.well]))
        #expect(rings(Desk.reduce(&desk.state, .pages([Self.refused]))).count == 1)

        var late = SheetsFixture()
        #expect(!Desk.reduce(&late.state, .pages([Self.refused])).contains(.bell))
    }

    @Test("not while it is muted")
    func muted() {
        var desk = SheetsFixture()
        _ = Desk.reduce(&desk.state, .pages([Self.well]))
        desk.press("B")
        #expect(!Desk.reduce(&desk.state, .pages([Self.refused])).contains(.bell))
    }
}
