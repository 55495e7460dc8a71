import CRM
import Foundation
import MetaLeads
import Synchronization

/// How attempts ended, on its way into the store: what is ready when the disk is free is written in one transaction, and nothing waits
/// for others to join it. Everything here runs on the intake's queue.
extension Intake {
    /// An attempt that ended and is about to be written.
    private enum Ended {
        case read(LeadFetch, GraphLead)
        case settled(WebhookEvent.ID, AttemptResult)
    }

    /// Ends an attempt that makes no customer.
    func conclude(_ event: WebhookEvent, _ settlement: AttemptResult) {
        settlements.append((event.id, settlement))
        if let leadgenID = event.leadgenID, jobs[leadgenID]?.event.id == event.id { drop(leadgenID) }
        writeSoon()
    }

    /// Writes all that is ready once the queue has come to what waits in it: what came while the disk was busy is written together.
    func writeSoon() {
        guard !isWriteDue else { return }
        isWriteDue = true
        queue.run {
            self.isWriteDue = false
            self.writeReady()
            self.work()
        }
    }

    private func writeReady() {
        let read = jobs.values.filter(\.isReady).sorted { $0.event.id < $1.event.id }
        let ended =
            settlements.map { Ended.settled($0.event, $0.settlement) } + read.compactMap { job in job.lead.map { .read(job, $0) } }
        settlements = []
        guard !ended.isEmpty else { return }
        do {
            try write(ended)
        } catch  where ended.count > 1 {
            // It may be the fault of one, for which the others are not to wait.
            writeEach(ended)
        } catch {
            giveBack(ended, error)
        }
    }

    private func writeEach(_ ended: [Ended]) {
        var failed: [Ended] = []
        var reason: (any Error)?
        for attempt in ended {
            do {
                try write([attempt])
            } catch {
                failed.append(attempt)
                reason = error
            }
        }
        // One pause for all, or it would grow as if the store had failed as often.
        if let reason { giveBack(failed, reason) }
    }

    /// Leaves them to the journal, which has them, for when the store works again.
    private func giveBack(_ failed: [Ended], _ error: any Error) {
        for case .read(let job, _) in failed { drop(job.leadgenID) }
        pause(error)
    }

    private func write(_ ended: [Ended]) throws {
        let now = clock()
        let outcomes = try store.record(try ended.map { try end(of: $0, now) }, at: now)
        for case (.read(let job, _), let outcome) in zip(ended, outcomes) { finish(job, outcome, now) }
        channel.send(.journalChanged)
    }

    private func end(of attempt: Ended, _ now: Date) throws -> (event: WebhookEvent.ID, end: AttemptEnd) {
        switch attempt {
        case .read(let job, let lead): (job.event.id, .read(try arrival(of: lead, job, now)))
        case .settled(let event, let settlement): (event, .settled(settlement))
        }
    }

    private func arrival(of lead: GraphLead, _ job: LeadFetch, _ now: Date) throws -> IncomingLead {
        let formID = lead.formID ?? job.event.formID
        // Read each time: another process may have mapped the form a moment ago.
        let kept = try formID.flatMap(store.form)
        let form = forms.form(formID) ?? kept.flatMap(FormCache.form)
        return IncomingLead(
            lead, form: form, mapping: kept?.mapping ?? FormMapping(), event: job.event,
            country: try store.country(ofPage: job.event.pageID), present: present.users(at: now), now: now, zone: zone)
    }

    private func finish(_ job: LeadFetch, _ outcome: Result<SavedLead?, StoreError>, _ now: Date) {
        do {
            switch outcome {
            case .success(let saved):
                drop(job.leadgenID)
                if let saved { announce(saved) }
            case .failure(.formMappedMeanwhile):
                writeSoon()
            case .failure(.pageUnknown):
                // The page was removed while its lead was fetched.
                try settle(job.event, .noUser, now)
            case .failure(.intakeTaken):
                // This process stood still for so long that another one fetches the lead now.
                drop(job.leadgenID)
            case .failure(.leadErased):
                // The person was erased while the lead was fetched, and its events ended with that.
                drop(job.leadgenID)
            case .failure(let error):
                throw error
            }
        } catch {
            drop(job.leadgenID)
            pause(error)
        }
    }

    private func announce(_ saved: SavedLead) {
        counts.withLock { if saved.isNew { $0.saved += 1 } else { $0.repeated += 1 } }
        if let joined = saved.joined {
            channel.send(.leadJoined(joined, userID: saved.userID))
        } else if saved.isNew {
            channel.send(.leadArrived(saved.customer, userID: saved.userID))
        }
    }
}
