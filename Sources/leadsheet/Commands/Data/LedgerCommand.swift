import ArgumentParser
import CRM
import Foundation
import LeadIntake
import MetaLeads

/// `leadsheet ledger`
struct LedgerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ledger", abstract: "Count the leads of every page and form: at Meta and here.",
        usage: "leadsheet ledger [--json] [OPTIONS]",
        discussion: """
            It asks Meta for its counts. What Meta has and is not here is fetched by leadsheet and leadsheet serve, at their start and \
            every hour; what waits or failed stands in leadsheet feed with the reason.
            """
    ).withCommonOptions
    @Flag(help: "An array of objects with page_id, form_id, form_name, meta, by_webhook, by_catch_up, waiting and failed.") var json = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        let user = try UserChoice.filter(settings, in: store)?.id
        let pages = try store.pages(of: user)
        let notes = try await count(pages, settings, store)
        let rows = try store.ledger(user: user)
        if json {
            try Output.text(LedgerJSON.text(rows))
        } else if rows.isEmpty {
            Output.note("there is nothing to count: no page has a form or a lead yet.")
        } else {
            try Output.text(LedgerTable.text(rows))
        }
        for note in notes { Output.note(note) }
    }

    /// Asks Meta for its counts; gives what stood in the way, page by page. A page that is blocked is not asked, nor is any where the tokens cannot be
    /// opened: the leads that are here are counted all the same.
    private func count(_ pages: [MetaPage], _ settings: Settings, _ store: AnyStore) async throws -> [String] {
        var problems: [(String, Problem)] = []
        var open: [String] = []
        for page in pages {
            if case .blocked(let reason, let remedy, _) = page.state {
                problems.append((page.id, Problem(.catchUp, reason, remedy: remedy)))
            } else if page.hasAccessToken {
                open.append(page.id)
            }
        }
        let graph = try GraphMaking.client(settings)
        var notes: [String] = []
        do {
            problems += try await LeadCountRefresh(store: store, graph: graph, clock: { Date() }).run(open)
        } catch let error as StoreError {
            notes = ["Meta was not asked for its counts. \(error.message)"]
        } catch {
            await graph.shutdown()
            throw error
        }
        await graph.shutdown()
        return notes
            + problems.map { page, problem in
                "Meta's counts for page \(page) are old or missing: \(problem.text)"
            }
    }
}
