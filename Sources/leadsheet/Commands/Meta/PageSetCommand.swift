import ArgumentParser
import Base
import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads

/// `leadsheet page set`: the settings of a page, its secrets from files.
struct PageSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set",
        abstract: "Connect a Meta page to a user, or change its settings.",
        usage: """
            leadsheet page set PAGE_ID [--system-token-file F | --access-token-file F] [--app-secret-file F] \
            [--verify-token-file F] [--key-is-lost] [OPTIONS]
            """,
        discussion: """
            Secrets are read from files, or from standard input for "-" (one of them). What is not given stays as it is. \
            A page without a verify token gets a new one.

            With the token of a system user, Meta is asked for the page's own, and that alone is kept.

            Meta is asked whether a new access token lasts; one that is short-lived, or that Meta refuses, is not saved. Where Meta cannot be asked, the token is saved \
            unchecked, and that is said.

            The verify token and the callback URL are printed at the end, since you type both at Meta \
            (App Dashboard, Webhooks, Page). No other command prints a secret.
            """
    ).withCommonOptions

    @Argument(help: "The page's id at Meta.", completion: CompletionValues.pages) var pageID: String
    @Option(help: ArgumentHelp("The page access token.", valueName: "file"), completion: .file()) var accessTokenFile: String?
    @Option(
        help: ArgumentHelp("The token of a system user who has the page, instead of the page's own.", valueName: "file"),
        completion: .file())
    var systemTokenFile: String?
    @Option(help: ArgumentHelp("The app secret; without one, signatures are not checked.", valueName: "file"), completion: .file())
    var appSecretFile: String?
    @Option(help: ArgumentHelp("The verify token, when you want your own.", valueName: "file"), completion: .file())
    var verifyTokenFile: String?
    @Flag(help: "The key of the saved secrets is lost for good: what you give takes their place, under a new key.") var keyIsLost = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func validate() throws {
        guard accessTokenFile == nil || systemTokenFile == nil else {
            throw ValidationError("Give --system-token-file or --access-token-file: one of them makes the page's token.")
        }
    }

    func run() async throws {
        guard MetaPage.isID(pageID) else { throw PlainError(StoreError.pageIDInvalid(pageID).message, isUsage: true) }
        let settings = try await options.settings()
        let given = try SecretInput.read(
            [
                ("--access-token-file", accessTokenFile), ("--app-secret-file", appSecretFile), ("--verify-token-file", verifyTokenFile),
                ("--system-token-file", systemTokenFile),
            ],
            standardInput: { [UInt8](FileHandle.standardInput.readDataToEndOfFile()) })
        let store = try OpenStore.engine(settings, begins: true)
        let (user, wasMade) = try UserChoice.settle(
            named: settings.user, in: store, login: LoginName.current(), country: LocaleCountry.current())
        if wasMade {
            Output.note(
                "user \(PlainLine.of(user.name)) was added, because there was none. Another name: leadsheet user rename \(ShellWord.quoted(PlainLine.of(user.name))) NAME"
            )
        }

        let (old, isLost) = try saved(store, given)
        var accessToken = given[0]
        if let systemToken = given[3] {
            accessToken = try await pageToken(systemToken, appSecret: given[1] ?? old?.metaAppSecret, settings)
        }
        let page = PageEntry.merge(pageID, old: old, accessToken: accessToken, appSecret: given[1], verifyToken: given[2])
        if accessToken != nil { try await vet(page, settings, store) }
        if isLost { try store.replaceLostKey() }
        _ = try store.apply(.savePage(page), by: user.id, at: Date())

        try Output.line("Page \(PlainLine.of(pageID)) is saved for user \(PlainLine.of(user.name)).")
        try Output.line("Callback URL: \(settings.callbackURL)")
        try Output.line("Verify token: \(PlainLine.of(page.metaVerifyToken.reveal()))")
        if isLost {
            let verifyToken =
                given[2] == nil ? " The verify token is a new one: enter it at Meta, or give your own with --verify-token-file FILE." : ""
            Output.note("the saved secrets could not be opened any more, so what you gave took their place.\(verifyToken)")
        }
        for remark in PageEntry.remarks(on: page, settings: settings) { Output.note(remark) }
    }

    /// The settings from before. They are lost where the key is, which a person has to say: it may be elsewhere, such as with the service. Then those
    /// that are given take their place, and an app secret must be among them where there was one, or posts would no longer be checked.
    private func saved(_ store: AnyStore, _ given: [Secret?]) throws -> (settings: PageSettings?, isLost: Bool) {
        do {
            return (try store.settings(of: pageID), false)
        } catch let error as StoreError {
            guard case .keyUnusable = error, keyIsLost else { throw error }
            var needed = given[0] == nil && given[3] == nil ? [PageEntry.tokenOption] : []
            if given[1] == nil, try store.page(pageID)?.signatureChecked == true { needed.append("--app-secret-file FILE") }
            guard needed.isEmpty else {
                throw PlainError(
                    "The saved secrets of page \(pageID) are lost with their key. Give them anew: \(needed.joined(separator: " and "))")
            }
            return (nil, true)
        }
    }

    /// The page's own token, which Meta tells the system user who has the page.
    private func pageToken(_ systemToken: Secret, appSecret: Secret?, _ settings: Settings) async throws(PlainError) -> Secret {
        let user = PageAccess(accessToken: systemToken.reveal(), appSecret: appSecret?.reveal())
        return try await MetaQuestions.graph(settings) { (graph) async throws(PlainError) in
            do throws(GraphFailure) {
                return Secret(try await graph.pageToken(of: pageID, user: user))
            } catch {
                throw PlainError(
                    "Page \(pageID) was not saved: Meta did not tell its token. \(error.message.asSentence) \(Self.remedy(error))")
            }
        }
    }

    private static func remedy(_ failure: GraphFailure) -> String {
        switch failure.kind {
        case .tokenRefused: "Generate a new token of the system user in Business settings."
        case .permissionMissing, .objectMissing, .fieldRefused:
            "In Business settings give the system user this page and the app with full control, then generate its token with pages_show_list and pages_read_engagement."
        default: PageDiagnostics.remedy(failure)
        }
    }

    /// Throws for a token that ends within hours.
    private func vet(_ page: PageSettings, _ settings: Settings, _ store: AnyStore) async throws {
        let verdict = try await MetaQuestions.ask(settings, store: store) { checker in await checker.vet(page, at: Date()) }
        switch verdict {
        case .accepted: break
        case .unchecked(let reason): Output.note("whether the access token lasts was not checked: \(reason)")
        case .refused(let sentence): throw PlainError("Page \(pageID) was not saved. \(sentence)")
        }
    }
}
