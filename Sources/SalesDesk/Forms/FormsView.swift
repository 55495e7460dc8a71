import CRM
import TerminalKit

/// Draws a page's forms, or the questions of one with the columns that they fill.
enum FormsView {
    static func draw(_ pane: FormPane, _ state: DeskState, into scene: inout Scene) {
        let rect = OverlayView.area(state)
        scene.grid.fill(rect, .plain)
        scene.hits = []
        switch pane.content {
        case .reading: scene.grid.put("Reading the form…", x: 1, y: rect.y, width: rect.width - 2, style: .dim)
        case .list(let forms): drawList(forms, pane, in: rect, into: &scene)
        case .form(let sheet): drawForm(sheet, pane, state.keys, in: rect, into: &scene)
        }
    }

    // MARK: The list

    private static func drawList(_ forms: [LeadForm], _ pane: FormPane, in rect: Rect, into scene: inout Scene) {
        if case .page(_, let title) = pane.origin {
            let used = scene.grid.put("FORMS", x: 1, y: rect.y, style: .dim)
            scene.grid.put(title, x: 1 + used + 3, y: rect.y, width: max(0, rect.width - used - 6), style: .bold)
        }
        guard !forms.isEmpty else {
            let place = Rect(x: rect.x, y: rect.y + 2, width: rect.width, height: max(0, rect.height - 2))
            return EmptyState.draw("No form of this page yet: each appears with its first lead. Esc goes back.", in: place, into: &scene)
        }
        let mapped = min(20, rect.width / 4)
        let name = rect.width - mapped - 14
        func put(_ y: Int, _ texts: (String, String, String), _ first: Style, _ rest: Style) {
            scene.grid.put(texts.0, x: 2, y: y, width: name, style: first)
            scene.grid.put(texts.1, x: 2 + name, y: y, width: 9, style: rest, align: .right)
            scene.grid.put(texts.2, x: name + 13, y: y, width: mapped, style: rest)
        }
        put(rect.y + 2, ("FORM", "LEADS", "MAPPING"), .dim, .dim)
        let place = Rect(x: 0, y: rect.y + 3, width: rect.width, height: max(0, rect.height - 3))
        for line in lines(forms.count, pane.selected, in: place, into: &scene) {
            let form = forms[line.row]
            let chosen = form.questions.count { $0.chosen != nil }
            let texts = (form.title, Numbers.grouped(form.leads), chosen == 0 ? "automatic" : "\(chosen) by hand")
            put(line.y, texts, Style.plain.on(line.surface), Style.dim.on(line.surface))
        }
    }

    // MARK: One form

    private static func drawForm(_ sheet: MappingEditor, _ pane: FormPane, _ keys: Keymap, in rect: Rect, into scene: inout Scene) {
        let end = rect.width - 1
        let note = sheet.isEdited ? "not saved" : Numbers.count(sheet.form.leads, "lead")
        scene.grid.put(note, x: end - TextWidth.of(note), y: rect.y, width: TextWidth.of(note), style: sheet.isEdited ? .warning : .dim)
        let used = scene.grid.put("FORM", x: 1, y: rect.y, style: .dim)
        scene.grid.put(sheet.form.title, x: used + 4, y: rect.y, width: max(0, end - TextWidth.of(note) - used - 6), style: .bold)
        var y = rect.y + 1
        for line in Wrapped.lines(explanation(sheet.form), width: rect.width - 2) where y < rect.maxY - 3 {
            scene.grid.put(line, x: 1, y: y, width: rect.width - 2, style: .dim)
            y += 1
        }
        guard !sheet.form.questions.isEmpty else {
            let place = Rect(x: 0, y: y + 1, width: rect.width, height: max(0, rect.maxY - y - 1))
            return EmptyState.draw("No question of this form yet: they appear with its first lead. Esc goes back.", in: place, into: &scene)
        }
        if rect.height > 9 { y += 1 }
        let places = Places(rect.width)
        heads(places, pane, y: y, into: &scene)
        let legend = rect.height > 9 ? self.legend(keys, width: rect.width - 2) : []
        let place = Rect(x: 0, y: y + 1, width: rect.width, height: max(0, rect.maxY - y - 1 - legend.count))
        for line in lines(sheet.form.questions.count, pane.selected, in: place, into: &scene) {
            row(sheet, line.row, places, y: line.y, line.surface, isHere: line.row == pane.selected, into: &scene)
        }
        for (index, choices) in legend.enumerated() { drawLegend(choices, y: rect.maxY - legend.count + index, into: &scene) }
    }

