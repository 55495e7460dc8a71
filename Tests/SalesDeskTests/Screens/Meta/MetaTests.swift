import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("The settings of the Meta pages")
struct MetaTests {
    static let token = "EAABwzLixnjYBAexampletokenx9Qz"
    static let secret = "0123456789abcdef0123456789abcdef"
    static let saved = PageSettings(
        metaPageId: FeedMoments.kitchens.id, metaPageAccessToken: Secret(token), metaAppSecret: Secret(secret),
        metaVerifyToken: Secret("7f3c-qm2a-99xd"))

    /// The settings of the first page, read.
    private func desk(_ columns: Int = 110, _ rows: Int = 30, pages: [MetaPage] = [FeedMoments.kitchens, FeedMoments.bathrooms])
        -> DeskState
    {
        var state = FeedMoments.desk(columns, rows, pages: pages)
        let effects = FeedMoments.press("5", &state)
        if effects.contains(.meta(.loadSettings(Self.saved.metaPageId))) { _ = Desk.reduce(&state, .meta(.settings(Self.saved))) }
        if effects.contains(.meta(.makeVerifyToken)) { _ = Desk.reduce(&state, .meta(.verifyToken("abcd-efgh-2345"))) }
        return state
    }

    @Test("the screen shows the first page, its place among the pages and the callback URL")
    func shows() {
        let text = FeedMoments.text(desk())
        #expect(text.contains("Kitchens   page 1 of 2"))
        #expect(text.contains("102858741624226"))
        #expect(text.contains("https://crm.example.com/api/meta/webhook"))
        #expect(text.contains("7f3c-qm2a-99xd"))
    }

    @Test("secrets are dots, but for the last four of the access token, until Ctrl-R", arguments: [(110, 30), (80, 24), (60, 16)])
    func masks(columns: Int, rows: Int) {
        var state = desk(columns, rows)
        #expect(FeedMoments.text(state).contains("●●●●●●●●●●●●●●●●x9Qz"))
        for _ in 0..<8 {
            let text = FeedMoments.text(state)
            #expect(!text.contains("tokenx9Qz") && !text.contains("EAAB") && !text.contains("cdef"))
            FeedMoments.press("Tab", &state)
        }
        FeedMoments.press("Esc e Ctrl-R", &state)
        #expect(FeedMoments.text(state).contains("tokenx9Qz"))
        FeedMoments.press("Tab Shift-Tab", &state)
        #expect(!FeedMoments.text(state).contains("tokenx9Qz"))
    }

    @Test("Ctrl-R away from a secret says where it works")
    func showNeedsSecret() {
        var state = desk()
        FeedMoments.press("Ctrl-R", &state)
        #expect(state.toast?.text.contains("Tab") == true)
    }

    @Test("digits and letters typed into a field are text; on the buttons they are keys")
    func digitsAreText() {
        var state = desk()
        FeedMoments.press("e Ctrl-U", &state)
        FeedMoments.type("123qu?ya", &state)
        #expect(state.screen == .meta)
        #expect(state.meta.form[.accessToken].text == "123qu?ya")
        #expect(state.overlay == nil)
        FeedMoments.press("Esc Esc 1", &state)
        #expect(state.screen == .sheets)
    }

    @Test("Esc in an edited field takes the typing back")
    func escapeTakesBack() {
        var state = desk()
        FeedMoments.press("e", &state)
        FeedMoments.type("zzz", &state)
        #expect(FeedMoments.text(state).contains("not saved"))
        FeedMoments.press("Esc", &state)
        #expect(state.meta.form[.accessToken].text == Self.token)
        #expect(!FeedMoments.text(state).contains("not saved"))
    }

