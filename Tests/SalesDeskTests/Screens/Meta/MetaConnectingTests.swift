import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Subscribing a page, and tokens that do not last")
struct MetaConnectingTests {
    private func desk(_ columns: Int = 110, _ rows: Int = 30, isSubscribed: Bool? = nil) -> DeskState {
        var page = FeedMoments.kitchens
        page.token = TokenHealth(checkedAt: FeedMoments.now, isValid: true, isSubscribed: isSubscribed)
        var state = FeedMoments.desk(columns, rows, pages: [page, FeedMoments.bathrooms])
        FeedMoments.press("5", &state)
        _ = Desk.reduce(&state, .meta(.settings(MetaTests.saved)))
        return state
    }

    @Test("the health says whether the page is subscribed, and the key that subscribes it")
    func health() {
        let text = FeedMoments.text(desk(isSubscribed: false))
        #expect(text.contains("○ page is not subscribed to leadgen"))
        #expect(text.contains("S subscribes it."))
        var typing = desk(isSubscribed: false)
        FeedMoments.press("e", &typing)
        #expect(FeedMoments.text(typing).contains("Ctrl-X subscribes it."))
        #expect(FeedMoments.text(desk(isSubscribed: true)).contains("● page subscribed to leadgen"))
        #expect(FeedMoments.text(desk()).contains("subscription of the page not tested yet"))
    }

    @Test("S on the buttons, Ctrl-X in a field, and a click on the button subscribe the page, once at a time")
    func subscribes() throws {
        var state = desk(isSubscribed: false)
        #expect(FeedMoments.press("S", &state) == [.meta(.subscribe(MetaTests.saved))])
        #expect(FeedMoments.text(state).contains("Subscribing…"))
        #expect(FeedMoments.press("S", &state).isEmpty)
        let line = PageCheckReport.Line(.good, "The page is subscribed to leadgen now.", on: .pageSubscription)
        #expect(Desk.reduce(&state, .meta(.subscribed(MetaTests.saved.metaPageId, line))) == [.loadPages])
        #expect(state.toast?.text == "The page is subscribed to leadgen now.")
        #expect(FeedMoments.press("e Ctrl-X", &state) == [.meta(.subscribe(MetaTests.saved))])
        _ = Desk.reduce(&state, .meta(.subscribed(MetaTests.saved.metaPageId, line)))
        state.hits = DeskView.draw(state).hits
        let hit = try #require(state.hits.first { $0.target == .meta(.item(MetaItem.subscribe.number)) })
        #expect(
            Desk.reduce(&state, .input(.mouse(MouseEvent(.press, x: hit.rect.x, y: hit.rect.y)))) == [.meta(.subscribe(MetaTests.saved))])
    }

    @Test("an S typed into a field is text")
    func typed() {
        var state = desk()
        FeedMoments.press("e", &state)
        FeedMoments.type("S", &state)
        #expect(state.meta.form[.accessToken].text == MetaTests.token + "S")
    }

    @Test("a page that is not saved yet says what comes first")
    func unsaved() {
        var state = desk()
        FeedMoments.press("a Esc", &state)
        #expect(FeedMoments.press("Ctrl-X", &state).isEmpty)
        #expect(state.toast?.text.contains("Save the page first") == true)
    }

    @Test("the last test's line about the subscription changes with it; a refusal stays on the screen with its remedy")
    func renews() {
        var state = desk(isSubscribed: false)
        FeedMoments.press("Ctrl-T", &state)
        let before = PageCheckReport.Line(.fault, "Not subscribed.", remedy: "Do it.", on: .pageSubscription)
        _ = Desk.reduce(&state, .meta(.checked(PageCheckReport(lines: [before]))))
        FeedMoments.press("S", &state)
        _ = Desk.reduce(
            &state,
            .meta(.subscribed(MetaTests.saved.metaPageId, .init(.fault, "Meta refused.", remedy: "Grant it.", on: .pageSubscription))))
        #expect(state.toast?.text == "Meta refused. Grant it.")
        #expect(state.toast?.level == .fault)
        FeedMoments.press("S", &state)
        _ = Desk.reduce(&state, .meta(.subscribed(MetaTests.saved.metaPageId, .init(.good, "Subscribed now.", on: .pageSubscription))))
        let text = FeedMoments.text(state)
        #expect(text.contains("Subscribed now."))
        #expect(!text.contains("Not subscribed."))
    }

    @Test("a short-lived token is not saved: why stands under the field, and what was typed stays")
    func shortLived() {
        var state = desk()
        FeedMoments.press("e", &state)
        FeedMoments.type("new", &state)
        FeedMoments.press("Ctrl-S", &state)
        #expect(
            Desk.reduce(&state, .meta(.vetted(state.meta.form.settings, .refused("This access token is short-lived: it ends in 1 hour."))))
                .isEmpty
        )
        let text = FeedMoments.text(state)
        #expect(text.contains("This access token is short-lived"))
        #expect(text.contains("not saved"))
        #expect(Desk.metaFocus(state) == .field(.accessToken))
        #expect(state.meta.form[.accessToken].text == MetaTests.token + "new")
        #expect(state.toast?.text.contains("see below its access token") == true)
    }

    @Test("a refusal that comes while another page is shown says why itself")
    func refusedElsewhere() {
        var state = desk()
        FeedMoments.press("e", &state)
        FeedMoments.type("new", &state)
        FeedMoments.press("Ctrl-S", &state)
        let settings = state.meta.form.settings
        FeedMoments.press("Tab Esc ]", &state)
        #expect(Desk.reduce(&state, .meta(.vetted(settings, .refused("Meta refuses this access token.")))).isEmpty)
        #expect(state.toast?.text == "Page \(settings.metaPageId) was not saved. Meta refuses this access token.")
        #expect(state.meta.problem == nil)
    }

    @Test("where Meta cannot be asked the token is saved all the same, and that is said")
    func unchecked() {
        var state = desk()
        FeedMoments.press("e", &state)
        FeedMoments.type("new", &state)
        FeedMoments.press("Ctrl-S", &state)
        let settings = state.meta.form.settings
        #expect(
            Desk.reduce(&state, .meta(.vetted(settings, .unchecked("Meta did not answer in time.")))) == [
                .apply(.savePage(settings), .pageSaved(settings.metaPageId))
            ])
        _ = Desk.reduce(&state, .applied(AppliedChange(sentence: "page saved"), .pageSaved(settings.metaPageId)))
        #expect(state.toast?.text.contains("was not checked: Meta did not answer in time.") == true)
    }

    @Test("Meta is asked about a new token only")
    func sameToken() {
        var state = desk()
        FeedMoments.press("e Tab Tab Ctrl-U", &state)
        FeedMoments.type("mine", &state)
        var wanted = MetaTests.saved
        wanted.metaVerifyToken = Secret("mine")
        #expect(FeedMoments.press("Ctrl-S", &state) == [.apply(.savePage(wanted), .pageSaved(wanted.metaPageId))])
    }
}
