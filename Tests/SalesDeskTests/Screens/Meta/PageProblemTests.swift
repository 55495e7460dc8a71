import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("A page that is about to lose its leads")
struct PageProblemTests {
    private func desk(_ health: TokenHealth, _ screen: String) -> DeskState {
        var page = FeedMoments.kitchens
        page.token = health
        page.waiting = 0
        var state = FeedMoments.desk(pages: [page])
        FeedMoments.press(screen, &state)
        _ = Desk.reduce(&state, .meta(.settings(MetaTests.saved)))
        return state
    }

    private static let denied = Problem(
        .leadsAccess, "Leads Access keeps the app from the page's leads.", remedy: "Assign the app under CRMs.")

    @Test("a lost switch stands in a line of its own and in the feed's headline, and with its remedy in the settings")
    func lost() {
        let health = TokenHealth(checkedAt: FeedMoments.now, isValid: true, isSubscribed: true, problems: [Self.denied])
        #expect(FeedMoments.text(desk(health, "1")).contains("▲ Kitchens: Leads Access keeps the app from the page's leads · n fixes it"))
        #expect(FeedMoments.text(desk(health, "3")).contains("Kitchens: Leads Access keeps the app out"))
        let settings = FeedMoments.text(desk(health, "5"))
        #expect(settings.contains("○ Leads Access keeps the app from the") && settings.contains("Assign the app under CRMs."))
    }

    @Test("a token that ends soon is said before it ends")
    func soon() {
        let health = TokenHealth(checkedAt: FeedMoments.now, isValid: true, expiresAt: FeedMoments.now.addingTimeInterval(5 * 86_400 + 60))
        #expect(FeedMoments.text(desk(health, "1")).contains("! Kitchens: The token expires in 5 days. 5 says what to do."))
        #expect(FeedMoments.text(desk(health, "3")).contains("Kitchens: token expires in 5 days"))
    }

    @Test("leads that Meta does not tell take the green away, stand in the feed and have their remedy where the line leads")
    func held() {
        func desk(_ reason: EventReason, _ screen: String) -> DeskState {
            var page = FeedMoments.kitchens
            page.waiting = 5
            page.heldLeads = HeldLeads(
                reason: reason, remedy: "This version is switched off.", since: FeedMoments.now.addingTimeInterval(-3600))
            var state = FeedMoments.desk(pages: [page])
            FeedMoments.press(screen, &state)
            _ = Desk.reduce(&state, .meta(.settings(MetaTests.saved)))
            return state
        }
        let line = "▲ Kitchens: Meta does not tell its leads · 5 leads wait"
        #expect(FeedMoments.text(desk(.versionDead, "1")).contains("\(line) · n says why"))
        var state = desk(.versionDead, "1")
        FeedMoments.press("n", &state)
        #expect(state.screen == .feed && FeedMoments.text(state).contains("\(line) · This version is switched off."))
        #expect(FeedMoments.text(state).contains("Kitchens: leads not read, 5 waiting"))
        let settings = FeedMoments.text(desk(.versionDead, "5"))
        #expect(settings.contains("○ Meta does not tell its leads.") && settings.contains("This version is switched off."))
        let passing = FeedMoments.text(desk(.metaUnreachable, "1"))
        #expect(passing.contains("! Kitchens: Meta does not tell its leads. 3 says what to do.") && !passing.contains("▲"))
    }

    @Test("what Meta only does not tell is not said to be at fault: the words are its own, and the settings have its remedy")
    func untold() {
        let unknown = Problem(
            .pageSubscription, "Whether the page is subscribed is not known.", remedy: "Grant the app pages_manage_metadata.",
            severity: .warning)
        let health = TokenHealth(checkedAt: FeedMoments.now, isValid: true, problems: [unknown])
        let text = FeedMoments.text(desk(health, "1"))
        #expect(text.contains("! Kitchens: Whether the page is subscribed is not known. 5 says what to do.") && !text.contains("▲"))
        #expect(!FeedMoments.text(desk(health, "3")).contains("not subscribed"))
        let settings = FeedMoments.text(desk(health, "5"))
        #expect(settings.contains("Whether the page is subscribed") && settings.contains("Grant the app"))
        #expect(!settings.contains("not tested yet"))
    }

    @Test("a second page of an app need not be verified itself: Meta calls, and that is enough")
    func secondPage() {
        var page = FeedMoments.kitchens
        page.verifiedAt = nil
        func text() -> String {
            var state = FeedMoments.desk(pages: [page])
            FeedMoments.press("5", &state)
            _ = Desk.reduce(&state, .meta(.settings(MetaTests.saved)))
            return FeedMoments.text(state)
        }
        page.lastEventAt = nil
        #expect(text().contains("Meta has not called the callback URL yet"))
        page.lastEventAt = FeedMoments.now
        #expect(text().contains("● Meta calls the callback URL") && !text().contains("has not called"))
    }

    @Test("a page that is well has no banner")
    func well() {
        let health = TokenHealth(checkedAt: FeedMoments.now, isValid: true, isSubscribed: true)
        #expect(!FeedMoments.text(desk(health, "1")).contains("3 says what to do"))
    }

    @Test("a role that may not see the settings is told who keeps them, and is led to nothing that it cannot do")
    func hidden() {
        var pages = [FeedMoments.kitchens, FeedMoments.bathrooms]
        for index in pages.indices { pages[index].hidesSettings = true }
        var state = FeedMoments.desk(pages: pages)
        #expect(FeedMoments.text(state).contains("n says more") && !FeedMoments.text(state).contains("fixes it"))
        #expect(!FeedMoments.press("5", &state).contains { if case .meta = $0 { true } else { false } }, "nothing is asked for in vain")
        let text = FeedMoments.text(state)
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(words.contains(MetaPage.keepers) || words.contains("The owner of the database, or the machine"), "\(text)")
        for absent in ["not read yet", "Callback URL", "Save", "Test connection", "enter it", "Ctrl-S"] {
            #expect(!text.contains(absent), "\(absent) in\n\(text)")
        }
        for key in ["Ctrl-S", "Ctrl-T", "e", "S", "L", "y", "a", "X", "j", "F2"] {
            state.toast = nil
            #expect(FeedMoments.press(key, &state).isEmpty, "\(key)")
            #expect(state.toast?.text == MetaPage.keepers, "\(key) says \(state.toast?.text ?? "nothing")")
        }
        state.toast = nil
        _ = Desk.reduce(&state, .input(.paste("123")))
        #expect(state.toast?.text == MetaPage.keepers)
        FeedMoments.press("]", &state)
        #expect(FeedMoments.text(state).contains("Bathrooms"))
    }
}
