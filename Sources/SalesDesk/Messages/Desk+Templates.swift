import CRM
import TerminalKit

/// The templates in the screens: what their keys do. Each act is a change that the store writes, and undo takes back.
extension Desk {
    /// From the prompt of a message, or from anywhere.
    static func openTemplates(_ state: inout DeskState) -> [DeskEffect] {
        if case .message(let pane) = state.overlay {
            state.overlay = .templates(TemplatesPane(message: pane))
        } else {
            state.overlay = .templates(TemplatesPane())
        }
        return [.messages(.loadTemplates)]
    }

    /// Back to the prompt, which then shows the templates as they are now.
    private static func closeTemplates(_ pane: TemplatesPane, _ state: inout DeskState) {
        guard var message = pane.message else {
            state.overlay = nil
            return
        }
        message.templates = pane.templates?.filter { $0.id != 0 }
        message.choose(pane.selected)
        state.overlay = .message(message)
    }

    /// They were read again.
    static func templatesLoaded(_ templates: [MessageTemplate], _ state: inout DeskState) {
        switch state.overlay {
        case .templates(var pane):
            pane.templates = templates
            pane.choose(pane.selected)
            state.overlay = .templates(pane)
        case .message(var pane):
            pane.templates = templates
            pane.choose(pane.selected)
            state.overlay = .message(pane)
        default: break
        }
    }

    // MARK: Keys

    static func templatesKey(_ key: LayerKey, _ pane: TemplatesPane, _ state: inout DeskState) -> [DeskEffect] {
        if let form = pane.form { return templateFormKey(key, form, pane, &state) }
        if key == .cancel { closeTemplates(pane, &state) }
        if let rows = key.rows(page: overlayPage(state)) { moveTemplates(rows, &state) }
        return []
    }

    static func moveTemplates(_ rows: Int, _ state: inout DeskState) {
        guard case .templates(var pane) = state.overlay, pane.form == nil else { return }
        pane.choose(pane.selected + rows)
        state.overlay = .templates(pane)
    }

    private static func templateFormKey(
        _ key: LayerKey, _ form: TemplateForm, _ pane: TemplatesPane, _ state: inout DeskState
    ) -> [DeskEffect] {
        var (form, pane) = (form, pane)
        form.problem = nil
        switch key {
        case .answer:
            guard let fault = form.fault else { return saveTemplate(form, pane, &state) }
            form.focus = fault.field
            form.problem = fault.reason
        case .next, .down: form.moveFocus(1)
        case .previous, .up: form.moveFocus(-1)
        case .cancel: return leaveTemplateForm(pane, &state)
        default: break
        }
        pane.form = form
        state.overlay = .templates(pane)
        return []
    }

    static func templateText(_ stroke: KeyStroke, _ pane: TemplatesPane, _ state: inout DeskState) -> [DeskEffect] {
        var pane = pane
        guard var form = pane.form else { return [] }
        form.problem = nil
        _ = form.fields[form.focus].handle(stroke)
        pane.form = form
        state.overlay = .templates(pane)
        return []
    }

    private static func leaveTemplateForm(_ pane: TemplatesPane, _ state: inout DeskState) -> [DeskEffect] {
        var pane = pane
        pane.form = nil
        state.overlay = .templates(pane)
        return []
    }

    static func pasteTemplate(_ text: String, _ pane: TemplatesPane, _ state: inout DeskState) {
        var pane = pane
        guard var form = pane.form else { return }
        let isText = form.focus == form.fields.count - 1
        let lines = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
        form.fields[form.focus].insert(isText ? lines.replacing("\n", with: "\(TemplateForm.lineEnd)") : lines)
        pane.form = form
        state.overlay = .templates(pane)
    }

    // MARK: Acts

    private static func saveTemplate(_ form: TemplateForm, _ pane: TemplatesPane, _ state: inout DeskState) -> [DeskEffect] {
        var pane = pane
        pane.form = nil
        guard form.template != form.stored else {
            state.overlay = .templates(pane)
            return []
        }
        return write(.save(form.template), pane, &state)
    }

    private static func write(_ edit: TemplateEdit, _ pane: TemplatesPane, _ state: inout DeskState) -> [DeskEffect] {
        var pane = pane
        pane.show(edit)
        state.overlay = .templates(pane)
        return write(.editTemplate(edit), .templates, &state)
    }

    static func editTemplate(isNew: Bool, _ state: inout DeskState) {
        guard case .templates(var pane) = state.overlay, isNew || pane.template != nil else { return }
        pane.form = TemplateForm(isNew ? nil : pane.template)
        state.overlay = .templates(pane)
    }

    static func removeTemplate(_ state: inout DeskState) -> [DeskEffect] {
        guard case .templates(let pane) = state.overlay, let template = pane.template else { return [] }
        guard pane.templates?.count != 1 else {
            state.say("The last template cannot be deleted. Change its text instead.", .info)
            return []
        }
        return write(.remove(template.id), pane, &state)
    }

    static func moveTemplate(_ step: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard case .templates(let pane) = state.overlay, let template = pane.template, let count = pane.templates?.count,
            (0..<count).contains(pane.selected + step)
        else { return [] }
        return write(.move(template.id, to: pane.selected + step), pane, &state)
    }

    /// Begins another line in the text that is written.
    static func breakTemplateLine(_ state: inout DeskState) {
        guard case .templates(let pane) = state.overlay, let form = pane.form, form.focus == form.fields.count - 1 else { return }
        pasteTemplate("\n", pane, &state)
    }
}
