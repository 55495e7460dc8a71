import CRM
import Foundation
import TerminalKit
import Testing

@testable import SalesDesk

@Suite("Choosing the columns of a list") struct ColumnsTests {
    private static let budgets = ["10-20,000 €", "5,000", "田中の予算は多い方がいいです", "\u{1B}[31mred\u{202E}"]
    private static let customers = SheetsFixture.customers.enumerated().map { index, customer in
        var customer = customer
        customer.answers = index < 8 ? ["budget?": budgets[index % budgets.count], "when can we call?": "after lunch"] : [:]
        return customer
    }
    private static let asked = [
        AskedQuestion(key: "when can we call?", label: "When can we call?", forms: 5),
        AskedQuestion(key: "budget?", label: "Budget?", forms: 3),
    ]

    /// The choice is open, and the questions have been read.
    private static func open(_ columns: Int = 160, _ rows: Int = 30) -> SheetsFixture {
        var desk = SheetsFixture(columns: columns, rows: rows, customers: customers)
        choose(&desk)
        return desk
    }

    private static func choose(_ desk: inout SheetsFixture) {
        let effects = desk.press("=")
        #expect(effects.contains { if case .sheets(.loadQuestions) = $0 { true } else { false } })
        _ = Desk.reduce(&desk.state, .sheets(.questions(asked)))
    }

    /// Ticks the last column that is offered, and has its answers read.
    @discardableResult private static func tickBudget(_ desk: inout SheetsFixture) -> [DeskEffect] {
        let effects = desk.press("End", "Space")
        desk.answerWindows(effects, with: customers)
        return effects
    }

    private static func heads(_ desk: SheetsFixture) -> String { desk.line(of: "NAME").map { desk.scene.grid.rowText($0) } ?? "" }

    @Test("the choice beside the list, or below it where the window is narrow", arguments: [(160, 30), (80, 24), (60, 16)])
    func golden(columns: Int, rows: Int) throws {
        var desk = Self.open(columns, rows)
        Self.tickBudget(&desk)
        try Golden.expect(desk.scene, "columns-\(columns)x\(rows)")
    }

