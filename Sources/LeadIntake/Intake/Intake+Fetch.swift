import Base
import CRM
import Foundation
import Logging
import MetaLeads
import Synchronization

/// A lead on its way from Meta.
struct LeadFetch {
    let leadgenID: String
    var event: WebhookEvent
    var access: PageAccess
    var asked = LeadFields.full
    /// Set once Meta has told the lead.
    var lead: GraphLead?
    /// The form that the lead waits for.
    var awaitedForm: String?

    /// Whether all is here that makes a customer of it.
    var isReady: Bool { lead != nil && awaitedForm == nil }
}

/// One event's way: from the journal to Meta and back into the store. Everything here runs on the intake's queue.
extension Intake {
    /// Starts an event, or ends it at once where Meta need not be asked. Throws what the store throws.
    func begin(_ event: WebhookEvent, _ now: Date) throws {
        guard let leadgenID = event.leadgenID else { return try settle(event, .noLead, now) }
        if try store.customer(ofLead: leadgenID) != nil {
            counts.withLock { $0.repeated += 1 }
            return try settle(event, .alreadyHere, now)
        }
        guard let access = book.access(event.pageID) else { return try settle(event, .noUser, now) }
        guard !access.accessToken.isEmpty else { return try settle(event, .noToken, now) }
        if let pause = book.pause(of: event.pageID, at: now) {
            return try settle(event, .pageOnHold(pause), now)
        }
        // The form is read at the same time: its questions say which answer is what.
        if let form = event.formID { try seek(form, for: event.pageID, access, now) }
        jobs[leadgenID] = LeadFetch(leadgenID: leadgenID, event: event, access: access)
        fetch(leadgenID)
    }

    private func fetch(_ leadgenID: String) {
        guard let job = jobs[leadgenID] else { return }
        counts.withLock {
            $0.fetches += 1
            $0.underWay = jobs.count
        }
        let graph = graph
        Task(executorPreference: queue.executor) {
            let answer: Result<GraphReply<GraphLead>, GraphFailure>
            do throws(GraphFailure) {
                answer = .success(try await graph.lead(leadgenID, access: job.access, fields: job.asked))
            } catch {
                answer = .failure(error)
            }
            self.queue.run { self.fetched(leadgenID, answer) }
        }
    }

    private func fetched(_ leadgenID: String, _ answer: Result<GraphReply<GraphLead>, GraphFailure>) {
        guard var job = jobs[leadgenID] else { return }
        let now = clock()
        do {
            switch answer {
            case .success(let reply):
                counts.withLock { $0.graphTroubles[job.event.pageID] = nil }
                // Another number may lead to the same lead, as one with zeros before it: it would be a second customer, or bring back
                // one who was erased.
                guard reply.value.id == leadgenID else {
                    try settle(job.event, .otherLead, now)
                    break
                }
                if let pause = IntakeRules.pause(after: reply.usage) {
                    book.pause(job.event.pageID, until: now.addingTimeInterval(pause))
                }
                if let pause = IntakeRules.appPause(after: reply.usage) {
                    book.pause(job.event.pageID, .app, until: now.addingTimeInterval(pause))
                }
                try hasten(job.event.pageID, now)
                job.lead = reply.value
                if reply.value.answersLeftOut > 0 {
                    logger.warning(
                        "Lead \(leadgenID) has \(reply.value.answersLeftOut) answers more than are read; they stand in its raw event.")
                }
                job.awaitedForm = try missingForm(of: reply.value, job, now)
                jobs[leadgenID] = job
                if job.awaitedForm == nil { writeSoon() } else { limitWait(leadgenID) }
            case .failure(let failure):
                if HeldLeads.passing.contains(failure.reason) { steadyPages.remove(job.event.pageID) }
                counts.withLock {
                    $0.failures += 1
                    if failure.concernsPage {
                        $0.graphTroubles[job.event.pageID] = "\(failure.missionSentence): \(failure.remedy) (\(failure.message))"
                    }
                }
                try settle(job.event, .failed(failure, asked: job.asked), now)
                sayFailure(failure, job.event)
            }
        } catch {
            drop(leadgenID)
            pause(error)
        }
        work()
    }

    /// In the log each page's failures are one line a minute, however many leads wait for the same. Meta's words are left to the feed.
    private func sayFailure(_ failure: GraphFailure, _ event: WebhookEvent) {
        guard let held = failures.line(event.pageID).admit(at: clock()) else { return }
        let more = held == 0 ? "" : " The same page had \(Counted.text(held, "more such failure")) since the last such line."
        let trace = failure.traceID.map { " fbtrace_id \($0)." } ?? ""
        logger.warning("Event \(event.id) of page \(event.pageID): \(failure.headline).\(trace) \(failure.remedy)\(more)")
    }