    private static func explanation(_ form: LeadForm) -> String {
        let known = form.isRead ? "" : " Meta has not sent the questions of this form yet; their technical names are shown."
        return "Choose which answer fills which field, for new leads and for those already here. What somebody edited stays.\(known)"
    }

    /// Where question, example and column stand.
    private struct Places {
        let question, example, target: (x: Int, width: Int)

        init(_ width: Int) {
            let column = min(22, max(12, width / 3))
            let rest = max(2, width - column - 3)
            // Where it is narrow, the question is worth more than its example.
            let asked = width < 50 ? rest : rest * 11 / 20
            question = (2, max(1, asked - 2))
            example = (2 + asked, max(0, rest - asked - 2))
            target = (2 + rest, column)
        }
    }

    private static func heads(_ places: Places, _ pane: FormPane, y: Int, into scene: inout Scene) {
        var example = "EXAMPLE"
        if case .lead = pane.origin { example = "ANSWER" }
        scene.grid.put("QUESTION", x: places.question.x, y: y, width: places.question.width, style: .dim)
        scene.grid.put(example, x: places.example.x, y: y, width: places.example.width, style: .dim)
        scene.grid.put("FIELD", x: places.target.x, y: y, width: places.target.width, style: .dim)
    }

    private static func row(
        _ sheet: MappingEditor, _ index: Int, _ places: Places, y: Int, _ surface: Surface, isHere: Bool, into scene: inout Scene
    ) {
        let question = sheet.form.questions[index]
        let choice = sheet.choice(index)
        let isChanged = choice != question.chosen
        scene.grid.put(question.label, x: places.question.x, y: y, width: places.question.width, style: Style.plain.on(surface))
        let example = question.example.isEmpty ? "–" : question.example
        scene.grid.put(example, x: places.example.x, y: y, width: places.example.width, style: Style.dim.on(surface))
        var text = choice?.title ?? "\(question.automatic.title), automatic"
        if isHere { text = "‹ \(text) ›" }
        let style = choice == nil ? Style.dim : Style.accent.bolded()
        scene.grid.put(
            text, x: places.target.x, y: y, width: places.target.width, style: (isChanged ? style.with(.warning) : style).on(surface))
    }

    /// The keys over as many lines as they need.
    private static func legend(_ keys: Keymap, width: Int) -> [[Choice]] {
        var lines: [[Choice]] = [[]]
        var used = 0
        for target in FormChoice.all {
            let choice = Choice(key: keys.of(target.commandID), title: target.title)
            let needed = TextWidth.of(choice.key) + 1 + TextWidth.of(choice.title)
            if used > 0, used + needed > width {
                lines.append([])
                used = 0
            }
            lines[lines.count - 1].append(choice)
            used += needed + 3
        }
        return lines
    }

    private struct Choice {
        let key, title: String
    }

    private static func drawLegend(_ choices: [Choice], y: Int, into scene: inout Scene) {
        var x = 1
        for choice in choices {
            x += scene.grid.put(choice.key, x: x, y: y, style: .accent.bolded()) + 1
            x += scene.grid.put(choice.title, x: x, y: y, style: .dim) + 3
        }
    }

    /// The rows that are seen, with their lines; the one with the cursor is marked.
    private static func lines(
        _ count: Int, _ selected: Int, in rect: Rect, into scene: inout Scene
    ) -> [(row: Int, y: Int, surface: Surface)] {
        let window = ListWindow(count: count, height: rect.height, selected: selected, top: max(0, selected - rect.height + 1))
        return window.visible.enumerated().map { line, row in
            let y = rect.y + line
            let place = Rect(x: 0, y: y, width: rect.width, height: 1)
            scene.hit(place, .forms(.row(row)))
            guard row == selected else { return (row, y, .plain) }
            scene.grid.fill(place, Style.plain.on(.selected))
            scene.grid.put("▌", x: 0, y: y, style: Style.accent.on(.selected))
            return (row, y, .selected)
        }
    }
}
