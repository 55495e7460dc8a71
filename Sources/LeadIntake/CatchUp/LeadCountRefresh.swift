import CRM
import Dispatch
import Foundation
import Logging
import MetaLeads

/// Asks Meta how many leads each form of some pages has, and keeps the answer; no lead is read.
public struct LeadCountRefresh: Sendable {
    private let store: any PageStoring & LedgerStoring
    private let graph: any GraphCatchUp
    private let clock: @Sendable () -> Date

    public init(store: any PageStoring & LedgerStoring, graph: any GraphCatchUp, clock: @escaping @Sendable () -> Date) {
        self.store = store
        self.graph = graph
        self.clock = clock
    }

    /// Asks about all pages at once. Gives what stood in the way, in the order of the pages; throws what the store throws.
    public func run(_ pages: [String]) async throws -> [(page: String, problem: Problem)] {
        let queue = DispatchQueue(label: "lead-count")
        var found: [String: Problem] = [:]
        try await withThrowingTaskGroup(of: (String, GraphFailure?).self) { group in
            for page in pages {
                guard let settings = try store.settings(of: page) else { continue }
                let reading = CatchUpRun(
                    page: page, access: settings.access, graph: graph, store: store, queue: queue, clock: clock, rateLimits: RateLimits(),
                    logger: Logger(label: "leadsheet.catch-up"), found: {})
                group.addTask {
                    do {
                        _ = try await reading.forms()
                        return (page, nil)
                    } catch let failure as GraphFailure {
                        return (page, failure)
                    }
                }
            }
            for try await (page, failure) in group {
                found[page] = failure.map(Problem.init(catchUp:))
            }
        }
        return pages.compactMap { page in found[page].map { (page, $0) } }
    }
}

extension Problem {
    /// Why a page's leads, or their counts, could not be read.
    init(catchUp failure: GraphFailure) {
        self.init(.catchUp, failure.missionSentence, remedy: "\(failure.remedy) (\(failure.message))")
    }
}
