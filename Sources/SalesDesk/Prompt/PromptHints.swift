import CRM
import TerminalKit

/// The hints of the bottom line while a prompt takes the keys: `Enter saves · Esc cancels`.
enum PromptHints {
    static func hints(_ prompt: Prompt, in state: DeskState) -> [KeyHints.Hint] {
        let keys = state.keys
        func answer(_ word: String) -> KeyHints.Hint { keys.hint("prompt.answer", word) }
        func cancel(_ word: String) -> KeyHints.Hint { keys.hint("prompt.cancel", word) }
        if prompt.isOutcomes { return callHints(in: state) }
        if prompt.options(in: state) != nil {
            if case .lostReason = prompt.purpose { return [.said("press a letter"), cancel("other outcomes")] }
            if case .filterValue = prompt.purpose { return [.said("press letters"), answer("closes")] }
            return [.said("press a letter"), cancel("cancels")]
        }
        switch prompt.purpose {
        case .search:
            return [answer("opens or keeps"), keys.hint(inField: "search.save", "saves as a view"), cancel("back")]
        case .newCustomer: return [answer("saves"), keys.hint("prompt.next", "next field"), cancel("cancels")]
        case .callDetails where prompt.fields.count > 1:
            return [answer("saves"), keys.hint("prompt.next", "next field"), cancel("other outcomes")]
        case .callDetails: return [answer("saves"), cancel("other outcomes")]
        case .cell: return [answer("saves"), keys.hint("prompt.next", "saves, next cell"), cancel("cancels")]
        case .transfer(let transfer):
            let give: [KeyHints.Hint] = state.marked.colleagues.isEmpty ? [] : [.typed(TransferPrompt.colleagues, "to a colleague")]
            return [answer(transfer.copies ? "copies" : "moves")] + give
                + [keys.hint("prompt.up", "prompt.down", "choose"), cancel("cancels")]
        case .share: return [answer("to read, to write, or not"), keys.hint("prompt.up", "prompt.down", "choose"), cancel("closes")]
        case .note: return [answer("saves"), cancel("keeps it as a draft")]
        case .marked(let marked) where marked.kind == .note: return [answer("saves"), cancel("keeps it as a draft")]
        default: return [answer("saves"), cancel("cancels")]
        }
    }

    private static func callHints(in state: DeskState) -> [KeyHints.Hint] {
        let keys = state.keys
        var ways: [KeyHints.Hint] = []
        if state.prompt?.calledID.flatMap({ Desk.customer($0, in: state) })?.numberToCall != nil {
            if state.configuration.canDial { ways.append(keys.hint("call.dial", "dials")) }
            ways += [keys.hint("qr.show", "QR"), keys.hint("call.whatsapp", "WhatsApp")]
        }
        return [.said("press a digit")] + ways + [keys.hint("prompt.cancel", "no call was made")]
    }
}
