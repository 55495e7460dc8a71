import CRM
import Foundation
import MetaLeads

/// What the intake knows of the pages: their tokens, and which are to be left alone for a while.
///
/// Which are blocked is the store's to know: it hands out no event of such a page.
struct PageBook {
    /// The store's count of changes that these settings are of.
    private(set) var version: Int?
    private var access: [String: PageAccess] = [:]
    private var holds: [String: Date] = [:]

    /// Reads the settings again when they have changed.
    mutating func refresh(from store: any PageStoring) throws {
        let current = try store.pagesVersion()
        guard current != version else { return }
        var access: [String: PageAccess] = [:]
        for settings in try store.allSettings() {
            access[settings.metaPageId] = PageAccess(
                accessToken: settings.metaPageAccessToken.reveal(), appSecret: settings.metaAppSecret.reveal())
        }
        self.access = access
        version = current
        // Somebody mended something: the pauses may be over with it.
        holds = [:]
    }

    /// Nil: no user has the page.
    func access(_ page: String) -> PageAccess? { access[page] }

    mutating func hold(_ page: String, until: Date) {
        holds[page] = max(until, holds[page] ?? until)
    }

    /// Moves the ends of all pauses, after the clock was set.
    mutating func moveHolds(by seconds: Double) {
        holds = holds.mapValues { $0.addingTimeInterval(seconds) }
    }

    /// Nil: the page may be asked.
    func hold(_ page: String, at now: Date) -> Date? { holds[page].flatMap { $0 > now ? $0 : nil } }

    /// The pages to leave alone, those whose time is over forgotten.
    mutating func heldPages(at now: Date) -> Set<String> {
        holds = holds.filter { $0.value > now }
        return Set(holds.keys)
    }

    var nextRelease: Date? { holds.values.min() }
}
