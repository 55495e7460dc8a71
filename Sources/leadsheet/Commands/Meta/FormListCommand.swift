import ArgumentParser
import CRM
import LeadIntake

/// `leadsheet form list`
struct FormListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the forms with their questions, and the field that each answer fills.",
        usage: "leadsheet form list [--json] [OPTIONS]"
    ).withCommonOptions
    @Flag(help: "An array of objects with form_id, name, page_id, leads, questions_known and questions.") var json = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        let forms = try FormMappingService(store: store).forms(of: UserChoice.filter(settings, in: store)?.id)
        if json { return try Output.text(FormsJSON.text(forms)) }
        guard !forms.isEmpty else { return Output.note("no form yet: a form appears with its first lead.") }
        try Output.text(FormListCommand.text(forms))
    }

    /// A table of the questions, form by form.
    static func text(_ forms: [LeadForm]) -> String {
        var table = TextTable(["form", "name", "leads", "question", "label", "field", "set by"], numbers: [2])
        for form in forms {
            let head = [form.id, form.name ?? "", String(form.leads)]
            if form.questions.isEmpty { table.add(head + ["", "", "", ""]) }
            for (index, question) in form.questions.enumerated() {
                table.add(
                    (index == 0 ? head : ["", "", ""])
                        + [question.key, question.label, question.target.rawValue, question.chosen == nil ? "automatic" : "hand"])
            }
        }
        return table.text
    }
}