    /// The form that must be waited for; nil when it is known, cannot be read now, or there is none.
    private func missingForm(of lead: GraphLead, _ job: LeadFetch, _ now: Date) throws -> String? {
        guard let form = lead.formID ?? job.event.formID else { return nil }
        try seek(form, for: job.event.pageID, job.access, now)
        guard case .reading? = forms[form] else { return nil }
        return form
    }

    private func limitWait(_ leadgenID: String) {
        queue.run(after: formPatience) {
            guard self.jobs[leadgenID]?.awaitedForm != nil else { return }
            self.jobs[leadgenID]?.awaitedForm = nil
            self.writeSoon()
        }
    }

    /// Ends an attempt that makes no customer as the rules say.
    func settle(_ event: WebhookEvent, _ outcome: IntakeOutcome, _ now: Date) throws {
        switch IntakeRules.step(for: event, after: outcome, now: now, jitter: jitter()) {
        case .save: return
        case .retryMinimal:
            guard let leadgenID = event.leadgenID, jobs[leadgenID] != nil else { return }
            jobs[leadgenID]?.asked = .minimal
            return fetch(leadgenID)
        case .settle(let settlement):
            conclude(event, settlement)
            if settlement.reason == .noUser || settlement.reason == .noToken, let error = settlement.error,
                failures.line(event.pageID).admit(at: now) != nil
            {
                logger.warning("Event \(event.id) of page \(event.pageID): \(error). \(settlement.remedy ?? "")")
            }
        case .blockPage(let settlement, let reason, let remedy):
            if try hasNewSettings(event) {
                // The settings that failed are the old ones: try the new before anything is blocked.
                conclude(event, AttemptResult(state: .waiting, nextAttemptAt: now))
                return wake()
            }
            // The page first: an event may only wait for a page that is blocked.
            let code = settlement.reason ?? .pageBlocked
            try store.setState(page: event.pageID, .blocked(reason: reason, remedy: remedy, code: code), at: now)
            conclude(event, settlement)
            for taken in takeBuffered(of: event.pageID) {
                try settle(taken, .pageBlocked(reason: reason, remedy: remedy, code: code), now)
            }
            counts.withLock { $0.pagesBlocked += 1 }
            logger.error("Page \(event.pageID): \(reason.asSentence) \(remedy)")
            channel.send(.pagesChanged)
        case .pause(let settlement, let reach, let until):
            conclude(event, settlement)
            book.pause(event.pageID, reach, until: until, reason: settlement.reason ?? .rateLimited)
        }
    }

    /// Whether a person saved other settings while Meta was asked.
    private func hasNewSettings(_ event: WebhookEvent) throws -> Bool {
        guard let leadgenID = event.leadgenID, let asked = jobs[leadgenID]?.access else { return false }
        try book.refresh(from: store)
        return book.access(event.pageID) != asked
    }

    /// The page's events that were taken from the journal and not begun.
    private func takeBuffered(of page: String) -> [WebhookEvent] {
        let taken = buffer.filter { $0.pageID == page }
        buffer.removeAll { $0.pageID == page }
        return taken
    }

    func drop(_ leadgenID: String) {
        jobs[leadgenID] = nil
        counts.withLock { $0.underWay = jobs.count }
    }

    // MARK: Forms

    /// Makes a form known: from memory, from the store, or by asking Meta, once for all who want it.
    private func seek(_ form: String, for page: String, _ access: PageAccess, _ now: Date) throws {
        switch forms[form] {
        case .known, .reading: return
        case .failed(let until) where until > now: return
        case .failed, nil: break
        }
        if let kept = try store.form(form), let known = FormCache.form(kept) {
            return forms.put(.known(known), form)
        }
        forms.put(.reading, form)
        let graph = graph
        Task(executorPreference: queue.executor) {
            let answer: Result<GraphForm, GraphFailure>
            do throws(GraphFailure) {
                answer = .success(try await graph.form(form, access: access).value)
            } catch {
                answer = .failure(error)
            }
            self.queue.run { self.formRead(form, page, answer) }
        }
    }

    private func formRead(_ id: String, _ page: String, _ answer: Result<GraphForm, GraphFailure>) {
        let now = clock()
        switch answer {
        case .success(let form):
            forms.put(.known(form), id)
            do {
                try store.keepForm(FormCache.kept(form, id: id, page: page, at: now))
            } catch {
                // It is in memory; a later start asks again.
                logger.warning("Form \(id) could not be kept: \(LogText.of(error))")
            }
        case .failure(let failure):
            forms.put(.failed(until: now.addingTimeInterval(FormCache.pauseAfterFailure)), id)
            if let seconds = IntakeRules.pause(after: failure) {
                book.pause(page, .init(failure), until: now.addingTimeInterval(seconds), reason: failure.reason)
            }
            logger.warning("Form \(id) could not be read, so its leads come without the form's name: \(failure.headline)")
        }
        for (leadgenID, job) in jobs where job.awaitedForm == id { jobs[leadgenID]?.awaitedForm = nil }
        writeSoon()
    }
}
