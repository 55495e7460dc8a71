import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("A test lead from the Meta screen")
struct TestLeadTests {
    private func desk() -> DeskState {
        var state = FeedMoments.desk(pages: [FeedMoments.kitchens, FeedMoments.bathrooms])
        FeedMoments.press("5", &state)
        _ = Desk.reduce(&state, .meta(.settings(MetaTests.saved)))
        return state
    }

    @Test("L on the buttons, Ctrl-V in a field, and a click on the button send one, once at a time")
    func sends() throws {
        for keys in ["L", "e Ctrl-V"] {
            var state = desk()
            #expect(FeedMoments.press(keys, &state) == [.meta(.sendTestLead(MetaTests.saved))])
            #expect(FeedMoments.text(state).contains("Test lead…"))
            FeedMoments.press("Esc", &state)
            #expect(FeedMoments.press("L", &state).isEmpty)
            #expect(state.toast?.text.contains("on its way") == true)
        }
        var state = desk()
        state.hits = DeskView.draw(state).hits
        let hit = try #require(state.hits.first { $0.target == .meta(.item(MetaItem.testLead.number)) })
        #expect(
            Desk.reduce(&state, .input(.mouse(MouseEvent(.press, x: hit.rect.x, y: hit.rect.y)))) == [.meta(.sendTestLead(MetaTests.saved))]
        )
    }

    @Test("each stage is shown, and at the end the time; another test lead takes its place")
    func stages() {
        var state = desk()
        FeedMoments.press("L", &state)
        for (stage, says) in [
            (TestLeadStage.asked(form: "Kitchen quote"), "\"Kitchen quote\""), (.made, "Meta has made it"), (.announced, "in the journal"),
            (.saved, "it is a customer"),
        ] {
            _ = Desk.reduce(&state, .meta(.testLeadStage(stage)))
            #expect(FeedMoments.text(state).contains("test lead:") && FeedMoments.text(state).contains(says), "\(says)")
        }
        let good = PageCheckReport.Line(.good, "A test lead was a customer 1.3 s after Meta was asked for it.", on: .testLead)
        #expect(Desk.reduce(&state, .meta(.testLeadSent(MetaTests.saved.metaPageId, [good]))) == [.loadPages])
        #expect(state.toast?.text == good.finding)
        #expect(FeedMoments.text(state).contains("● A test lead was a customer"))
        FeedMoments.press("L", &state)
        let bad = PageCheckReport.Line(.fault, "Meta has not announced it.", remedy: "Look at Track Status.", on: .testLead)
        _ = Desk.reduce(&state, .meta(.testLeadSent(MetaTests.saved.metaPageId, [bad])))
        let text = FeedMoments.text(state)
        #expect(text.contains("○ Meta has not announced it.") && !text.contains("● A test lead was"))
        #expect(text.contains("Look at Track Status."))
    }

    @Test("what was typed and not saved is not tried")
    func unsaved() {
        var state = desk()
        FeedMoments.press("e", &state)
        FeedMoments.type("x", &state)
        #expect(FeedMoments.press("Ctrl-V", &state).isEmpty)
        #expect(state.toast?.text.contains("Save the page first") == true)
    }
}
