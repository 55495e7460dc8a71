import CRM
import Foundation
import Logging

/// Asks Meta about each page once after the start and whenever its settings have changed: the page's name, and how its token is.
actor PageInspection {
    private let pages: any PageStoring
    private let checker: any PageChecking
    private let logger: Logger
    private var inspected: [String: PageSettings] = [:]
    private var version: Int?

    init(pages: any PageStoring, checker: any PageChecking, logger: Logger) {
        self.pages = pages
        self.checker = checker
        self.logger = logger
    }

    /// Inspects what has changed since the last time; true when anything was. The checker notes what it finds with the page.
    func run() async -> Bool {
        do {
            let current = try pages.pagesVersion()
            guard current != version else { return false }
            version = current
            let fresh = try pages.allSettings().filter { !$0.metaPageAccessToken.isEmpty && inspected[$0.metaPageId] != $0 }
            for settings in fresh {
                // Noted before the question: a change that comes while Meta is asked is inspected in its turn.
                inspected[settings.metaPageId] = settings
                let report = await checker.check(settings, at: Date())
                for line in report.lines where line.verdict != .good {
                    logger.warning("Page \(settings.metaPageId): \(line.finding) \(line.remedy ?? "")")
                }
            }
            return !fresh.isEmpty
        } catch {
            logger.error("The pages could not be looked at: \((error as? StoreError)?.message ?? String(describing: error))")
            return false
        }
    }
}
