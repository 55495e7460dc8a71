import CRM
import Foundation
import Logging
import MetaLeads

/// Compares one page with Meta's lists: every form, and of each the leads since its mark. What is missing goes into the journal.
struct CatchUpRun: Sendable {
    /// A form's list that was cut short.
    struct Unfinished: Sendable {
        var walk = Pager()
        var since: Date
        var newest: Date?
    }

    /// How far the page has come, so that a limit of Meta's does not make everything begin again.
    struct Progress: Sendable {
        var finished: Set<String> = []
        var unfinished: [String: Unfinished] = [:]
    }

    struct Outcome: Sendable {
        var progress: Progress
        var found = 0
        /// The failure that ended it, or the first trouble with one form.
        var failure: GraphFailure?
        var storeError: (any Error)?
    }

    let page: String
    let access: PageAccess
    let graph: any GraphCatchUp
    let store: any LedgerStoring
    /// Where the store may block.
    let queue: any WorkQueue
    let clock: @Sendable () -> Date
    let rateLimits: RateLimits
    let logger: Logger
    /// Called when something was put into the journal.
    let found: @Sendable () -> Void

    func run(resuming progress: Progress) async -> Outcome {
        var outcome = Outcome(progress: progress)
        do {
            let (forms, usage) = try await forms()
            try rest(after: usage)
            var inARow = 0
            for form in forms where form.leads != 0 && !progress.finished.contains(form.id) {
                do {
                    try await read(form.id, &outcome)
                    inARow = 0
                } catch let failure as GraphFailure where CatchUpRules.leavesOthers(failure) {
                    inARow = failure.kind == .transient ? inARow + 1 : 0
                    if inARow == CatchUpRules.mostInARow { throw failure }
                    logger.warning("The leads of form \(form.id) could not be listed: \(failure.headline)")
                    outcome.progress.unfinished[form.id] = nil
                    outcome.failure = outcome.failure ?? failure
                }
            }
        } catch let failure as GraphFailure {
            outcome.failure = failure
        } catch {
            outcome.storeError = error
        }
        return outcome
    }

    /// All forms, archived and new ones too: a finished campaign's leads are leads.
    /// Meta's counts of them are kept.
    func forms() async throws -> (forms: [CountedForm], usage: GraphUsage?) {
        var walk = Pager()
        var forms: [CountedForm] = []
        var usage: GraphUsage?
        while !walk.isAtEnd {
            let (cursor, limit) = (walk.cursor, walk.limit)
            let reply = try await part(&walk) { () async throws(GraphFailure) in
                try await graph.forms(of: page, after: cursor, limit: limit, access: access)
            }
            guard let reply else { continue }
            let list = reply.value
            usage = reply.usage
            if list.unreadable > 0 {
                logger.warning("\(list.unreadable) forms of page \(page) have no id, so their leads cannot be listed.")
            }
            forms += list.items
            try walk.advance(to: list.next)
        }
        let counts = forms.map { FormCount(formID: $0.id, name: $0.name, held: $0.held) }
        try await stored { store, now in try store.noteForms(counts, of: page, at: now) }
        return (forms, usage)
    }

    private func read(_ form: String, _ outcome: inout Outcome) async throws {
        let mark = try await stored { store, _ in try store.mark(ofForm: form, page: page) }
        let fresh = Unfinished(since: CatchUpRules.since(mark: mark, now: clock()))
        var now = outcome.progress.unfinished[form] ?? fresh
        var isResumed = now.walk.cursor != nil
        var usage: GraphUsage?
        while !now.walk.isAtEnd {
            let (cursor, limit, since) = (now.walk.cursor, now.walk.limit, now.since)
            let reply: GraphReply<GraphList<ListedLead>>?
            do {
                reply = try await part(&now.walk) { () async throws(GraphFailure) in
                    try await graph.leads(of: form, since: since, after: cursor, limit: limit, fields: .minimal, access: access)
                }
            } catch let failure as GraphFailure where isResumed && CatchUpRules.concernsOneForm(failure) {
                // The cursor is from before the pause, and Meta need not know it any more.
                (now, isResumed) = (fresh, false)
                continue
            }
            guard let reply else { continue }
            isResumed = false
            usage = reply.usage
            let list = reply.value
            if list.unreadable > 0 { logger.warning("\(list.unreadable) leads of form \(form) have no id, so they cannot be read.") }
            outcome.found += try await keep(list.items, of: form)
            now.newest = ([now.newest].compactMap { $0 } + list.items.compactMap(\.createdTime)).max()
            try now.walk.advance(to: list.next)
            // The walk goes on from here after any end.
            outcome.progress.unfinished[form] = now
            if !now.walk.isAtEnd { try rest(after: usage) }
        }
        outcome.progress.unfinished[form] = nil
        // Only now, with every part stored: an end in between asks for all of it again.
        if let new = CatchUpRules.mark(after: mark, seen: now.newest, now: clock()) {
            try await stored { store, _ in try store.setMark(new, ofForm: form, page: page) }
        }
        outcome.progress.finished.insert(form)
        try rest(after: usage)
    }

    /// One part of a list; nil when Meta wants to be asked for less.
    private func part<Item>(
        _ walk: inout Pager, _ ask: () async throws(GraphFailure) -> GraphReply<GraphList<Item>>
    ) async throws -> GraphReply<GraphList<Item>>? {
        try Task.checkCancellation()
        let now = clock()
        // Another part of this process may have met a limit meanwhile.
        if let release = rateLimits.pausedUntil(page, access, at: now) { throw Self.pause(release.timeIntervalSince(now)) }
        do throws(GraphFailure) {
            return try await ask()
        } catch {
            if error.asksForLess, walk.halve() { return nil }
            throw error
        }
    }

    /// Asking on while the quota is used up would only prolong it.
    private func rest(after usage: GraphUsage?) throws(GraphFailure) {
        if let seconds = IntakeRules.appPause(after: usage) { throw Self.pause(seconds, code: 4) }
        guard let seconds = IntakeRules.pause(after: usage) else { return }
        throw Self.pause(seconds)
    }

    /// Code 4 is that of an app's own limit.
    private static func pause(_ seconds: Double, code: Int? = nil) -> GraphFailure {
        GraphFailure(
            kind: .rateLimited, code: code,
            message: "Meta's quota for this \(code == nil ? "page" : "app") is used up, and Meta asked for a pause.",
            retryAfter: .seconds(Int64(seconds.rounded(.up))))
    }

    /// One delivery a lead, so that a person can be erased without touching another's.
    private func keep(_ leads: [ListedLead], of form: String) async throws -> Int {
        guard !leads.isEmpty else { return 0 }
        let (page, now) = (page, clock())
        let written = try await stored { store, _ in
            try store.appendMissing(
                leads.map { lead in
                    Delivery(
                        receivedAt: now, body: Array(lead.raw.utf8),
                        events: [
                            NewEvent(
                                kind: .lead, pageID: page, leadgenID: lead.id, formID: lead.formID ?? form, adID: lead.adID,
                                createdTime: lead.createdTime, signatureChecked: true, source: .catchUp)
                        ])
                })
        }
        if !written.isEmpty { found() }
        return written.count
    }

    @discardableResult
    private func stored<Value: Sendable>(
        _ body: @escaping @Sendable (any LedgerStoring, Date) throws -> Value
    ) async throws -> Value {
        let (store, clock) = (store, clock)
        return try await withCheckedThrowingContinuation { continuation in
            queue.run { continuation.resume(with: Result { try body(store, clock()) }) }
        }
    }
}
