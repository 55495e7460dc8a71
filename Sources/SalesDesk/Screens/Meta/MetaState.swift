import CRM
import Foundation

/// The settings form: the chosen page, and what is typed for each page.
struct MetaState: Sendable {
    /// The result of a test, and its time.
    struct Test: Sendable {
        var report: PageCheckReport
        var at: Date
    }

    /// Why the form was not saved, under the field it is about.
    struct Problem: Hashable, Sendable {
        var field: MetaField
        var sentence: String
    }

    struct Outcome: Hashable, Sendable {
        /// The page; empty for the new one.
        var page: String
        var sentence: String
        var isWell: Bool
    }

    /// The chosen page; nil is a new page being entered.
    private(set) var pageID: String?
    /// By page; the new page has the empty id. What is typed stays when another page is looked at.
    private var forms: [String: PageEditor] = [:]
    private var tests: [String: Test] = [:]
    /// Nil: on nothing, so that no key is text.
    var focus: MetaItem?
    /// The result of the last test of the page that was tested, in place of the help below the buttons until a person goes on.
    var outcome: Outcome?
    /// The secrets that Ctrl-R has uncovered.
    var shown: Set<MetaField> = []
    var problem: Problem?
    /// A person asked for a new page: pages that arrive do not take its place.
    var isAdding = false
    /// First line that is seen of the health, or of the whole when it is one column, once a person has scrolled; nil follows the focus.
    var top: Int?
    /// A test was asked for before the form was read.
    var testsOnceRead = false
    /// The page under test; the empty id is the new page.
    var checking: String?
    /// The page being subscribed.
    var subscribing: String?
    /// The page that a test lead is on its way for.
    var testLead: String?
    /// How far that is.
    var testLeadStage = TestLeadStage.choosingForm
    /// The page whose new access token Meta is asked about before it is saved; the empty id is the new page.
    var vetting: String?
    /// Why Meta could not be asked about the token that is being saved.
    var unvetted: String?
    /// The page being removed.
    var removing: String?
    /// The page that a new verify token was asked for.
    var tokenFor: String?

    var key: String { pageID ?? "" }
    var isChecking: Bool { checking != nil }
    var report: PageCheckReport? { test?.report }
    var test: Test? { tests[key] }

    var form: PageEditor {
        get { forms[key] ?? PageEditor(pageID: key) }
        set { forms[key] = newValue }
    }

    func form(of id: String) -> PageEditor? { forms[id] }

    mutating func change(_ id: String, _ change: (inout PageEditor) -> Void) {
        var form = forms[id] ?? PageEditor(pageID: id)
        change(&form)
        forms[id] = form
    }

    mutating func keep(_ report: PageCheckReport, of id: String, at now: Date) {
        tests[id] = Test(report: report, at: now)
    }

    /// Keeps the result of a test lead, with the last test where there was one.
    mutating func keep(_ lines: [PageCheckReport.Line], of id: String, at now: Date) {
        let others = tests[id]?.report.lines.filter { $0.topic != .testLead } ?? []
        keep(PageCheckReport(lines: others + lines), of: id, at: now)
    }

    /// A newer answer takes the place of those about the same in the last test.
    mutating func renew(_ line: PageCheckReport.Line, of id: String) {
        guard var test = tests[id], let index = test.report.lines.firstIndex(where: { $0.topic == line.topic }) else { return }
        test.report.lines[index] = line
        tests[id] = test
    }

    /// Chooses a page, nil for a new one. Secrets are covered again; unsaved text stays in its own form.
    mutating func choose(_ id: String?) {
        if !form.isEdited, id != pageID { forms[key] = pageID == nil ? forms[key] : nil }
        pageID = id
        isAdding = false
        shown = []
        problem = nil
        top = nil
        outcome = nil
        focus = id == nil ? nil : .save
    }

    /// The new page was written: what was typed and found for it is the page's own now.
    mutating func adopt(_ id: String) {
        guard pageID == nil else { return }
        forms[id] = forms[""]
        forms[""] = nil
        tests[id] = tests[""] ?? tests[id]
        tests[""] = nil
        if checking == "" { checking = id }
        if vetting == "" { vetting = id }
        pageID = id
        isAdding = false
    }

    /// Drops a test that found the page well: the page is blocked since.
    mutating func dropGoodTest(of id: String) {
        if tests[id]?.report.isWell == true { tests[id] = nil }
    }

    mutating func forget(_ id: String) {
        forms[id] = nil
        tests[id] = nil
    }
}

extension MetaPage {
    /// The sentence for who works with a role from which the settings are kept.
    static let keepers = "The owner of the database, or the machine that runs leadsheet serve, keeps the settings of pages."
}

extension DeskState {
    /// The person's role on the server can neither see nor change the settings of pages. Without a page that is not known.
    var hidesPageSettings: Bool { pages.contains(where: \.hidesSettings) }
}
