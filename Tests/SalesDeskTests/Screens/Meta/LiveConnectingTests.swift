import CRM
import CRMStore
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("A page's settings on a real store", .serialized)
@MainActor struct LiveConnectingTests {
    /// Subscribes whatever it is asked to, and refuses tokens that begin with "short".
    private struct Connector: PageConnecting {
        func subscribe(_ settings: PageSettings, at now: Date) async -> PageCheckReport.Line {
            .init(.good, "Page \(settings.metaPageId) is subscribed now.", on: .pageSubscription)
        }

        func vet(_ settings: PageSettings, at now: Date) async -> TokenVerdict {
            settings.metaPageAccessToken.reveal().hasPrefix("short") ? .refused("It ends in 1 hour.") : .accepted
        }
    }

    /// Says that its lead was a customer.
    private struct Tester: LeadTesting {
        func sendTestLead(
            _ settings: PageSettings, stage: @escaping @Sendable (TestLeadStage) -> Void
        ) async -> [PageCheckReport.Line] {
            stage(.made)
            return [.init(.good, "A test lead of page \(settings.metaPageId) is here.", on: .testLead)]
        }
    }

    private func desk(_ connector: (any PageConnecting)? = Connector(), tester: (any LeadTesting)? = Tester()) async throws -> LiveDesk {
        let desk = try LiveDesk()
        let settings = PageSettings(
            metaPageId: "4711", metaPageAccessToken: Secret("EAABold"), metaAppSecret: Secret("s"), metaVerifyToken: Secret("v"))
        _ = try desk.store.apply(.savePage(settings), by: desk.user.id, at: LiveDesk.now)
        try desk.start(connector: connector, tester: tester)
        desk.press("5")
        #expect(await desk.shows("4711   page 1 of 1"))
        #expect(await desk.hides("not read yet"))
        return desk
    }

    private func token(_ desk: LiveDesk) throws -> String? { try desk.store.settings(of: "4711")?.metaPageAccessToken.reveal() }

    @Test("S subscribes the page that is shown")
    func subscribes() async throws {
        let desk = try await desk()
        desk.press("S")
        #expect(await desk.shows("Page 4711 is subscribed now."))
    }

    @Test("L sends a test lead of the page that is shown; without anybody to send it, that is said")
    func testLead() async throws {
        let desk = try await desk()
        desk.press("L")
        #expect(await desk.shows("A test lead of page 4711 is here."))
        let alone = try await self.desk(nil, tester: nil)
        alone.press("L")
        #expect(await alone.shows("leadsheet doctor"))
    }

    @Test("a short-lived token does not reach the store, a lasting one does")
    func vets() async throws {
        let desk = try await desk()
        desk.press("e", "Ctrl-U")
        desk.type("shortlived")
        desk.press("Ctrl-S")
        #expect(await desk.shows("It ends in 1 hour."))
        #expect(try token(desk) == "EAABold")
        desk.press("Ctrl-U")
        desk.type("EAABlasting")
        desk.press("Ctrl-S")
        #expect(await desk.hides("not saved"))
        #expect(try token(desk) == "EAABlasting")
    }

    @Test("without anybody to ask, a token is saved and S says what to do instead")
    func alone() async throws {
        let desk = try await desk(nil)
        desk.press("S")
        #expect(await desk.shows("leadsheet page subscribe 4711"))
        desk.press("e", "Ctrl-U")
        desk.type("EAABnew")
        desk.press("Ctrl-S")
        #expect(await desk.hides("not saved"))
        #expect(try token(desk) == "EAABnew")
    }
}
