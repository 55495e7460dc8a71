import ArgumentParser
import Base
import CRM
import Foundation
import LeadIntake

/// `leadsheet form map`
struct FormMapCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "map", abstract: "Say which answer of a form fills which field, and apply it to its leads.",
        usage: "leadsheet form map FORM_ID [QUESTION=FIELD…] [--dry-run] [OPTIONS]",
        discussion: """
            QUESTION is a question's key as leadsheet form list shows it, FIELD one of customer_name, company_name, phone_number, email, \
            remark, nothing and automatic. What is not named stays as it is. New leads follow it at once. Customers that are here are \
            filled anew from what Meta sent with their leads, wherever a field still holds what an earlier mapping had put there; \
            what a person has edited stays. It is one step to undo. Without QUESTION=FIELD the mapping is applied once more as it is, \
            which also puts the form's labels to answers that came before its questions were known.
            """
    ).withCommonOptions
    @Argument(help: "The form's id.", completion: CompletionValues.forms) var formID: String
    @Argument(help: ArgumentHelp("Such as question1=phone_number.", valueName: "question=field")) var assignments: [String] = []
    @Flag(help: "Only say what would change.") var dryRun = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        let desk = FormMappingService(store: store)
        guard let form = try desk.form(formID, example: nil), let owner = try owner(settings, store) else {
            throw StoreError.formUnknown(formID)
        }
        let mapping = try FormAssignments.mapping(of: form, with: assignments)
        let result =
            try dryRun
            ? desk.tryMapping(form: formID, mapping, by: owner.id) : desk.map(form: formID, mapping, by: owner.id, at: Date())
        try Output.line("\(PlainLine.of(form.title)): \(result.sentence(isTrial: dryRun)).")
    }

    /// The form's page names its user, so that nobody has to be named; a named user must be that one.
    private func owner(_ settings: Settings, _ store: AnyStore) throws -> User? {
        let users = try store.users()
        let owner = try store.formEntry(formID)?.owner
        guard let owner = users.first(where: { $0.id == owner }) else {
            guard case .user(let user) = try UserChoice.make(named: settings.user, among: users) else { return nil }
            return user
        }
        if settings.userWasNamed, case .user(let named) = try UserChoice.make(named: settings.user, among: users), named.id != owner.id {
            throw PlainError(
                "Form \(formID) belongs to \(owner.name), not to \(named.name). Map it with: leadsheet --user \(ShellWord.quoted(owner.name)) form map \(formID) …"
            )
        }
        return owner
    }
}
