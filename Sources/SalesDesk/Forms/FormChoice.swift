import CRM
import TerminalKit

/// Where an answer may go, each with the command that says so.
struct FormChoice {
    let name, key: String
    /// Nil: automatic.
    let target: FormTarget?

    var commandID: String { "form.\(name)" }
    var title: String { target?.title ?? "automatic" }

    static let all = [
        FormChoice(name: "automatic", key: "a", target: nil), FormChoice(name: "name", key: "n", target: .customerName),
        FormChoice(name: "company", key: "c", target: .companyName), FormChoice(name: "phone", key: "p", target: .phoneNumber),
        FormChoice(name: "email", key: "e", target: .email), FormChoice(name: "remark", key: "r", target: .remark),
        FormChoice(name: "nothing", key: "x", target: .nothing),
    ]
}

extension CommandRegistry {
    static let formCommands: [Command] = FormChoice.all.map { choice in
        Command(choice.commandID, "The answer fills: \(choice.title)", keys: [choice.key], in: [.form]) { state in
            guard case .forms(var pane) = state.overlay, case .form(var sheet) = pane.content else { return [] }
            sheet.choose(choice.target, row: pane.selected)
            pane.content = .form(sheet)
            state.overlay = .forms(pane)
            return []
        }
    }
}