    @Test("the list changes while one chooses; Enter keeps it for this list, and others stay as they are")
    func keeps() throws {
        var desk = Self.open()
        #expect(!Self.heads(desk).contains("BUDGET?"))
        let effects = Self.tickBudget(&desk)
        guard case .sheets(.loadWindow(let request))? = effects.first else { return #expect(Bool(false), "\(effects)") }
        #expect(request.query.questions == ["budget?"])
        #expect(Self.heads(desk).contains("BUDGET?") && desk.screen.contains("10-20,000 €"))
        let kept = desk.press("Enter")
        #expect(Self.heads(desk).contains("BUDGET?") && desk.state.overlay == nil)
        guard case .keepPreference("sheets.columns.1", let text?)? = kept.last else { return #expect(Bool(false), "\(kept)") }
        desk.answerWindows(Desk.openSpreadsheet(2, &desk.state), with: Self.customers)
        #expect(!Self.heads(desk).contains("BUDGET?"))
        desk.answerWindows(Desk.openSpreadsheet(1, &desk.state), with: Self.customers)
        #expect(Self.heads(desk).contains("BUDGET?"))
        #expect(ColumnPreference.columns(text) == desk.state.sheets.columns)
    }

    @Test("a view has columns of its own")
    func views() {
        var desk = SheetsFixture(columns: 160, customers: Self.customers)
        _ = Desk.reduce(&desk.state, .sheets(.views([SavedView(id: 7, name: "New", query: "status:new")])))
        desk.answerWindows(Desk.openSavedView(7, &desk.state), with: Self.customers)
        Self.choose(&desk)
        Self.tickBudget(&desk)
        let kept = desk.press("Enter")
        #expect(kept.contains { if case .keepPreference("views.columns.7", .some) = $0 { true } else { false } })
        #expect(Self.heads(desk).contains("BUDGET?"))
        desk.answerWindows(Desk.openSpreadsheet(1, &desk.state), with: Self.customers)
        #expect(!Self.heads(desk).contains("BUDGET?"))
    }

    @Test("Esc takes back what was chosen, and nothing is kept")
    func takesBack() {
        var desk = Self.open()
        let before = Self.heads(desk)
        Self.tickBudget(&desk)
        desk.press("K", "K", "K", "Up", "Space", ">", ">")
        #expect(Self.heads(desk) != before)
        let effects = desk.press("Escape")
        #expect(!effects.contains { if case .keepPreference = $0 { true } else { false } })
        #expect(desk.state.overlay == nil && desk.state.sheets.columns == .standard)
        #expect(desk.screen.contains("The columns are as they were."))
    }

    @Test("one key brings back the columns that the list had at first, and with Enter nothing is remembered any more")
    func resets() {
        var desk = Self.open()
        Self.tickBudget(&desk)
        desk.press("Home", "Space", "Enter")
        Self.choose(&desk)
        desk.press("r")
        #expect(desk.press("Enter").last == .keepPreference("sheets.columns.1", nil))
        #expect(desk.state.sheets.columns == .standard)
    }

    @Test("columns are ordered and sized by keys, and the cell cursor goes through them in that order")
    func orders() {
        var desk = Self.open()
        // From the name: the phone before it, and narrower.
        desk.press("Down", "K", "<", "<", "Enter")
        let heads = Self.heads(desk)
        #expect(heads.range(of: "PHONE")!.lowerBound < heads.range(of: "NAME")!.lowerBound)
        #expect(GridView.columns(desk.state)?["phone_number"]?.width == 15)
        #expect(desk.state.sheets.column == .customerName)
        desk.press("Left")
        #expect(desk.state.sheets.column == .phoneNumber)
    }

    @Test("a hidden column is not gone to, and phone, wait and next call are seen below 80 columns whatever was chosen")
    func vital() {
        var desk = Self.open(110)
        // Wait, phone, status and next call.
        desk.press("Home", "Space", "Down", "Down", "Space", "Down", "Space", "Down", "Space", "Enter")
        for head in ["WAIT", "PHONE", "STATUS", "NEXT CALL"] { #expect(!Self.heads(desk).contains(head), "\(head)") }
        desk.press("Right")
        #expect(desk.state.sheets.column == .companyName)
        desk.press("Left")
        for columns in [79, 60] {
            _ = Desk.reduce(&desk.state, .input(.resize(Size(columns: columns, rows: 16))))
            for head in ["WAIT", "PHONE", "NEXT CALL"] { #expect(Self.heads(desk).contains(head), "\(head) at \(columns)") }
            #expect(!Self.heads(desk).contains("STA"))
        }
    }

    @Test("the name stays, for a row is known by it")
    func name() {
        var desk = Self.open()
        desk.press("Home", "Down", "Space")
        #expect(desk.screen.contains("A row is known by its name") && Self.heads(desk).contains("NAME"))
    }

    @Test("an answer is cut by cells and made harmless", arguments: [80, 110, 160, 200])
    func hostile(columns: Int) {
        var desk = Self.open(columns)
        Self.tickBudget(&desk)
        desk.press("K", "K", "K", "K", "K", "K", "Enter")
        let text = desk.screen
        #expect(!text.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" || $0.value == 0x202E })
        #expect(text.contains("田中"))
        for y in 0..<desk.scene.grid.height { #expect(TextWidth.of(desk.scene.grid.rowText(y)) <= columns) }
    }

    @Test("an answer that nobody has any more keeps its column, empty, and the choice says so")
    func gone() {
        var desk = Self.open()
        Self.tickBudget(&desk)
        desk.press("Enter")
        desk.answerWindows(desk.press("R"), with: SheetsFixture.customers)
        #expect(Self.heads(desk).contains("BUDGET?") && !desk.screen.contains("10-20,000"))
        desk.press("=")
        _ = Desk.reduce(&desk.state, .sheets(.questions([Self.asked[0]])))
        #expect(desk.scene.grid.rowText(desk.line(of: "[x] Budget?") ?? 0).contains("no form"))
    }

    @Test("a lead that arrives has its answers read")
    func arrives() {
        var desk = Self.open()
        Self.tickBudget(&desk)
        desk.press("Enter")
        let lead = SheetsFixture.lead(99, "Zoë", "+1 415 555 0100", "", age: 2)
        let effects = Desk.reduce(&desk.state, .news([.leadArrived(lead, userID: 1)]))
        #expect(effects.contains { if case .sheets(.loadWindow) = $0 { true } else { false } })
    }

    @Test("another list that comes up by itself ends the choice, and nothing of it is kept there")
    func otherList() {
        var desk = Self.open()
        Self.tickBudget(&desk)
        _ = Desk.reduce(&desk.state, .sheets(.spreadsheets(Array(SheetsFixture.summaries.dropFirst()))))
        #expect(desk.state.overlay == nil && desk.state.sheets.columns == .standard)
    }

    // MARK: What is offered

    @Test("forms that ask the same in other letters are one column, and what fills a field is none")
    func questions() {
        func form(_ id: String, _ questions: [(String, FormTarget)]) -> LeadForm {
            LeadForm(
                id: id, name: id, pageID: "1", isRead: true, leads: 1,
                questions: questions.map { .init(key: $0.0, label: $0.0, automatic: $0.1) })
        }
        let forms = [
            form("a", [("Budget?", .nothing), ("Full name", .customerName), ("City", .nothing)]),
            form("b", [("BUDGET? ", .nothing), ("budget?", .remark)]),
        ]
        let asked = AskedQuestion.all(of: forms, answered: ["Búdget?", "Full Name", "Colour"])
        #expect(asked.map(\.label) == ["Budget?", "City", "Colour"])
        #expect(asked.map(\.forms) == [2, 1, 0])
    }

    @Test("a choice that was kept is read again; what there is not any more is left out, what is new stands behind")
    func preference() {
        var columns = ListColumns.standard
        columns.offer(Self.asked)
        _ = columns.toggle(8)
        _ = columns.move(8, by: -6)
        columns.widen(1, by: 200, from: 24)
        let text = ColumnPreference.text(of: columns)
        #expect(ColumnPreference.columns(text) == columns.chosen)
        #expect(columns.entries[1].width == ListColumns.widths.upperBound)
        #expect(ColumnPreference.text(of: .standard) == nil)
        for nonsense in ["", "{", "[]", #"[{"column":"gone"}]"#] { #expect(ColumnPreference.columns(nonsense) == .standard, "\(nonsense)") }
        let older = ColumnPreference.columns(#"[{"column":"email","width":-5},{"column":"customer_name","hidden":true}]"#)
        #expect(older.entries.prefix(2).map(\.column.field) == [.email, .customerName] && older.entries.count == GridColumn.all.count)
        #expect(older.entries[0].width == 3 && older.entries[1].isShown)
    }
}
