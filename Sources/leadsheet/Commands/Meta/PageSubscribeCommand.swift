import ArgumentParser
import CRM
import Foundation
import LeadIntake

/// `leadsheet page subscribe`: has Meta send the page's leads here.
struct PageSubscribeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "subscribe", abstract: "Have Meta send a page's leads to its app; other fields that it sends stay.",
        usage: "leadsheet page subscribe PAGE_ID [OPTIONS]"
    ).withCommonOptions
    @Argument(help: "The page's id at Meta.", completion: CompletionValues.pages) var pageID: String
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        let store = try OpenStore.open(settings)
        guard let page = try store.settings(of: pageID) else { throw StoreError.pageUnknown(pageID) }
        let line = try await MetaQuestions.ask(settings, store: store) { checker in await checker.subscribe(page, at: Date()) }
        guard line.verdict == .good else { throw PlainError([line.finding, line.remedy].compactMap(\.self).joined(separator: " ")) }
        try Output.line(PlainLine.of(line.finding))
    }
}
