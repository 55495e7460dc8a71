import CRM
import Foundation
import TerminalKit

/// The settings of the Meta pages: choosing, saving, testing, and what comes back from the store and from Meta.
extension Desk {
    static func openMeta(_ state: inout DeskState) -> [DeskEffect] {
        state.meta.shown = []
        var effects: [DeskEffect] = [.loadPages]
        if state.meta.pageID == nil, !state.meta.isAdding, !state.meta.form.isEdited, let first = state.pages.first {
            state.meta.choose(first.id)
        }
        effects += readForm(&state)
        return effects
    }

    static func pagesLoaded(_ pages: [MetaPage], _ state: inout DeskState) -> [DeskEffect] {
        for page in pages where page.state != .ok && state.pages.contains(where: { $0.id == page.id && $0.state == .ok }) {
            state.meta.dropGoodTest(of: page.id)
        }
        state.pages = pages
        state.arePagesRead = true
        let isGone = state.meta.pageID.map { id in !pages.contains { $0.id == id } } ?? !state.meta.isAdding
        // Text that is being typed is never taken away, not even when another desk removed its page.
        if isGone, !state.meta.form.isEdited, state.meta.pageID != nil || !pages.isEmpty { state.meta.choose(pages.first?.id) }
        return state.screen == .meta ? readForm(&state) + testOnceRead(&state) : []
    }

    static func pageSettingsLoaded(_ settings: PageSettings, _ state: inout DeskState) -> [DeskEffect] {
        let id = settings.metaPageId
        guard id == state.meta.pageID || state.meta.form(of: id) != nil else { return [] }
        state.meta.change(id) { $0.take(settings) }
        return testOnceRead(&state)
    }

    /// Reads what the form needs from outside: the saved settings, or a verify token for a new page.
    private static func readForm(_ state: inout DeskState) -> [DeskEffect] {
        if state.hidesPageSettings { return [] }
        if let id = state.meta.pageID { return state.meta.form.isEdited ? [] : [.meta(.loadSettings(id))] }
        guard state.meta.form[.verifyToken].text.isEmpty, state.meta.tokenFor == nil else { return [] }
        state.meta.tokenFor = ""
        return [.meta(.makeVerifyToken)]
    }

    static func verifyTokenMade(_ token: String, _ state: inout DeskState) -> [DeskEffect] {
        let id = state.meta.tokenFor ?? state.meta.key
        state.meta.tokenFor = nil
        if id.isEmpty {
            state.meta.change(id) { $0.takeFresh(verifyToken: token) }
        } else {
            state.meta.change(id) { $0[.verifyToken] = TextField(token) }
            state.say("New verify token. \(state.keys.of("meta.save")) saves it; then type it at Meta too: App Dashboard, Webhooks.", .info)
        }
        return []
    }

    static func newVerifyToken(_ state: inout DeskState) -> [DeskEffect] {
        guard state.meta.tokenFor == nil else { return [] }
        state.meta.tokenFor = state.meta.key
        if state.meta.problem?.field == .verifyToken { state.meta.problem = nil }
        return [.meta(.makeVerifyToken)]
    }

    // MARK: Saving, testing, removing

    static func savePage(_ state: inout DeskState) -> [DeskEffect] {
        let settings = state.meta.form.settings
        let others = state.pages.filter { $0.id != state.meta.pageID }
        if let problem = MetaRules.problem(in: settings, others: others, state.keys) {
            state.meta.problem = problem
            focusMeta(.field(problem.field), &state)
            return []
        }
        state.meta.form.trim()
        state.meta.problem = nil
        state.meta.shown = []
        let page = state.pages.first { $0.id == state.meta.pageID }
        // Saving a blocked page as it is sets it free: its permission may have been given at Meta meanwhile.
        if let page, page.state == .ok, !state.meta.form.isEdited {
            state.say("Nothing has changed, so there is nothing to save.", .info)
            return []
        }
        guard state.meta.form.isEdited(.accessToken) else { return [.apply(.savePage(settings), .pageSaved(settings.metaPageId))] }
        // Pressed twice: the first question is still under way.
        guard state.meta.vetting == nil else { return [] }
        state.meta.vetting = state.meta.key
        state.say("Asking Meta whether the access token lasts…", .info)
        return [.meta(.vetToken(settings))]
    }

    /// A token that Meta refuses, or that ends within hours, is not saved: leads would stop in silence. Where Meta cannot be asked it
    /// is saved unchecked.
    static func tokenVetted(_ settings: PageSettings, _ verdict: TokenVerdict, _ state: inout DeskState) -> [DeskEffect] {
        let key = state.meta.vetting
        state.meta.vetting = nil
        state.meta.unvetted = nil
        switch verdict {
        case .accepted: break
        case .unchecked(let reason): state.meta.unvetted = reason
        case .refused(let sentence):
            guard key == state.meta.key else {
                state.say("Page \(settings.metaPageId) was not saved. \(sentence)", .warning)
                return []
            }
            state.meta.problem = .init(field: .accessToken, sentence: sentence)
            focusMeta(.field(.accessToken), &state)
            state.say("Page \(settings.metaPageId) was not saved: see below its access token.", .warning)
            return []
        }
        return [.apply(.savePage(settings), .pageSaved(settings.metaPageId))]
    }

