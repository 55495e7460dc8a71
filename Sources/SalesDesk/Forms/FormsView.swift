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
        case .list(let forms): drawList(forms, pane, state.keys, in: rect, into: &scene)
        case .form(let sheet): drawForm(sheet, pane, state.keys, in: rect, into: &scene)
        }
    }

    // MARK: The list

    private static func drawList(_ forms: [LeadForm], _ pane: FormPane, _ keys: Keymap, in rect: Rect, into scene: inout Scene) {
        if case .page(_, let title) = pane.origin {
            let used = scene.grid.put("FORMS", x: 1, y: rect.y, style: .dim)
            scene.grid.put(title, x: 1 + used + 3, y: rect.y, width: max(0, rect.width - used - 6), style: .bold)
        }
        guard !forms.isEmpty else {
            let place = Rect(x: rect.x, y: rect.y + 2, width: rect.width, height: max(0, rect.height - 2))
            return EmptyState.draw(
                "No form of this page yet: each appears with its first lead. \(keys.of("prompt.cancel")) goes back.", in: place,
                into: &scene)
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
        for line in ListRows.draw(forms.count, selected: pane.selected, in: place, { .forms(.row($0)) }, into: &scene) {
            let form = forms[line.index]
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
            return EmptyState.draw(
                "No question of this form yet: they appear with its first lead. \(keys.of("prompt.cancel")) goes back.", in: place,
                into: &scene)
        }
        if rect.height > 9 { y += 1 }
        var example = "EXAMPLE"
        if case .lead = pane.origin { example = "ANSWER" }
        let table = MappingTable(
            heads: ("QUESTION", example, "FIELD"), count: sheet.form.questions.count, selected: pane.selected,
            choices: FormChoice.all.map { MappingTable.Choice(key: keys.of($0.commandID), title: $0.title) },
            target: { .forms(.row($0)) }, row: { row(sheet, $0) })
        let place = Rect(x: 0, y: y, width: rect.width, height: max(0, rect.maxY - y))
        table.draw(in: place, isLow: rect.height <= 9, into: &scene)
    }

    private static func explanation(_ form: LeadForm) -> String {
        let known = form.isRead ? "" : " Meta has not sent the questions of this form yet; their technical names are shown."
        return "Choose which answer fills which field, for new leads and for those already here. What somebody edited stays.\(known)"
    }

    private static func row(_ sheet: MappingEditor, _ index: Int) -> MappingTable.Row {
        let question = sheet.form.questions[index]
        let choice = sheet.choice(index)
        let style = choice == nil ? Style.dim : Style.accent.bolded()
        return MappingTable.Row(
            label: question.label, example: question.example, field: choice?.title ?? "\(question.automatic.title), automatic",
            style: choice == question.chosen ? style : style.with(.warning))
    }
}
