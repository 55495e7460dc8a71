import ArgumentParser
import CRM
import CRMStore

/// `leadsheet page check`: what the doctor says of one page.
struct PageCheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Ask Meta whether a page's token, permissions and subscriptions are right.",
        usage: "leadsheet page check PAGE_ID [--json] [OPTIONS]",
        discussion: "Each fault comes with its remedy. The exit status is 0 when there is no fault."
    ).withCommonOptions
    @Argument(help: "The page's id at Meta.", completion: CompletionValues.pages) var pageID: String
    @Flag(help: "An array of objects with check, ok, detail and remedy.") var json = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.engine(settings)
        guard let page = try store.settings(of: pageID) else { throw StoreError.pageUnknown(pageID) }
        try FindingList(findings: await Doctor.check([page], store: store, settings: settings)).report(json: json)
    }
}
