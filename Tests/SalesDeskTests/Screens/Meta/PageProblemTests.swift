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

    @Test("a page that is well has no banner")
    func well() {
        let health = TokenHealth(checkedAt: FeedMoments.now, isValid: true, isSubscribed: true)
        #expect(!FeedMoments.text(desk(health, "1")).contains("3 says what to do"))
    }
}
