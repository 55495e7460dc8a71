import TerminalKit

/// The hints of the bottom line while a prompt takes the keys: `Enter saves · Esc cancels`.
enum PromptHints {
    static func hints(_ prompt: Prompt, in state: DeskState) -> [KeyHints.Hint] {
        if prompt.isOutcomes { return callHints(in: state) }
        if prompt.options(in: state) != nil {
            if case .lostReason = prompt.purpose { return [hint("", "press a letter"), hint("Esc", "other outcomes")] }
            if case .filterValue = prompt.purpose { return [hint("", "press letters"), hint("Enter", "closes")] }
            return [hint("", "press a letter"), hint("Esc", "cancels")]
        }
        switch prompt.purpose {
        case .search:
            let save = state.keys.of("search.save", outsideField: false)
            return [hint("Enter", "opens or keeps"), hint(save, "saves as a view"), hint("Esc", "back")]
        case .newCustomer: return [hint("Enter", "saves"), hint("Tab", "next field"), hint("Esc", "cancels")]
        case .callDetails where prompt.fields.count > 1:
            return [hint("Enter", "saves"), hint("Tab", "next field"), hint("Esc", "other outcomes")]
        case .callDetails: return [hint("Enter", "saves"), hint("Esc", "other outcomes")]
        case .cell: return [hint("Enter", "saves"), hint("Tab", "saves, next cell"), hint("Esc", "cancels")]
        case .transfer(let transfer):
            let give = state.marked.colleagues.isEmpty ? [] : [hint(TransferPrompt.colleagues, "to a colleague")]
            return [hint("Enter", transfer.copies ? "copies" : "moves"), hint("↑ ↓", "choose")] + give + [hint("Esc", "cancels")]
        case .note: return [hint("Enter", "saves"), hint("Esc", "keeps it as a draft")]
        default: return [hint("Enter", "saves"), hint("Esc", "cancels")]
        }
    }

    /// As many of the other keys as there is room for, before the one that leads out.
    private static func callHints(in state: DeskState) -> [KeyHints.Hint] {
        var others = [hint(state.keys.of("qr.show"), "QR"), hint(state.keys.of("call.whatsapp"), "WhatsApp")]
        if state.configuration.canDial { others.insert(hint(state.keys.of("call.dial"), "dials"), at: 0) }
        func width(_ hints: [KeyHints.Hint]) -> Int {
            hints.map { TextWidth.of($0.key) + 1 + TextWidth.of($0.word) }.reduce(0, +) + 3 * (hints.count - 1)
        }
        let (first, last) = (hint("", "press a digit"), hint("Esc", "no call was made"))
        while !others.isEmpty, width([first] + others + [last]) > state.size.columns - 2 { others.removeLast() }
        return [first] + others + [last]
    }

    private static func hint(_ key: String, _ word: String) -> KeyHints.Hint { KeyHints.Hint(key: key, word: word, id: nil) }
}