    @Test("typed text survives pages and settings read again, other pages and other screens")
    func typingSurvives() {
        var state = desk()
        FeedMoments.press("e Ctrl-U", &state)
        FeedMoments.type("mine", &state)
        _ = Desk.reduce(&state, .pages([FeedMoments.kitchens, FeedMoments.bathrooms]))
        _ = Desk.reduce(&state, .meta(.settings(Self.saved)))
        #expect(state.meta.form[.accessToken].text == "mine")
        FeedMoments.press("Esc", &state)
        #expect(state.meta.form[.accessToken].text == Self.token)
        FeedMoments.type("more", &state)
        FeedMoments.press("Tab Esc ] 1 5 [", &state)
        #expect(FeedMoments.text(state).contains("Kitchens   page 1 of 2"))
        #expect(state.meta.form[.accessToken].text == Self.token + "more")
        _ = Desk.reduce(&state, .pages([FeedMoments.bathrooms]))
        #expect(state.meta.form[.accessToken].text == Self.token + "more")
    }

    @Test("a pasted token goes into the field, without the line break it was copied with")
    func pastes() {
        var state = desk()
        FeedMoments.press("e Ctrl-U", &state)
        _ = Desk.reduce(&state, .input(.paste("  EAABnew\n")))
        #expect(state.meta.form[.accessToken].text == "EAABnew")
        FeedMoments.press("Esc Esc", &state)
        _ = Desk.reduce(&state, .input(.paste("lost")))
        #expect(state.toast?.text == "Go to a field with Tab first, then paste.")
    }

    @Test("Ctrl-S in a field saves what is typed")
    func saves() {
        var state = desk()
        FeedMoments.press("e Ctrl-U", &state)
        FeedMoments.type("EAABnew ", &state)
        var wanted = Self.saved
        wanted.metaPageAccessToken = Secret("EAABnew")
        #expect(FeedMoments.press("Ctrl-S", &state) == [.meta(.vetToken(wanted))])
        #expect(FeedMoments.press("Ctrl-S", &state).isEmpty)
        #expect(Desk.reduce(&state, .meta(.vetted(wanted, .accepted))) == [.apply(.savePage(wanted), .pageSaved(wanted.metaPageId))])
        let effects = Desk.reduce(&state, .applied(AppliedChange(sentence: "page saved"), .pageSaved(wanted.metaPageId)))
        #expect(effects.contains(.loadPages) && effects.contains(.meta(.loadSettings(wanted.metaPageId))))
        _ = Desk.reduce(&state, .meta(.settings(wanted)))
        #expect(!state.meta.form.isEdited)
        #expect(FeedMoments.press("Ctrl-S", &state).isEmpty)
        #expect(state.toast?.text == "Nothing has changed, so there is nothing to save.")
    }

    @Test("a blocked page can be saved as it is, which sets it free")
    func savesBlockedPage() {
        var state = desk()
        FeedMoments.press("]", &state)
        let settings = PageSettings(
            metaPageId: "2222", metaPageAccessToken: Secret("EAAB2"), metaAppSecret: Secret(""), metaVerifyToken: Secret("v"))
        _ = Desk.reduce(&state, .meta(.settings(settings)))
        #expect(FeedMoments.press("Ctrl-S", &state) == [.apply(.savePage(settings), .pageSaved("2222"))])
    }

    @Test("what is wrong is said under its field, and nothing is written")
    func validates() {
        var state = desk(pages: [])
        func expect(_ sentence: String, at field: MetaField) {
            #expect(FeedMoments.press("Ctrl-S", &state).isEmpty)
            #expect(state.meta.problem?.field == field)
            #expect(state.meta.problem?.sentence.hasPrefix(sentence) == true)
            #expect(FeedMoments.text(state).contains(sentence.prefix(20)))
            #expect(Desk.metaFocus(state) == .field(field))
        }
        expect("Enter the page id first.", at: .pageID)
        FeedMoments.type("1028", &state)
        #expect(state.meta.problem == nil)
        expect("A page needs an access token to read its leads.", at: .accessToken)
        FeedMoments.type("EAAB two", &state)
        expect("There is a space in the access token", at: .accessToken)
        FeedMoments.press("Ctrl-U", &state)
        FeedMoments.type("EAAB", &state)
        FeedMoments.press("Tab", &state)
        FeedMoments.type("a b", &state)
        expect("There is a space in the app secret", at: .appSecret)
        FeedMoments.press("Ctrl-U Tab Ctrl-U", &state)
        expect("Meta verifies the callback with a verify token", at: .verifyToken)
    }

