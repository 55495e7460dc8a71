import ArgumentParser
import CRM
import Foundation

/// `leadsheet page list`: the pages and how they are, never a secret.
struct PageListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the pages, without their secrets.",
        usage: "leadsheet page list [--json] [OPTIONS]"
    ).withCommonOptions
    @Flag(help: "An array of objects with page_id, user, name, signature_checked, state and trouble.") var json = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        let users = try store.users()
        let pages = try store.pages(of: UserChoice.filter(settings, in: store)?.id)
        if json { return try Output.text(PagesJSON.text(pages, users: users, at: Date())) }
        guard !pages.isEmpty else {
            return Output.note("there is no page yet. Add one with: \(PageEntry.command)")
        }
        var table = TextTable(["page", "user", "name", "signatures", "state"])
        for page in pages {
            let problems = page.problems(at: Date()).map(\.text).joined(separator: " ")
            let state =
                page.state != .ok
                ? "blocked: \(problems)" : !page.hasAccessToken ? "no access token" : problems.isEmpty ? "ok" : "ok, but: \(problems)"
            table.add([
                page.id, users.first { $0.id == page.userID }?.name ?? "", page.name ?? "",
                page.signatureChecked ? "checked" : "NOT CHECKED", state,
            ])
        }
        try Output.text(table.text)
    }
}
