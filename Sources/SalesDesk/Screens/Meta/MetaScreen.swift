import CRM
import TerminalKit

extension ScreenID {
    static let meta = ScreenID("meta")
}

extension Command.Place {
    static let meta = Command.Place("Meta settings", "in Meta settings")
}

/// The settings of the Meta pages.
extension Screen {
    static let meta = Screen(
        id: .meta, title: "Meta", words: "Go to the Meta settings", keys: ["5"],
        places: [.meta], commands: CommandRegistry.metaCommands, place: { _ in .meta },
        draw: MetaView.draw,
        open: Desk.openMeta,
        scroll: { lines, _, state in Desk.scrollMeta(lines, &state) },
        click: { target, _, state in
            guard case .meta(.item(let item)) = target else { return [] }
            return Desk.pressMetaItem(item, &state)
        },
        revert: revert,
        runThere: { command, _, state in
            // Its form is read first: the key does it then.
            let effects = Desk.show(.meta, &state)
            state.say("\(state.keys.of(command.id)): \(command.title(state.keys))", .info)
            return effects
        },
        takesText: { Desk.metaFocus($0)?.field != nil },
        fieldKey: Desk.metaFieldKey,
        paste: Desk.metaPaste,
        hints: hintsOfForm,
        legend: legendOfEvents)

    /// A page's settings are what is taken back here, and only after a question: to take back a page that was added cuts off its leads. While a
    /// line offers to take back something else, such as the mapping of a form, it is that.
    @Sendable private static func revert(isUndo: Bool, _ state: inout DeskState) -> [DeskEffect] {
        if let toast = state.toast, isUndo, toast.command == "undo", !toast.isOfPage { return Desk.turn(isUndo: true, &state) }
        return Desk.ask(.pageStep(back: isUndo), &state) + [.meta(.lookForStep(back: isUndo))]
    }

    /// The hints of the form. In a field, the first hint says how to get out.
    private static func hintsOfForm(_ state: DeskState) -> [KeyHints.Hint] {
        guard state.card == nil, let field = Desk.metaFocus(state)?.field else {
            return KeyHints.ranked(state, isUsable: state.hidesPageSettings)
        }
        let leave = state.keys.hint("cancel", state.meta.form.isEdited(field) ? "takes back" : "leaves field")
        return [leave] + KeyHints.ranked(state, inField: true)
    }
}