    @Test("the first page: it says what to fill in, has a verify token at once, and is the chosen page once saved")
    func firstPage() {
        var state = desk(pages: [])
        let text = FeedMoments.text(state)
        #expect(text.contains("No Meta page is set up yet."))
        #expect(text.contains("abcd-efgh-2345"))
        FeedMoments.press("Tab", &state)
        #expect(FeedMoments.text(state).contains("Meta shows it on your Page: About, Page transparency."))
        FeedMoments.type("5555", &state)
        FeedMoments.press("Enter", &state)
        FeedMoments.type("EAAB5", &state)
        let wanted = PageSettings(
            metaPageId: "5555", metaPageAccessToken: Secret("EAAB5"), metaAppSecret: Secret(""), metaVerifyToken: Secret("abcd-efgh-2345"))
        #expect(FeedMoments.press("Ctrl-S", &state) == [.meta(.vetToken(wanted))])
        #expect(Desk.reduce(&state, .meta(.vetted(wanted, .accepted))) == [.apply(.savePage(wanted), .pageSaved("5555"))])
        _ = Desk.reduce(&state, .applied(AppliedChange(sentence: "page saved"), .pageSaved("5555")))
        _ = Desk.reduce(&state, .pages([MetaPage(id: "5555", userID: 1, hasAccessToken: true)]))
        _ = Desk.reduce(&state, .meta(.settings(wanted)))
        #expect(FeedMoments.text(state).contains("5555   page 1 of 1"))
        #expect(!state.meta.form.isEdited)
    }

    @Test("a page that is set up already is not entered twice")
    func samePageTwice() {
        var state = desk()
        FeedMoments.press("a Enter", &state)
        FeedMoments.type("2222", &state)
        #expect(FeedMoments.press("Ctrl-S", &state).isEmpty)
        #expect(state.meta.problem?.sentence.contains("Page 2222 (Bathrooms) is set up already") == true)
    }

    @Test("a removed page gives its place to another, and comes back with undo")
    func removes() {
        var state = desk()
        #expect(FeedMoments.press("X", &state).isEmpty)
        #expect(FeedMoments.text(state).contains("Remove the page?  y remove it; its customers stay  k keep it"))
        #expect(FeedMoments.press("k", &state).isEmpty && FeedMoments.press("X Esc", &state).isEmpty)
        #expect(FeedMoments.press("X y", &state) == [.apply(.removePage(FeedMoments.kitchens.id), .pageRemoved)])
        _ = Desk.reduce(&state, .applied(AppliedChange(sentence: "page removed"), .pageRemoved))
        let effects = Desk.reduce(&state, .pages([FeedMoments.bathrooms]))
        #expect(effects == [.meta(.loadSettings("2222"))])
        #expect(FeedMoments.text(state).contains("Bathrooms   page 1 of 1"))
        // Asked first, for leads stop and come with it; n leaves all as it is.
        #expect(FeedMoments.press("u", &state) == [.meta(.lookForStep(back: true))])
        #expect(FeedMoments.text(state).contains("its leads may stop or come again"))
        #expect(FeedMoments.press("n", &state) == [])
        #expect(FeedMoments.press("u y", &state).contains(.meta(.undo)))
        #expect(FeedMoments.press("Ctrl-Y y", &state).contains(.meta(.redo)))
        // Where there is nothing to take back, it is said in place of the question.
        FeedMoments.press("u", &state)
        _ = Desk.reduce(&state, .meta(.noStep(back: true)))
        #expect(state.prompt == nil && FeedMoments.text(state).contains("No change of a page is there to be taken back."))
    }

    @Test("Ctrl-G makes a verify token, in a field too; it counts as typed until it is saved")
    func newToken() {
        var state = desk()
        FeedMoments.press("e", &state)
        #expect(FeedMoments.press("Ctrl-G", &state) == [.meta(.makeVerifyToken)])
        _ = Desk.reduce(&state, .meta(.verifyToken("new1-new2-new3")))
        #expect(FeedMoments.text(state).contains("new1-new2-new3"))
        #expect(state.meta.form.isEdited)
    }

