import CRM
import TerminalKit

/// Draws the user's templates above the line of news, and below them the one that is being written.
enum TemplatesView {
    static func draw(_ pane: TemplatesPane, _ state: DeskState, into scene: inout Scene) {
        scene.hits = []
        let layout = FrameLayout(state)
        let fields = pane.form == nil ? 0 : TemplateForm.titles.count
        let count = max(1, pane.templates?.count ?? 1)
        let title = title(pane.form, width: layout.body.width)
        // The sentence about the fields is read to its end; the list gives way to it.
        let titles = min(title.lines.count, max(1, layout.body.height - fields))
        let height = min(titles + count + fields, layout.body.height)
        let rect = Rect(x: 0, y: layout.news - height, width: layout.body.width, height: height)
        scene.grid.fill(rect, Style(on: .prompt))
        for (index, line) in title.lines.prefix(titles).enumerated() {
            scene.grid.put(line, x: title.x, y: rect.y + index, width: max(0, rect.width - 1 - title.x), style: title.style.on(.prompt))
        }
        scene.grid.put(Self.label, x: 1, y: rect.y, width: rect.width - 2, style: .promptLabel)
        if let form = pane.form { drawForm(form, last: rect.maxY - 1, into: &scene) }
        let list = Rect(x: 0, y: rect.y + titles, width: rect.width, height: max(0, height - titles - fields))
        guard let templates = pane.templates else {
            scene.grid.put("Reading the templates…", x: 1, y: list.y, width: list.width - 2, style: .dim.on(.prompt))
            return
        }
        let names = min(20, templates.map { TextWidth.of($0.name) }.max() ?? 0)
        let window = ListWindow(
            count: templates.count, height: list.height, selected: pane.selected, top: max(0, pane.selected - list.height + 1))
        for (line, row) in window.visible.enumerated() {
            drawRow(templates[row], row, names, isHere: row == pane.selected, y: list.y + line, into: &scene)
        }
        scene.drawMore(of: window, in: list)
    }

    private static let label = "TEMPLATES"
    private static let names = "{first_name} {name} {company} {form} {answer:Budget?} {next_call} {me} {my_company}"

    /// The lines beside the label, the first of them on its own: what is wrong with the template that is written, or the names that it may have.
    /// Where there is little room beside the label they stand below it.
    private static func title(_ form: TemplateForm?, width: Int) -> (lines: [String], x: Int, style: Style) {
        guard let form else { return ([""], 1, .plain) }
        let (left, leastBeside) = (1 + TextWidth.of(label) + 2, 30)
        let x = width - 1 - left < leastBeside ? 1 : left
        let lines = Wrapped.lines(form.problem ?? names, width: max(1, width - 1 - x))
        return ((x == 1 ? [""] : []) + lines, x, form.problem == nil ? .dim : .warning)
    }

    private static func drawRow(_ template: MessageTemplate, _ row: Int, _ names: Int, isHere: Bool, y: Int, into scene: inout Scene) {
        let surface: Surface = isHere ? .selected : .prompt
        let end = scene.grid.width - 1
        let place = Rect(x: 0, y: y, width: scene.grid.width, height: 1)
        scene.grid.fill(place, Style(on: surface))
        scene.hit(place, .messages(.template(row)))
        if isHere { scene.grid.put("▌", x: 0, y: y, style: .accent.on(surface)) }
        if row < 9 { scene.grid.put("\(row + 1)", x: 1, y: y, style: .accent.on(surface).bolded()) }
        scene.grid.put(template.name, x: 3, y: y, width: min(names, max(0, end - 3)), style: .bold.on(surface))
        var x = 3 + names + 3
        if !template.subject.isEmpty {
            x += scene.grid.put("\(template.subject) · ", x: x, y: y, width: max(0, end - x), style: .dim.on(surface))
        }
        let text = template.text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: " ")
        scene.grid.put(text, x: x, y: y, width: max(0, end - x), style: Style(on: surface))
    }

    private static func drawForm(_ form: TemplateForm, last: Int, into scene: inout Scene) {
        let end = scene.grid.width - 1
        let left = 1 + (TemplateForm.titles.map { TextWidth.of($0) }.max() ?? 0) + 2
        for (index, title) in TemplateForm.titles.enumerated() {
            let y = last - TemplateForm.titles.count + 1 + index
            let isHere = index == form.focus
            scene.grid.put(title, x: 1, y: y, width: max(0, left - 2), style: (isHere ? Style.accent.bolded() : .dim).on(.prompt))
            form.fields[index].draw(into: &scene.grid, x: left, y: y, width: max(1, end - left), style: .field, focused: isHere)
        }
    }

    static func hints(_ pane: TemplatesPane, _ state: DeskState) -> [KeyHints.Hint] {
        let keys = state.keys
        if pane.form != nil {
            return [
                keys.hint("prompt.answer", "saves"), keys.hint("prompt.next", "next field"), keys.hint("template.line", "new line"),
                keys.hint("prompt.cancel", "leaves it as it was"),
            ]
        }
        return [
            keys.hint("template.edit", "edit"), keys.hint("template.add", "add"), keys.hint("template.down", "template.up", "order"),
            keys.hint("template.delete", "delete"), keys.hint("undo", "undo"), keys.hint("prompt.cancel", "back"),
        ]
    }
}
