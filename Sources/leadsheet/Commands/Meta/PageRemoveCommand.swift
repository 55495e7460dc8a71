import ArgumentParser
import Base
import CRM
import Foundation

/// `leadsheet page remove`: can be undone in the screens.
struct PageRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove",
        abstract: "Disconnect a page. Its customers stay; undo in the Meta settings of the screens brings the page back.",
        usage: "leadsheet page remove PAGE_ID [OPTIONS]"
    ).withCommonOptions
    @Argument(help: "The page's id at Meta.", completion: CompletionValues.pages) var pageID: String
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        guard let page = try store.page(pageID) else { throw StoreError.pageUnknown(pageID) }
        let users = try store.users()
        // The page names its user, so that nobody has to be named; a named user must be the page's own.
        if settings.userWasNamed, case .user(let named) = try UserChoice.make(named: settings.user, among: users), named.id != page.userID {
            let owner = users.first { $0.id == page.userID }?.name ?? "another user"
            throw PlainError(
                "Page \(pageID) belongs to \(owner), not to \(named.name). Remove it with: leadsheet --user \(ShellWord.quoted(owner)) page remove \(pageID)"
            )
        }
        _ = try store.apply(.removePage(pageID), by: page.userID, at: Date())
        try Output.line("Page \(PlainLine.of(pageID)) was removed. Its customers stay.")
    }
}
