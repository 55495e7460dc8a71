import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("The feed")
struct FeedTests {
    private func answer(_ effects: [DeskEffect], _ rows: [FeedRow], _ state: inout DeskState) {
        for case .feed(.load(let request)) in effects { _ = Desk.reduce(&state, .feed(.rows(request, rows))) }
    }

    @Test("while nobody has moved, the newest event is selected as events arrive")
    func followsTheTop() {
        var state = FeedMoments.feed()
        #expect(state.feed.selectedID == 9)
        answer(Desk.reduce(&state, .news([.journalChanged])), [FeedMoments.row(10, customer: "Zoë")] + FeedMoments.rows, &state)
        #expect(state.feed.selectedID == 10)
    }

    @Test("a chosen event stays selected, on its line, when events arrive above it")
    func selectionIsHeld() throws {
        var state = FeedMoments.feed()
        FeedMoments.press("Down Down", &state)
        #expect(state.feed.selectedID == 7)
        let before = try #require(DeskView.draw(state).hits.first { $0.target == .feed(.row(7)) })
        let fresh = (10...14).reversed().map { FeedMoments.row($0, customer: "Lead \($0)") }
        answer(
            Desk.reduce(&state, .news([.journalChanged])),
            fresh + (0..<80).map { FeedMoments.row(-$0) }.reduce(FeedMoments.rows) { $0 + [$1] }, &state)
        #expect(state.feed.selectedID == 7)
        let after = try #require(DeskView.draw(state).hits.first { $0.target == .feed(.row(7)) })
        #expect(after.rect == before.rect)
        #expect(FeedMoments.text(state).contains("5 new above"))
        FeedMoments.press("g", &state)
        #expect(state.feed.selectedID == 14)
        #expect(!FeedMoments.text(state).contains("new above"))
    }

    @Test("near the end of what was read, older events are asked for once and put below")
    func readsOlder() {
        let many = (1...200).reversed().map { FeedMoments.row(Int64($0) + 1000) }
        var state = FeedMoments.feed(80, 24, filled: many)
        let effects = FeedMoments.press("G", &state)
        #expect(effects == [.feed(.load(FeedRequest(before: 1001, state: nil, limit: 200)))])
        #expect(FeedMoments.press("j", &state).isEmpty)
        answer(effects, [FeedMoments.row(900)], &state)
        #expect(state.feed.rows.count == 201)
        #expect(state.feed.selectedID == 1001)
        FeedMoments.press("j", &state)
        #expect(state.feed.selectedID == 900)
        #expect(FeedMoments.press("j", &state).isEmpty)
    }

    @Test("a lead whose hook failed is saved, says what failed, and below what to do, and r has it run again")
    func failedHook() {
        let trouble = HookTrouble(error: "exit status 3: no printer", isFinal: true)
        let row = FeedMoments.row(
            12, customer: "Zoë", error: trouble.sentence, reason: .hookFailed, remedy: trouble.remedy(of: 12), took: 212)
        var state = FeedMoments.feed(filled: [row])
        let text = FeedMoments.text(state)
        #expect(text.contains("saved  the command of on_new_lead"))
        #expect(text.contains("for good: exit status 3: no printer"))
        #expect(text.contains("leadsheet feed retry 12"))
        #expect(FeedMoments.press("r", &state) == [.feed(.retry([12]))])
    }

    @Test("f and a letter show the events of one state, Esc shows all again")
    func filters() {
        var state = FeedMoments.feed()
        let effects = FeedMoments.press("f w", &state)
        #expect(effects.contains(.feed(.load(FeedRequest(before: nil, state: .waiting, limit: 200)))))
        answer(effects, [], &state)
        #expect(FeedMoments.text(state).contains("No event is waiting now. f shows others, Esc shows all."))
        // An answer to the view that was left does not fill this one.
        _ = Desk.reduce(&state, .feed(.rows(FeedRequest(before: nil, state: nil, limit: 200), FeedMoments.rows)))
        #expect(state.feed.rows.isEmpty)
        #expect(FeedMoments.press("Esc", &state).contains(.feed(.load(FeedRequest(before: nil, state: nil, limit: 200)))))
    }

