import CRM
import TerminalKit

/// The commands of the settings form. The keys with Ctrl work while a field is typed in, the letters on the buttons.
extension CommandRegistry {
    static let metaCommands: [Command] = [
        Command(
            "meta.next", "Go to the next field", hint: "next field", keys: ["Tab", "Down", "Right", "j", "l"], in: [.meta],
            disabled: areHidden
        ) {
            state in
            Desk.moveMetaFocus(1, &state)
            return []
        },
        Command("meta.previous", "Go to the field before", keys: ["Shift-Tab", "Up", "Left", "k", "h"], in: [.meta], disabled: areHidden) {
            state in
            Desk.moveMetaFocus(-1, &state)
            return []
        },
        Command("meta.press", "Press the button", keys: ["Enter", "Space"], in: [.meta], disabled: hasNoButton) { state in
            guard let focus = Desk.metaFocus(state) else {
                Desk.moveMetaFocus(1, &state)
                return []
            }
            return Desk.press(focus, &state)
        },
        Command("meta.save", "Save the page's settings", hint: "save", keys: ["Ctrl-S"], in: [.meta], disabled: isUnread) {
            Desk.savePage(&$0)
        },
        Command("meta.show", "Show the secret, or cover it", hint: "show secret", keys: ["Ctrl-R"], in: [.meta], disabled: needsSecret) {
            state in
            if let field = Desk.metaFocus(state)?.field { state.meta.shown.formSymmetricDifference([field]) }
            return []
        },
        Command("meta.token", "Make a new verify token", hint: "new token", keys: ["Ctrl-G"], in: [.meta], disabled: areHidden) {
            Desk.newVerifyToken(&$0)
        },
        Command(
            "meta.test", "Test the connection to Meta with what the form says", hint: "test", keys: ["Ctrl-T"], in: [.meta],
            disabled: isTesting
        ) {
            Desk.testPage(&$0)
        },
        Command(
            "meta.subscribe", "Subscribe the page, so that it sends its leads here", hint: "subscribe", keys: ["Ctrl-X", "S"], in: [.meta],
            disabled: cannotSubscribe
        ) { Desk.subscribePage(&$0) },
        Command(
            "meta.testLead", "Send a test lead from Meta through to the list", hint: "test lead", keys: ["Ctrl-V", "L"], in: [.meta],
            disabled: cannotSendTestLead
        ) { Desk.sendTestLead(&$0) },
        Command("meta.copyURL", "Copy the callback URL", hint: "copy URL", keys: ["Ctrl-O", "y"], in: [.meta], disabled: areHidden) {
            state in
            Desk.press(.callbackURL, &state)
        },
        Command("meta.add", "Add a page", hint: "add page", keys: ["Ctrl-N", "a"], in: [.meta], disabled: areHidden) { Desk.addPage(&$0) },
        Command("meta.nextPage", "Go to the next page", keys: ["]"], in: [.meta], disabled: needsOtherPage) { Desk.turnPage(1, &$0) },
        Command("meta.previousPage", "Go to the page before", keys: ["["], in: [.meta], disabled: needsOtherPage) {
            Desk.turnPage(-1, &$0)
        },
        Command("meta.edit", "Edit the page's settings", keys: ["e", "F2"], in: [.meta], disabled: areHidden) { state in
            Desk.focusMeta(.field(state.meta.pageID == nil ? .pageID : .accessToken), &state)
            return []
        },
        Command(
            "meta.remove", "Remove the page from this desk, after a question", keys: ["F8", "X"], in: [.meta], disabled: nothingToRemove
        ) {
            Desk.removePage(&$0)
        },
        Command("meta.scrollDown", "Scroll down", keys: ["PageDown"], in: [.meta]) { Desk.scrollMeta(MetaLayout($0).page, &$0) },
        Command("meta.scrollUp", "Scroll up", keys: ["PageUp"], in: [.meta]) { Desk.scrollMeta(-MetaLayout($0).page, &$0) },
    ]

    /// The role on the server has no settings to see or to change.
    private static func areHidden(_ state: DeskState) -> String? { state.hidesPageSettings ? MetaPage.keepers : nil }

    private static func hasNoButton(_ state: DeskState) -> String? { Desk.metaFocus(state) == nil ? areHidden(state) : nil }

    private static func needsSecret(_ state: DeskState) -> String? {
        if let reason = areHidden(state) { return reason }
        if Desk.metaFocus(state)?.field?.isSecret == true { return nil }
        return "Go to the access token or the app secret with \(state.keys.of("meta.next")); \(state.keys.of("meta.show")) shows it there."
    }

    private static func isTesting(_ state: DeskState) -> String? {
        if let reason = areHidden(state) { return reason }
        return state.meta.isChecking ? "A test is running already. Its answers appear under HEALTH." : nil
    }

    private static func cannotSubscribe(_ state: DeskState) -> String? {
        if let reason = areHidden(state) { return reason }
        if state.meta.subscribing != nil { return "Meta has been asked to subscribe the page; wait for its answer." }
        if state.meta.pageID == nil { return "Save the page first: \(state.keys.of("meta.save"))." }
        return isUnread(state)
    }

    private static func cannotSendTestLead(_ state: DeskState) -> String? {
        if let reason = areHidden(state) { return reason }
        if state.meta.testLead != nil { return "A test lead is on its way. HEALTH shows how far it is." }
        if state.meta.pageID == nil || state.meta.form.isEdited {
            return "Save the page first: \(state.keys.of("meta.save")). A test lead uses what is saved."
        }
        return isUnread(state)
    }

    private static func isUnread(_ state: DeskState) -> String? {
        areHidden(state) ?? (state.isMetaFormRead ? nil : "The page's settings are still being read.")
    }

    private static func needsOtherPage(_ state: DeskState) -> String? {
        state.pages.contains { $0.id != state.meta.pageID }
            ? nil : areHidden(state) ?? "There is no other page. \(state.keys.of("meta.add", outsideField: true)) adds one."
    }

    private static func nothingToRemove(_ state: DeskState) -> String? {
        areHidden(state) ?? (state.meta.pageID == nil && state.pages.isEmpty ? "There is no page to remove." : nil)
    }
}
