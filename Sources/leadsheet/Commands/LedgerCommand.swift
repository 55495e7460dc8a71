import ArgumentParser
import CRM

/// `leadsheet ledger`
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Count the leads of every page and form: at Meta and here.",
        usage: "leadsheet ledger [--json] [OPTIONS]",
        discussion: """
            Meta's counts are as of the last catch-up, which leadsheet and leadsheet serve do by themselves. What Meta has and is \
            neither here nor in the journal is read then; what waits or failed stands in leadsheet feed with the reason.
            """)
    @Flag(help: "An array of objects with page_id, form_id, form_name, meta, by_webhook, by_catch_up, waiting and failed.") var json = false
    @OptionGroup(title: "Options of every command") var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        let user = try UserChoice.filter(settings, in: store)?.id
        let rows = try store.ledger(user: user)
        if json { return try Output.text(LedgerJSON.text(rows)) }
        guard !rows.isEmpty else {
            return Output.note("there is nothing to count yet: no page has a form or a lead. Meta is asked while leadsheet or leadsheet serve runs.")
        }
        try Output.text(LedgerTable.text(rows))
        let pages = Set(try store.pages(of: user).map(\.id))
        for page in try store.catchUpPages() where pages.contains(page.pageID) {
            if let trouble = page.trouble { Output.note("page \(page.pageID): \(trouble.reason): \(trouble.remedy)") }
        }
    }
}
