import CRM
import Foundation
import MetaLeads

/// The intake's knowledge of the pages: their tokens, and which are to be left alone for a while.
///
/// The store knows which are blocked: it hands out no event of such a page.
struct PageAccessCache {
    /// The store's count of changes that these settings are of.
    private(set) var version: Int?
    private var access: [String: PageAccess] = [:]
    let rateLimits: RateLimits

    init(rateLimits: RateLimits) {
        self.rateLimits = rateLimits
    }

    /// Reads the settings again when they have changed.
    mutating func refresh(from store: any PageStoring) throws {
        let current = try store.pagesVersion()
        guard current != version else { return }
        access = Dictionary(try store.allSettings().map { ($0.metaPageId, $0.access) }) { first, _ in first }
        version = current
    }

    /// Nil: no user has the page.
    func access(_ page: String) -> PageAccess? { access[page] }

    func pause(_ page: String, _ reach: RateLimits.Reach = .page, until: Date, reason: EventReason = .rateLimited) {
        guard let access = access[page] else { return }
        rateLimits.pause(page, access, reach, until: until, reason: reason)
    }

    /// Nil: the page may be asked.
    func pause(of page: String, at now: Date) -> RateLimits.Pause? { access[page].flatMap { rateLimits.pause(of: page, $0, at: now) } }

    /// The pages to leave alone.
    func paused(at now: Date) -> [String: RateLimits.Pause] {
        access.reduce(into: [:]) { paused, page in paused[page.key] = rateLimits.pause(of: page.key, page.value, at: now) }
    }
}