    @Test("the callback URL is copied by y, by Ctrl-O in a field, and by a click on it")
    func copies() throws {
        var state = desk()
        let copy: [DeskEffect] = [.copy("https://crm.example.com/api/meta/webhook", what: "callback URL")]
        #expect(FeedMoments.press("y", &state) == copy)
        #expect(FeedMoments.press("e Ctrl-O", &state) == copy)
        state.hits = DeskView.draw(state).hits
        let hit = try #require(state.hits.first { $0.target == .meta(.item(MetaItem.callbackURL.number)) })
        #expect(Desk.reduce(&state, .input(.mouse(MouseEvent(.press, x: hit.rect.x, y: hit.rect.y)))) == copy)
    }

    @Test("a test that is asked for before the form is read waits for it; nothing is saved before")
    func testsOnceRead() {
        var state = FeedMoments.desk(pages: nil)
        FeedMoments.press("5", &state)
        #expect(FeedMoments.press("Ctrl-T", &state).isEmpty)
        FeedMoments.press("Ctrl-S", &state)
        #expect(state.toast?.text == "The page's settings are still being read.")
        #expect(Desk.reduce(&state, .pages([FeedMoments.kitchens])).contains(.meta(.loadSettings(Self.saved.metaPageId))))
        #expect(Desk.reduce(&state, .meta(.settings(Self.saved))) == [.meta(.check(Self.saved))])
        // Once: what the store tells later begins no other test.
        #expect(Desk.reduce(&state, .meta(.settings(Self.saved))).isEmpty)
    }

    @Test("a test asks with what the form says, and its answers stand under HEALTH with what to do")
    func tests() {
        var state = desk()
        FeedMoments.press("e", &state)
        #expect(FeedMoments.press("Ctrl-T", &state) == [.meta(.check(Self.saved))])
        #expect(FeedMoments.text(state).contains("asking Meta…"))
        #expect(FeedMoments.press("Ctrl-T", &state).isEmpty)
        let report = PageCheckReport(lines: [
            .init(.good, "The token is of the page Kitchens."),
            .init(.fault, "The permission leads_retrieval is missing.", remedy: "Grant the app leads_retrieval."),
        ])
        _ = Desk.reduce(&state, .meta(.checked(report)))
        let text = FeedMoments.text(state)
        #expect(text.contains("● The token is of the page Kitchens."))
        #expect(text.contains("Grant the app leads_retrieval."))
        // What came of it stands where one looks, below the buttons; at 80 columns the health is below the fold.
        #expect(text.contains("1 problem found: see HEALTH."))
        var narrow = desk(80, 24)
        FeedMoments.press("Ctrl-T", &narrow)
        _ = Desk.reduce(&narrow, .meta(.checked(report)))
        #expect(FeedMoments.text(narrow).contains("1 problem found: see HEALTH (PgDn)."))
        FeedMoments.press("Tab", &narrow)
        #expect(!FeedMoments.text(narrow).contains("problem found"))
        FeedMoments.press("Ctrl-T 1", &narrow)
        _ = Desk.reduce(&narrow, .meta(.checked(report)))
        #expect(narrow.toast?.text == "1 problem found: see HEALTH (PgDn).")
    }

    @Test("on a new page nothing is typed into until a person goes into a field: digits are screens", arguments: ["Tab", "e", "Enter"])
    func firstFocus(key: String) {
        var state = desk(pages: [])
        #expect(Desk.metaFocus(state) == nil)
        FeedMoments.press("1", &state)
        #expect(state.screen == .sheets)
        FeedMoments.press("5", &state)
        FeedMoments.press(key, &state)
        FeedMoments.type("12", &state)
        #expect(state.screen == .meta && state.meta.form[.pageID].text == "12")
        #expect(FeedMoments.text(state).contains(" Esc takes back"))
        FeedMoments.press("Esc", &state)
        #expect(FeedMoments.text(state).contains(" Esc leaves field"))
        FeedMoments.press("Esc", &state)
        #expect(Desk.metaFocus(state) == nil)
        #expect(!FeedMoments.text(state).contains("leaves field"))
    }

