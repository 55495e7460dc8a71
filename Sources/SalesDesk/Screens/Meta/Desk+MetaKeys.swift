import CRM
import Foundation
import TerminalKit

/// Keys, pastes and the mouse in the settings form.
extension Desk {
    /// The items that Tab goes through. A page that is set up keeps its id.
    static func metaItems(_ state: DeskState) -> [MetaItem] {
        let turns = state.pages.contains { $0.id != state.meta.pageID }
        if state.hidesPageSettings { return turns ? [.nextPage] : [] }
        let fields = MetaField.allCases.filter { $0 != .pageID || state.meta.pageID == nil }.map(MetaItem.field)
        return fields + [.save, .test, .subscribe, .testLead, .addPage] + (turns ? [.nextPage] : [])
    }

    /// The item with the focus. A new page has none until a person goes into a field: what is typed before are keys, not text.
    static func metaFocus(_ state: DeskState) -> MetaItem? {
        if let focus = state.meta.focus, metaItems(state).contains(focus) { return focus }
        return state.meta.pageID == nil ? nil : metaItems(state).first { $0.field == nil }
    }

    static func focusMeta(_ item: MetaItem?, _ state: inout DeskState) {
        if item != state.meta.focus {
            state.meta.shown = []
            state.meta.outcome = nil
        }
        state.meta.focus = item
        if let field = item?.field { state.meta.form[field].cursor = state.meta.form[field].text.count }
        state.meta.top = nil
    }

    static func moveMetaFocus(_ step: Int, _ state: inout DeskState) {
        let items = metaItems(state)
        guard let index = metaFocus(state).flatMap({ items.firstIndex(of: $0) }) else {
            return focusMeta(step > 0 ? items.first : items.last, &state)
        }
        focusMeta(items[(index + step + items.count) % items.count], &state)
    }

    /// Nil when the key is for the commands: a text field takes what is typed and the keys of readline, a button takes nothing.
    static func metaFieldKey(_ stroke: KeyStroke, _ state: inout DeskState) -> [DeskEffect]? {
        guard let field = metaFocus(state)?.field else { return nil }
        switch stroke {
        case _ where TextField.edits(stroke): break
        case _ where state.keys.has(stroke, "prompt.answer"):
            moveMetaFocus(1, &state)
            return []
        case _ where state.keys.has(stroke, "cancel"):
            if state.meta.form.isEdited(field) {
                state.meta.form.takeBack(field)
                state.meta.problem = nil
            } else {
                focusMeta(state.meta.pageID == nil ? nil : .save, &state)
            }
            return []
        default: return nil
        }
        var form = state.meta.form
        _ = form[field].handle(stroke)
        guard isAllowed(form[field].text, in: field) else { return refuseLetters(&state) }
        state.meta.outcome = nil
        if form[field].text != state.meta.form[field].text, state.meta.problem?.field == field { state.meta.problem = nil }
        state.meta.form = form
        return []
    }

    private static func isAllowed(_ text: String, in field: MetaField) -> Bool { field != .pageID || text.isEmpty || MetaPage.isID(text) }

    private static func refuseLetters(_ state: inout DeskState) -> [DeskEffect] {
        state.say("A page id has digits only. \(MetaField.pageID.explanation)", .info)
        return []
    }

    /// False when it has nowhere to go.
    static func metaPaste(_ text: String, _ state: inout DeskState) -> Bool {
        guard let field = metaFocus(state)?.field else {
            let isKept = state.hidesPageSettings
            state.say(isKept ? MetaPage.keepers : "Go to a field with \(state.keys.of("meta.next")) first, then paste.", .info)
            return true
        }
        // A copied line brings its line break along.
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard isAllowed(text, in: field) else {
            _ = refuseLetters(&state)
            return true
        }
        state.meta.form[field].insert(text)
        state.meta.outcome = nil
        if state.meta.problem?.field == field { state.meta.problem = nil }
        return true
    }

    static func pressMetaItem(_ item: Int, _ state: inout DeskState) -> [DeskEffect] {
        guard let item = MetaItem(number: item) else { return [] }
        if item == .field(.pageID), state.meta.pageID != nil {
            state.say("A page keeps its id. Add page makes another.", .info)
            return []
        }
        if item != .callbackURL { focusMeta(item, &state) }
        return item.field == nil ? press(item, &state) : []
    }

    /// Does what a button stands for.
    static func press(_ item: MetaItem, _ state: inout DeskState) -> [DeskEffect] {
        switch item {
        case .field: []
        case .save: savePage(&state)
        case .test: CommandRegistry.byID["meta.test"].map { CommandRegistry.run($0, &state) } ?? []
        case .subscribe: CommandRegistry.byID["meta.subscribe"].map { CommandRegistry.run($0, &state) } ?? []
        case .testLead: CommandRegistry.byID["meta.testLead"].map { CommandRegistry.run($0, &state) } ?? []
        case .addPage: addPage(&state)
        case .nextPage: turnPage(1, &state)
        case .callbackURL: [.copy(state.configuration.callbackURL, what: "callback URL")]
        }
    }

    /// Scrolls what is longer than the screen: the health beside the form, or the whole when it is one column.
    static func scrollMeta(_ lines: Int, _ state: inout DeskState) -> [DeskEffect] {
        let layout = MetaLayout(state)
        state.meta.top = min(max(layout.top + lines, 0), layout.mostTop)
        return []
    }
}
