import CRM
import Foundation
import TerminalKit

/// The forms: opening them, saying which answer fills which column, and what came of it.
extension Desk {
    /// Nil when the forms can be opened here, otherwise why not.
    static func whyNoForms(_ state: DeskState) -> String? {
        if let card = state.card {
            guard let content = card.content else { return "The customer is still being read." }
            if content.lead == nil, content.customer.lead == nil {
                return "This customer did not come from a Meta form, so there are no answers to map."
            }
            return content.lead?.formID == nil ? "Meta did not say which form this customer filled in." : nil
        }
        return state.meta.pageID == nil ? "Save the page first: \(state.keys.of("meta.save")). Its forms appear with its first leads." : nil
    }

    static func openForms(_ state: inout DeskState) -> [DeskEffect] {
        if let lead = state.card?.content?.lead, let form = lead.formID {
            state.overlay = .forms(FormPane(origin: .lead(form: form, leadgenID: lead.leadgenID)))
            return [.forms(.load(form, example: lead.leadgenID))]
        }
        guard state.card == nil, let page = state.meta.pageID else { return [] }
        let title = state.pages.first { $0.id == page }?.title ?? page
        state.overlay = .forms(FormPane(origin: .page(page, title: title)))
        return [.forms(.loadList)]
    }

    static func formsLoaded(_ forms: [LeadForm], _ state: inout DeskState) -> [DeskEffect] {
        guard case .forms(var pane) = state.overlay, case .page(let page, _) = pane.origin, pane.content == .reading else { return [] }
        pane.content = .list(forms.filter { $0.pageID == page })
        state.overlay = .forms(pane)
        return []
    }

    static func formLoaded(_ form: LeadForm?, _ state: inout DeskState) -> [DeskEffect] {
        guard case .forms(var pane) = state.overlay else { return [] }
        guard let form else {
            state.overlay = nil
            state.say("This form is not known any more.", .warning)
            return []
        }
        pane.content = .form(MappingEditor(form))
        pane.selected = 0
        state.overlay = .forms(pane)
        return []
    }

    static func formMapped(_ title: String, _ result: RemapResult, at now: Date, _ state: inout DeskState) -> [DeskEffect] {
        state.say("\(title): \(result.sentence())", .info, offering: result.isUndoable ? "undo" : nil, of: now)
        return news([.reload], &state)
    }

    // MARK: Keys

    static func formsKey(_ key: LayerKey, _ pane: FormPane, _ state: inout DeskState) -> [DeskEffect] {
        switch key {
        case .cancel: leaveForms(pane, &state)
        case .answer, .right, .left:
            switch pane.content {
            case .reading: break
            case .list(let forms): return key == .left ? [] : openForm(forms, pane)
            case .form(let sheet): return formSheetKey(key, sheet, pane, &state)
            }
        default: if let rows = key.rows(page: max(1, FrameLayout(state).body.height - 6)) { moveForms(rows, &state) }
        }
        return []
    }

    static func moveForms(_ rows: Int, _ state: inout DeskState) {
        guard case .forms(var pane) = state.overlay else { return }
        pane.selected = min(max(0, pane.selected + rows), max(0, pane.rows - 1))
        state.overlay = .forms(pane)
    }

    /// A click chooses the row; a double click opens the form, or gives the question its next column.
    static func pressFormRow(_ row: Int, isDouble: Bool, _ state: inout DeskState) -> [DeskEffect] {
        guard case .forms(var pane) = state.overlay else { return [] }
        pane.selected = row
        state.overlay = .forms(pane)
        guard isDouble else { return [] }
        if case .form = pane.content { return layerKey(.right, &state) }
        return layerKey(.answer, &state)
    }

    private static func openForm(_ forms: [LeadForm], _ pane: FormPane) -> [DeskEffect] {
        forms.indices.contains(pane.selected) ? [.forms(.load(forms[pane.selected].id, example: nil))] : []
    }

    private static func formSheetKey(
        _ key: LayerKey, _ sheet: MappingEditor, _ pane: FormPane, _ state: inout DeskState
    ) -> [DeskEffect] {
        if key == .answer { return saveForm(sheet, &state) }
        var (sheet, pane) = (sheet, pane)
        sheet.turn(key == .right ? 1 : -1, row: pane.selected)
        pane.content = .form(sheet)
        state.overlay = .forms(pane)
        return []
    }

    /// Applies the mapping also when nothing was changed: leads from before their form was known get its labels then.
    private static func saveForm(_ sheet: MappingEditor, _ state: inout DeskState) -> [DeskEffect] {
        state.overlay = nil
        state.say("Applying the mapping to \(Numbers.count(sheet.form.leads, "lead"))…", .info)
        return [.forms(.map(sheet.form.id, title: sheet.form.title, sheet.mapping))]
    }

    /// First what was changed and not saved is taken back, then one step back.
    private static func leaveForms(_ pane: FormPane, _ state: inout DeskState) {
        guard case .form(var sheet) = pane.content else {
            state.overlay = nil
            return
        }
        if sheet.isEdited {
            sheet.takeBack()
            var pane = pane
            pane.content = .form(sheet)
            state.overlay = .forms(pane)
            state.say("Changes taken back. \(state.keys.of("prompt.cancel")) again leaves the form.", .info)
        } else {
            state.overlay = nil
        }
    }
}