    @Test("a page id takes digits only, typed or pasted, and says so")
    func pageIDs() {
        var state = desk(pages: [])
        FeedMoments.press("Tab", &state)
        FeedMoments.type("1s0d2", &state)
        #expect(state.meta.form[.pageID].text == "102")
        #expect(state.toast?.text.hasPrefix("A page id has digits only.") == true)
        _ = Desk.reduce(&state, .input(.paste("https://facebook.com/kitchens")))
        #expect(state.meta.form[.pageID].text == "102")
        _ = Desk.reduce(&state, .input(.paste(" 858 \n")))
        #expect(state.meta.form[.pageID].text == "102858")
    }

    @Test("without a public address the health says that Meta cannot call here, unless Meta has")
    func publicAddress() {
        func health(_ page: MetaPage?) -> String {
            var configuration = FeedMoments.desk().configuration
            configuration.callbackURL = "http://127.0.0.1:8080/api/meta/webhook"
            configuration.callbackIsLocal = true
            var state = DeskState(configuration: configuration, now: FeedMoments.now, size: Size(columns: 110, rows: 40))
            _ = Desk.reduce(&state, .pages(page.map { [$0] } ?? []))
            FeedMoments.press("5", &state)
            return FeedMoments.text(state)
        }
        #expect(health(nil).contains("Meta cannot call 127.0.0.1: set public_url"))
        #expect(health(MetaPage(id: "1", userID: 1)).contains("Meta cannot call 127.0.0.1: set public_url"))
        #expect(!health(FeedMoments.kitchens).contains("cannot call"))
        #expect(!FeedMoments.text(desk(pages: [])).contains("cannot call"))
    }

    @Test("nothing is said to be well beside a newer finding that it is not")
    func contradictions() {
        var page = FeedMoments.kitchens
        page.leads = LedgerTotals(meta: 5, here: 5)
        page.comparedAt = FeedMoments.instant(14, 20)
        var state = desk(110, 40, pages: [page])
        FeedMoments.press("Ctrl-T", &state)
        _ = Desk.reduce(&state, .meta(.checked(PageCheckReport(lines: [.init(.good, "The token works.")]))))
        #expect(FeedMoments.text(state).contains("token never expires") && FeedMoments.text(state).contains("The token works."))
        func compared() -> String? { MetaHealth.lines(state).first { $0.text.hasPrefix("compared") }?.text }
        #expect(compared() == "compared with Meta at 14:20: all 5 leads are here")
        page.state = .blocked(reason: "Invalid Meta Page Access Token", remedy: "Make a new one.", code: .tokenRefused)
        page.waiting = 9
        _ = Desk.reduce(&state, .pages([page]))
        let text = FeedMoments.text(state)
        #expect(text.contains("Invalid Meta Page Access Token"))
        #expect(!text.contains("token never expires") && !text.contains("The token works."))
        #expect(compared() == "compared with Meta at 14:20: 5 of 5 leads here, 9 waiting")
        #expect(MetaHealth.lines(state).first { $0.text.hasPrefix("compared") }?.style == .warning)
    }

