import CRM
import Foundation
import MetaLeads

/// What the intake knows of the pages: their tokens, and which are to be left alone for a while.
///
/// Which are blocked is the store's to know: it hands out no event of such a page.
struct PageAccessCache {
    /// The store's count of changes that these settings are of.
    private(set) var version: Int?
    private var access: [String: PageAccess] = [:]
    let holds: MetaHolds

    init(holds: MetaHolds) {
        self.holds = holds
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

    func hold(_ page: String, _ reach: MetaHolds.Reach = .page, until: Date) {
        guard let access = access[page] else { return }
        holds.hold(page, access, reach, until: until)
    }

    /// Nil: the page may be asked.
    func hold(_ page: String, at now: Date) -> Date? { access[page].flatMap { holds.release(page, $0, at: now) } }

    /// The pages to leave alone, each with the end of it.
    func held(at now: Date) -> [String: Date] {
        access.reduce(into: [:]) { held, page in held[page.key] = holds.release(page.key, page.value, at: now) }
    }
}
