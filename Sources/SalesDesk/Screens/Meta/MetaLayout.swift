import CRM
import Foundation
import TerminalKit

/// Where the parts of the settings form stand: the form on the left and the health beside it, or one below the other.
struct MetaLayout {
    enum Row: Hashable {
        case title
        case blank
        case text(String, Style)
        case field(MetaField)
        case problem(String)
        case url(String, isFirst: Bool)
        case buttons([Button])
        case health(MetaHealth.Line, isFirst: Bool)
    }

    struct Button: Hashable {
        var item: MetaItem
        var title: String
        var x: Int
        var width: Int { TextWidth.of(title) + 2 }
    }

    /// From here on there is room for the health beside the form.
    static let wide = 100
    static let labelWidth = 13

    let body: Rect
    /// Where the rows of the form stand; the whole body when it is one column.
    let form: Rect
    /// Beside the form; nil when it stands below.
    let side: Rect?
    let rows: [Row]
    let sideRows: [Row]
    let valueX: Int
    /// Labels are one word where values stand close to them.
    var isNarrow: Bool { valueX < 22 }
    private let focusRow: Int
    private let wantedTop: Int?

    init(_ state: DeskState) {
        body = FrameLayout(state).body
        let isWide = body.width >= MetaLayout.wide
        let left = isWide ? body.width * 58 / 100 : body.width
        form = Rect(x: 0, y: body.y, width: left, height: body.height)
        side = isWide ? Rect(x: left + 1, y: body.y, width: body.width - left - 2, height: body.height) : nil
        valueX = body.width >= 50 ? 22 : 14
        let isLow = body.height < 14
        let health = MetaLayout.health(state, width: side?.width ?? body.width - 4, isSpaced: isWide && !isLow)
        var rows = MetaLayout.formRows(state, width: left, valueX: valueX, isLow: isLow)
        if isWide {
            sideRows = health
        } else {
            rows += (isLow ? [] : [.blank]) + health
            sideRows = []
        }
        self.rows = rows
        let focus = Desk.metaFocus(state)
        focusRow =
            rows.firstIndex { row in
                switch row {
                case .field(let field): focus == .field(field)
                case .buttons(let buttons): buttons.contains { $0.item == focus }
                default: false
                }
            } ?? 0
        wantedTop = state.meta.top
    }

    /// First of the scrolled rows that is seen; without a person's scrolling the one that brings the focus into view.
    var top: Int { min(max(0, wantedTop ?? (side == nil ? focusTop : 0)), mostTop) }
    var mostTop: Int { max(0, (side == nil ? rows.count : sideRows.count) - body.height) }
    var page: Int { max(1, body.height - 2) }

    /// First row of the form that is seen.
    var formTop: Int { side == nil ? top : focusTop }

    private var focusTop: Int { max(0, focusRow - form.height + 1) }

    private static func formRows(_ state: DeskState, width: Int, valueX: Int, isLow: Bool) -> [Row] {
        let gap: [Row] = isLow ? [] : [.blank]
        let textWidth = max(1, width - 5)
        let focus = Desk.metaFocus(state)
        var rows: [Row] = [.title] + gap
        if state.pages.isEmpty {
            let intro = "No Meta page is set up yet. Fill in these four fields and save: leads then appear by themselves."
            rows += Wrapped.lines(intro, width: textWidth).map { .text($0, .plain) } + gap
        }
        if state.hidesPageSettings {
            return rows + Wrapped.lines(MetaPage.keepers, width: textWidth).map { .text($0, .plain) } + gap
                + buttonRows(state, width: width).map(Row.buttons)
        }
        for field in MetaField.allCases {
            rows.append(.field(field))
            if let problem = state.meta.problem, problem.field == field {
                rows += Wrapped.lines(problem.sentence, width: max(8, width - valueX - 2)).map(Row.problem)
            }
        }
        rows += Wrapped.lines(state.configuration.callbackURL, width: max(8, width - valueX - 1)).enumerated().map {
            .url($1, isFirst: $0 == 0)
        }
        rows += gap + buttonRows(state, width: width).map(Row.buttons) + gap
        // As many lines as the longest explanation needs, so that what stands below does not jump from field to field.
        let most = MetaField.allCases.map { Wrapped.lines($0.explanation, width: textWidth).count }.max() ?? 0
        let outcome = state.meta.outcome.flatMap { $0.page == state.meta.key ? $0 : nil }
        let lines = Wrapped.lines(outcome?.sentence ?? explanation(focus, state.keys), width: textWidth)
        let style: Style = outcome.map { $0.isWell ? .good : .warning } ?? .dim
        rows += (0..<max(most, lines.count)).map { $0 < lines.count ? .text(lines[$0], style) : .blank }
        return rows
    }

    private static func buttonRows(_ state: DeskState, width: Int) -> [[Button]] {
        var buttons: [(MetaItem, String)] = [
            (.save, "Save"), (.test, state.meta.isChecking ? "Testing…" : "Test connection"),
            (.subscribe, state.meta.subscribing == nil ? "Subscribe page" : "Subscribing…"),
            (.testLead, state.meta.testLead == nil ? "Send test lead" : "Test lead…"), (.addPage, "Add page"), (.nextPage, "Next page"),
        ]
        let items = Desk.metaItems(state)
        buttons.removeAll { !items.contains($0.0) }
        var rows: [[Button]] = [[]]
        var x = 3
        for (item, title) in buttons {
            let needed = TextWidth.of(title) + 2
            if x > 3, x + needed >= width {
                rows.append([])
                x = 3
            }
            rows[rows.count - 1].append(Button(item: item, title: title, x: x))
            x += needed + 2
        }
        return rows
    }

    private static func explanation(_ focus: MetaItem?, _ keys: Keymap) -> String {
        let edit = "\(keys.of("meta.next")) or \(keys.of("meta.edit")): edit the fields."
        switch focus {
        case nil: return edit
        case .field(let field): return field.explanation
        case .save: return "Saves; takes effect at once. \(edit)"
        case .test: return "Asks Meta about the page, token, permissions and subscriptions, and checks files, database and listener here."
        case .subscribe: return "Asks Meta to send the page's leads here. Other subscriptions of the page stay as they are."
        case .testLead: return "Asks Meta for a test lead, follows it until it is a customer here, and deletes it at Meta."
        case .addPage: return "Adds another Page with its own token and verify token. Its leads appear in the same spreadsheet."
        case .nextPage: return "Shows the next page. What you have typed here stays."
        case .callbackURL: return ""
        }
    }

    private static func health(_ state: DeskState, width: Int, isSpaced: Bool) -> [Row] {
        let head: [Row] = [.text("HEALTH", .dim)] + (isSpaced ? [.blank] : [])
        return head
            + MetaHealth.lines(state).flatMap { line -> [Row] in
                if line.text.isEmpty { return [.blank] }
                let indent = (line.mark == nil ? 0 : 2) + (line.label.isEmpty ? 0 : labelWidth)
                let noteWidth = line.note.isEmpty ? 0 : TextWidth.of(line.note) + 2
                let fits = indent + TextWidth.of(line.text) + noteWidth <= width
                let text = fits || line.note.isEmpty ? line.text : "\(line.text), \(line.note)"
                return Wrapped.lines(text, width: max(8, width - indent)).enumerated().map { index, text in
                    var part = line
                    part.text = text
                    if !fits { part.note = "" }
                    return .health(part, isFirst: index == 0)
                }
            }
    }
}