    @Test("r tries a lead again, and says why not when there is nothing to try")
    func retries() {
        var state = FeedMoments.feed()
        #expect(FeedMoments.press("r", &state).isEmpty)
        #expect(state.toast?.text == "This lead is saved already.")
        #expect(FeedMoments.press("Down r", &state) == [.feed(.retry([8]))])
        #expect(FeedMoments.press("R", &state) == [.feed(.retry(nil))])
        _ = Desk.reduce(&state, .feed(.retried(0)))
        #expect(state.toast?.text.hasPrefix("Nothing to retry.") == true)
    }

    @Test("Enter opens the customer of a saved lead, and says where there is none")
    func opensCustomer() {
        var state = FeedMoments.feed()
        #expect(FeedMoments.press("Enter", &state) == [.customer(.loadCard(1009))])
        #expect(state.card?.id == 1009)
        FeedMoments.press("Esc Down Enter", &state)
        #expect(state.card == nil)
        #expect(state.toast?.text == "This lead is not a customer yet. r tries it again now.")
    }

    @Test("v shows the body as Meta posted it, and the Graph API's answer")
    func rawEvent() throws {
        var state = FeedMoments.feed()
        #expect(FeedMoments.press("v", &state) == [.feed(.loadRaw(9))])
        let body = #"{"object":"page","entry":[{"id":"1028"}]}"#
        _ = Desk.reduce(&state, .feed(.raw(9, RawEvent(body: Array(body.utf8), graphAnswer: #"{"id":"42"}"#))))
        guard case .raw(let raw) = state.overlay else {
            Issue.record("no raw event is shown")
            return
        }
        #expect(FeedMoments.text(state).contains("41 bytes"))
        #expect(FeedMoments.text(state).contains("\n   \"object\": \"page\",\n"))
        #expect(raw.lines.contains(#"      "id": "1028""#) && raw.lines.contains(#"  "id": "42""#))
        FeedMoments.press("w", &state)
        #expect(FeedMoments.text(state).contains(body) && FeedMoments.text(state).contains(#"{"id":"42"}"#))
        FeedMoments.press("w", &state)
        #expect(!FeedMoments.text(state).contains(body))
    }

    @Test("a raw event that arrives after its screen was left opens nothing")
    func lateRawEvent() {
        var state = FeedMoments.feed()
        FeedMoments.press("v 1", &state)
        _ = Desk.reduce(&state, .feed(.raw(9, RawEvent(body: [], graphAnswer: nil))))
        #expect(state.overlay == nil)
    }

    @Test("each stage has its word and its colour")
    func stages() {
        let zone = TimeZone.gmt
        let looks = FeedEntry.entries(FeedMoments.rows, folded: true).map { FeedStage($0, now: FeedMoments.now, zone: zone) }
        #expect(
            looks.map(\.text) == [
                "saved", "blocked  Invalid Meta Page Access Token", "saved", "same lead again, already here",
                "Meta test received, signature ok",
                "fetching, try 2", "waiting, try 2 at 14:33:10  Failed to fetch lead details", "No user found for page_id: 99887766",
                "saved",
            ])
        #expect(looks.map(\.style) == [.good, .warning, .good, .dim, .cyan, .warning, .warning, .fault, .good])
        #expect(looks[2].aside == "signature not checked")
        let why = "Meta asked for a pause until 2026-11-23 15:00."
        let left = FeedEntry.entries([FeedMoments.row(1, .received, error: why), FeedMoments.row(2, .received)], folded: true)
            .map { FeedStage($0, now: FeedMoments.now, zone: zone) }
        #expect(left.map(\.text) == ["received  \(why)", "received"] && left.map(\.style) == [.warning, .plain])
    }

    @Test("what to do about the selected event is shown in full")
    func remedy() {
        var state = FeedMoments.feed(80, 24)
        FeedMoments.press("Down", &state)
        let text = FeedMoments.text(state).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }.joined(separator: " ")
        #expect(
            text.contains(
                "Make a new page access token, enter it under Meta settings and save. (Error validating access token: the session has expired.)"
            ))
    }

    @Test("above the feed stand the listener, each page with what is wrong, and the arrivals")
    func headline() {
        let wide = FeedMoments.text(FeedMoments.feed())
        #expect(wide.contains("● listening 127.0.0.1:8080    ● Kitchens    ○ Bathrooms: token refused, 4 waiting"))
        #expect(wide.contains("38 today"))
        let narrow = FeedMoments.text(FeedMoments.feed(60, 16))
        #expect(narrow.contains("○ Bathrooms: token refused, 4 waiting    ● 1 page OK"))
        var state = FeedMoments.feed(80, 24)
        _ = Desk.reduce(
            &state,
            .news([
                .listener(
                    .down(
                        address: "127.0.0.1:8080",
                        reason: "the port is taken by another program, so no lead arrives; stop it or name another port with --port"))
            ]))
        #expect(FeedMoments.text(state).contains("another port with --port"))
    }

    @Test("times are those of the user's zone, days before today by their date")
    func times() {
        let text = FeedMoments.text(FeedMoments.feed())
        #expect(text.contains("14:32:07   Kitchens"))
        #expect(text.contains("22 Nov     Kitchens"))
    }

    @Test(
        "columns give way by their importance",
        arguments: [(110, "TIME PAGE FORM WHO STAGE TOOK"), (80, "TIME PAGE WHO STAGE TOOK"), (60, "TIME WHO STAGE"), (30, "WHO STAGE")])
    func columns(width: Int, heads: String) {
        let text = FeedMoments.text(FeedMoments.feed(width, 16))
        let line = text.split(separator: "\n").first { $0.contains("STAGE") } ?? ""
        #expect(line.split(separator: " ").joined(separator: " ") == heads)
    }

    @Test("an empty feed says how to fill it")
    func emptyState() {
        var state = FeedMoments.feed(filled: [])
        #expect(FeedMoments.text(state).contains("No lead has arrived yet. 5 shows what is missing;"))
        _ = Desk.reduce(&state, .pages([]))
        #expect(FeedMoments.text(state).contains("No lead has arrived yet. 5 connects a Meta page;"))
        #expect(FeedMoments.press("r", &state).isEmpty)
        #expect(state.toast?.text == "There is no event here.")
    }

    @Test("any size draws, with the selected event in view", arguments: [(110, 30), (80, 24), (60, 16), (30, 10), (20, 5)])
    func sizes(columns: Int, rows: Int) {
        var state = FeedMoments.feed(columns, rows)
        for _ in FeedMoments.rows {
            let scene = DeskView.draw(state)
            #expect(scene.hits.contains { $0.target == state.feed.selectedID.map { .feed(.row($0)) } })
            let body = FrameLayout(state.size).body
            for hit in scene.hits { if case .feed(.row) = hit.target { #expect(body.intersection(hit.rect) == hit.rect) } }
            FeedMoments.press("j", &state)
        }
        #expect(state.feed.selectedID == 1)
    }

    /// Refused leads of one page, newest first.
    private func refused(_ ids: [Int64], attempts: Int = 1, _ state: EventState = .blocked) -> [FeedRow] {
        ids.map {
            FeedMoments.row($0, state, attempts: attempts, error: "Invalid Meta Page Access Token", remedy: "Make a new page access token.")
        }
    }

    @Test("neighbours that say the same are one line with their number, and r tries them all again")
    func folds() {
        let many = refused(Array((100..<123).reversed()))
        var state = FeedMoments.feed(filled: many + FeedMoments.rows)
        #expect(FeedMoments.text(state).contains("23 leads"))
        #expect(FeedMoments.text(state).contains("blocked × 23  Invalid Meta Page Access Token"))
        #expect(state.feed.entries.count == FeedMoments.rows.count + 1)
        #expect(FeedMoments.press("r", &state) == [.feed(.retry(many.map(\.id)))])
        FeedMoments.press("Down", &state)
        #expect(state.feed.selectedID == 9)
        // A filter shows each of them.
        answer(FeedMoments.press("f b", &state), many, &state)
        #expect(state.feed.entries.count == 23)
        #expect(!FeedMoments.text(state).contains("× 23"))
    }

    @Test("a line of many stays selected when one more comes above it")
    func foldIsHeld() {
        var state = FeedMoments.feed(filled: FeedMoments.rows)
        FeedMoments.press("Down Up Down", &state)
        #expect(state.feed.selectedID == 8)
        let more = FeedMoments.row(10, .blocked, page: "Bathrooms", form: "Bath form", error: "Invalid Meta Page Access Token")
        answer(Desk.reduce(&state, .news([.journalChanged])), [more, FeedMoments.rows[1]] + FeedMoments.rows.dropFirst(2), &state)
        #expect(state.feed.selectedEntry?.ids == [10, 8])
    }

    @Test("a lead without a name goes by the end of its id, where ids differ")
    func leadIDs() {
        #expect(FeedMoments.text(FeedMoments.feed()).contains("lead …190668"))
    }

    @Test("the event of somebody who was erased says so, and not that it has no id")
    func erased() {
        var row = FeedMoments.row(1, .ignored, error: "The person was erased.", reason: .erased)
        row.event.leadgenID = nil
        let text = FeedMoments.text(FeedMoments.feed(filled: [row]))
        #expect(text.contains("erased person") && !text.contains("without id"))
    }

    @Test("a short stage leaves its cells to names and pages")
    func widths() {
        let row = FeedMoments.row(1, page: "Kitchens and Bathrooms of Milan", customer: "Anneliese Wilhelmine von Vogt")
        let text = FeedMoments.text(FeedMoments.feed(110, 30, filled: [row]))
        #expect(text.contains("Anneliese Wilhelmine von Vo") && text.contains("Kitchens and Bathrooms"))
    }

    @Test("a retry says how it ended")
    func retryEnds() {
        var state = FeedMoments.feed(filled: refused([5, 4, 3]) + [FeedMoments.row(2, customer: "Ida")])
        FeedMoments.press("r", &state)
        _ = Desk.reduce(&state, .feed(.retried(3)))
        #expect(state.toast?.text == "trying 3 events again…")
        func read(_ rows: [FeedRow]) {
            _ = Desk.reduce(&state, .feed(.rows(state.feed.refreshRequest, rows + [FeedMoments.row(2, customer: "Ida")])))
        }
        read(refused([5, 4, 3]))
        read([FeedMoments.row(5, .fetching), FeedMoments.row(4, .received)] + refused([3], attempts: 2))
        #expect(state.toast?.text == "trying 3 events again…")
        read([FeedMoments.row(5, customer: "Zoë")] + refused([4], attempts: 1) + refused([3], attempts: 2))
        #expect(state.toast?.text == "tried again: 1 saved, 2 still refused")

        var one = FeedMoments.feed(filled: refused([5]))
        FeedMoments.press("R", &one)
        _ = Desk.reduce(&one, .feed(.retried(1)))
        _ = Desk.reduce(&one, .feed(.rows(one.feed.refreshRequest, refused([5], attempts: 2))))
        #expect(one.toast?.text == "tried again: still refused")
    }

    @Test("a retry within a pause that Meta asked for says until when Meta is left alone")
    func retryInPause() {
        let end = FeedMoments.instant(14, 50)
        var row = FeedMoments.row(5, .waiting, next: end, error: "Failed to fetch lead details", reason: .rateLimited)
        var state = FeedMoments.feed(filled: [row])
        FeedMoments.press("r", &state)
        _ = Desk.reduce(&state, .feed(.retried(1)))
        #expect(state.toast?.text.hasPrefix("Meta asked for a pause until 14:50: Meta is asked after it") == true)
        row.event.reason = .metaTrouble
        state = FeedMoments.feed(filled: [row])
        FeedMoments.press("r", &state)
        _ = Desk.reduce(&state, .feed(.retried(1)))
        #expect(state.toast?.text == "trying 1 event again…")
    }

    @Test("the memory of the feed is bounded, however many leads pass by")
    func bounded() {
        var state = FeedMoments.feed(filled: [])
        FeedMoments.press("Down", &state)
        for batch in 1...40 {
            let newest = Int64(batch * 500)
            let limit = state.feed.refreshRequest.limit
            let rows = (0..<limit).map { FeedMoments.row(newest - Int64($0), customer: "Lead") }.filter { $0.id > 0 }
            _ = Desk.reduce(&state, .feed(.rows(state.feed.refreshRequest, rows)))
        }
        #expect(state.feed.rows.count <= FeedState.most + FeedState.stride)
        #expect(!state.feed.atEnd)
    }
}