    @Test("no line of the screen touches its last column", arguments: [(80, 24), (110, 30), (60, 16)])
    func margin(columns: Int, rows: Int) {
        var state = desk(columns, rows)
        for _ in 0..<6 {
            let scene = DeskView.draw(state)
            for y in 2..<rows - 2 { #expect(scene.grid[columns - 1, y].text.trimmingCharacters(in: .whitespaces).isEmpty, "line \(y)") }
            FeedMoments.press("PgDn", &state)
        }
    }

    @Test("the health says what is well, what is not, and what to do about it")
    func health() {
        var state = desk(110, 40)
        var text = FeedMoments.text(state)
        for fact in [
            "callback verified by Meta      22 Nov 14:02", "signatures checked", "token never expires", "last event   14:32:07",
            "Priya Khan, Kitchen form",
        ] {
            #expect(text.contains(fact), "\(fact)")
        }
        FeedMoments.press("]", &state)
        text = FeedMoments.text(state)
        for fact in [
            "○ Invalid Meta Page Access Token", "Meta has not called the callback URL yet", "anyone could post", "Ctrl-T tests it.",
            "4 leads waiting",
        ] {
            #expect(text.contains(fact), "\(fact)")
        }
    }

    @Test("the end of a token and missing permissions are told by name and day")
    func tokenHealth() {
        var page = FeedMoments.kitchens
        page.token = TokenHealth(
            checkedAt: FeedMoments.now, isValid: true, expiresAt: FeedMoments.instant(10, 0, day: 30),
            missingPermissions: ["leads_retrieval"])
        let text = FeedMoments.text(desk(pages: [page]))
        #expect(text.contains("○ token expires 30 Nov 2026"))
        #expect(text.contains("○ missing permissions: leads_retrieval"))
    }

    @Test("every size shows the fields and buttons, and what is below by scrolling", arguments: [(110, 30), (80, 24), (60, 16), (30, 10)])
    func sizes(columns: Int, rows: Int) {
        var state = desk(columns, rows)
        var seen = FeedMoments.text(state)
        for _ in 0..<9 {
            let scene = DeskView.draw(state)
            let number = Desk.metaFocus(state)?.number ?? -1
            #expect(
                scene.hits.contains { $0.target == .meta(.item(number)) && FrameLayout(state.size).body.contains($0.rect.x, $0.rect.y) })
            seen += scene.grid.text()
            FeedMoments.press("Tab", &state)
        }
        for _ in 0..<8 {
            FeedMoments.press("PgDn", &state)
            seen += FeedMoments.text(state)
        }
        for fact in ["102858741624226", "Save", "Test connection", "HEALTH", "signatures checked", "last lead"] {
            #expect(seen.contains(fact), "\(fact)")
        }
    }

    @Test("the keys of the settings do not take the place of each other")
    func keysAreUnique() {
        let keys = CommandRegistry.metaCommands.flatMap(\.defaultKeys) + CommandRegistry.feedCommands.flatMap(\.defaultKeys)
        #expect(Set(CommandRegistry.metaCommands.flatMap(\.defaultKeys)).count == CommandRegistry.metaCommands.flatMap(\.defaultKeys).count)
        // Redraw and suspend are taken before any screen.
        #expect(!keys.contains(where: [KeyStroke(.character("l"), .control), KeyStroke(.character("z"), .control)].contains))
    }

    @Test("the page's health counts its leads at Meta and here, and says when they could not be compared")
    func ledger() {
        var page = FeedMoments.kitchens
        #expect(!FeedMoments.text(desk(pages: [page])).contains("Meta 1"))
        page.leads = LedgerTotals(meta: 1204, here: 1204)
        var state = desk(pages: [page])
        #expect(FeedMoments.text(state).contains("all 1,204 leads are here"))
        #expect(MetaHealth.lines(state).first { $0.text.contains("1,204") }?.style == .good)
        page.leads = LedgerTotals(meta: 1204, here: 1200, missing: 4)
        page.catchUpProblem = Problem(.catchUp, "Failed to fetch lead details", remedy: "Nothing to do.")
        state = desk(pages: [page])
        #expect(FeedMoments.text(state).contains("1,200 of 1,204 leads here"))
        #expect(MetaHealth.lines(state).first { $0.text.contains("1,204") }?.style == .warning)
        #expect(FeedMoments.text(state).contains("not compared with Meta's leads"))
    }

    @Test("the feed's headline counts a page's leads, and says how many are missing")
    func headline() {
        var page = FeedMoments.kitchens
        page.leads = LedgerTotals(meta: 1204, here: 1204)
        var state = FeedMoments.desk(pages: [page])
        FeedMoments.press("3", &state)
        #expect(FeedMoments.text(state).contains("● Kitchens  Meta 1,204 / here 1,204"))
        var narrow = FeedMoments.desk(60, 16, pages: [page])
        FeedMoments.press("3", &narrow)
        #expect(FeedMoments.text(narrow).contains("● Kitchens") && !FeedMoments.text(narrow).contains("Meta 1,204"))
        page.leads = LedgerTotals(meta: 1204, here: 1200, missing: 4)
        _ = Desk.reduce(&state, .pages([page]))
        #expect(FeedMoments.text(state).contains("● Kitchens: 4 of Meta's leads missing"))
    }
}