    static func pageSaved(_ id: String, _ state: inout DeskState) -> [DeskEffect] {
        state.toast?.isOfPage = true
        if state.meta.form(of: "")?.settings.metaPageId == id {
            if state.meta.pageID == nil { state.meta.adopt(id) } else { state.meta.forget("") }
        }
        if state.meta.pageID == id { focusMeta(.save, &state) }
        if let reason = state.meta.unvetted {
            state.say("Page saved. Whether its access token lasts was not checked: \(reason)", .warning)
            state.meta.unvetted = nil
        }
        return [.loadPages, .meta(.loadSettings(id))]
    }

    /// Tests what the form says. A form that is not read yet says nothing: the test begins as soon as it is.
    static func testPage(_ state: inout DeskState) -> [DeskEffect] {
        state.meta.testsOnceRead = !state.isMetaFormRead
        guard state.isMetaFormRead else { return [] }
        state.meta.checking = state.meta.key
        state.meta.outcome = nil
        return [.meta(.check(state.meta.form.settings))]
    }

    private static func testOnceRead(_ state: inout DeskState) -> [DeskEffect] {
        state.meta.testsOnceRead && state.isMetaFormRead ? testPage(&state) : []
    }

    static func checkDone(_ report: PageCheckReport, _ state: inout DeskState) -> [DeskEffect] {
        // The faults stand above, where they are seen without scrolling.
        var sorted = report
        sorted.lines = [.fault, .warning, .good].flatMap { verdict in report.lines.filter { $0.verdict == verdict } }
        state.meta.keep(sorted, of: state.meta.checking ?? state.meta.key, at: state.now)
        let page = state.meta.checking ?? state.meta.key
        state.meta.checking = nil
        func count(_ verdict: PageCheckReport.Line.Verdict) -> Int { report.lines.filter { $0.verdict == verdict }.count }
        let (faults, warnings) = (count(.fault), count(.warning))
        if report.isWell {
            let aside = warnings > 0 ? ". \(Numbers.count(warnings, "warning")): see HEALTH\(healthKey(state))" : ""
            testEnded(.init(page: page, sentence: "The connection to Meta works\(aside).", isWell: true), &state)
        } else {
            let found = "\(Numbers.count(faults, "problem")) found: see HEALTH\(healthKey(state))."
            testEnded(.init(page: page, sentence: found, isWell: false), &state)
        }
        // The test has told Meta's answers to the store: the page's health is another now.
        return [.loadPages]
    }

    /// The key that shows the health, where it stands below the form.
    private static func healthKey(_ state: DeskState) -> String {
        MetaLayout(state).side == nil ? " (\(state.keys.of("meta.scrollDown")))" : ""
    }

    /// Below the buttons for who is there, in the line of news for who is elsewhere by now.
    private static func testEnded(_ outcome: MetaState.Outcome, _ state: inout DeskState) {
        state.meta.outcome = outcome
        let isHere = state.screen == .meta && state.card == nil && state.meta.key == outcome.page
        if !isHere { state.say(outcome.sentence, outcome.isWell ? .info : .warning) }
    }

    static func subscribePage(_ state: inout DeskState) -> [DeskEffect] {
        state.meta.subscribing = state.meta.key
        return [.meta(.subscribe(state.meta.form.settings))]
    }

    static func pageSubscribed(_ id: String, _ line: PageCheckReport.Line, _ state: inout DeskState) -> [DeskEffect] {
        state.meta.subscribing = nil
        state.meta.renew(line, of: id)
        state.say([line.finding, line.remedy].compactMap(\.self).joined(separator: " "), line.verdict == .good ? .info : .fault)
        return [.loadPages]
    }

    static func sendTestLead(_ state: inout DeskState) -> [DeskEffect] {
        state.meta.testLead = state.meta.key
        state.meta.testLeadStage = .choosingForm
        return [.meta(.sendTestLead(state.meta.form.settings))]
    }

    static func testLeadSent(_ id: String, _ lines: [PageCheckReport.Line], _ state: inout DeskState) -> [DeskEffect] {
        state.meta.testLead = nil
        state.meta.keep(lines, of: id, at: state.now)
        if let line = lines.first {
            state.say([line.finding, line.remedy].compactMap(\.self).joined(separator: " "), line.verdict == .good ? .info : .warning)
        }
        return [.loadPages]
    }

    static func removePage(_ state: inout DeskState) -> [DeskEffect] {
        guard let id = state.meta.pageID else {
            state.meta.forget("")
            state.meta.choose(state.pages.first?.id)
            return readForm(&state)
        }
        return ask(.removePage(id), &state)
    }

    /// The question about the removal was answered with yes.
    static func removePage(_ id: String, _ state: inout DeskState) -> [DeskEffect] {
        state.meta.removing = id
        return [.apply(.removePage(id), .pageRemoved)]
    }

    static func pageRemoved(_ state: inout DeskState) -> [DeskEffect] {
        state.toast?.isOfPage = true
        if let id = state.meta.removing { state.meta.forget(id) }
        state.meta.removing = nil
        focusMeta(state.meta.pageID == nil ? nil : .save, &state)
        return [.loadPages]
    }

    // MARK: Pages

    static func addPage(_ state: inout DeskState) -> [DeskEffect] {
        state.meta.choose(nil)
        state.meta.isAdding = true
        return readForm(&state)
    }

    /// The next page or the one before, round and round; from a new page back to those that are set up.
    static func turnPage(_ step: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard !state.pages.isEmpty else { return [] }
        let count = state.pages.count
        let index = state.pages.firstIndex { $0.id == state.meta.pageID }
        let next = index.map { ($0 + step + count) % count } ?? (step > 0 ? 0 : count - 1)
        let focus = state.meta.focus
        state.meta.choose(state.pages[next].id)
        if focus?.field == nil { state.meta.focus = focus }
        return readForm(&state)
    }
}
