import Foundation

/// The Meta pages and their settings. Saving and removing are ``Change``s, so that they can be undone.
public protocol PageStoring: Sendable {
    /// The pages of a user, or of all, in the order they were added.
    func pages(of user: User.ID?) throws -> [MetaPage]
    func page(_ id: String) throws -> MetaPage?
    /// The secrets of a page, opened; nil for an unknown page.
    func settings(of page: String) throws -> PageSettings?
    /// The settings of every page: the listener keeps them in memory and asks again when ``pagesVersion()`` has changed.
    func allSettings() throws -> [PageSettings]
    /// Counts up with every change of a page's settings, by whatever process.
    func pagesVersion() throws -> Int

    func noteVerified(page: String, at: Date) throws
    func noteName(page: String, name: String) throws
    func noteToken(page: String, _ health: TokenHealth) throws
    /// Blocks a page (its events wait for new settings), or sets it free; freed, its blocked events become due at once.
    func setState(page: String, _ state: PageState, at now: Date) throws
    /// Where the telephone numbers of the page's user belong; nil when that is not known, or no user has the page.
    func country(ofPage pageID: String) throws -> Country?

    /// A form's name and questions as kept from the Graph API (JSON as it came), with its mapping; nil when Meta has told nothing of it
    /// and nobody has mapped it.
    func form(_ id: String) throws -> KeptForm?
    /// Keeps what Meta told. The mapping stays what it is.
    func keepForm(_ form: KeptForm) throws
}

/// A lead form as the Graph API described it, and as a person mapped it.
public struct KeptForm: Hashable, Sendable {
    public var id: String
    public var pageID: String
    public var name: String
    /// The Graph API's answer as it came; empty when there is none, and only a mapping.
    public var raw: String
    public var fetchedAt: Date
    public var mapping: FormMapping

    public init(id: String, pageID: String, name: String, raw: String, fetchedAt: Date, mapping: FormMapping = FormMapping()) {
        self.id = id
        self.pageID = pageID
        self.name = name
        self.raw = raw
        self.fetchedAt = fetchedAt
        self.mapping = mapping
    }
}
