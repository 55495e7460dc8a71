import CRM
import CRMStore
import Foundation
import LeadIntake
import MetaLeads

/// What must hold at every moment, and at the end.
extension History {
    /// Whether the journal has the lead.
    func holds(lead id: String) throws -> Bool { try journal().contains { $0.leadgenID == id } }

    func journal() throws -> [WebhookEvent] { try store.events(before: nil, state: nil, user: nil, limit: 100_000).map(\.event) }

    /// What must hold whenever nothing is under way: no event is in a state without a way out.
    func checkMoment() {
        do {
            if dice.chance(0.2) { try checkOffers() }
            let counts = try store.eventCounts()
            if counts[.waiting] ?? 0 > 0 {
                for event in try store.events(before: nil, state: .waiting, user: nil, limit: 100).map(\.event) {
                    expect(event.nextAttemptAt != nil, "Event \(event.id) waits for no time.")
                }
            }
            guard let program, !isStopping, fallen.isEmpty else { return }
            if counts[.blocked] ?? 0 > 0 {
                let pages = Dictionary(uniqueKeysWithValues: try store.pages(of: nil).map { ($0.id, $0) })
                for event in try store.events(before: nil, state: .blocked, user: nil, limit: 100).map(\.event) {
                    expect(
                        event.error?.isEmpty == false && event.remedy?.isEmpty == false,
                        "Event \(event.id) is blocked and does not say why.")
                    guard let page = pages[event.pageID], page.hasAccessToken, page.state == .ok else { continue }
                    expect(false, "Event \(event.id) is blocked, and its page \(page.id) is not: nothing will ever set it free.")
                }
            }
            if counts[.fetching] ?? 0 > 0, leasesLeft == 0, programs.allSatisfy({ $0.intake.figures.underWay == 0 }),
                program.intake.figures.trouble == nil
            {
                expect(false, "\(counts[.fetching] ?? 0) events are marked as being fetched, and nothing is.")
            }
        } catch {
            expect(false, "The journal cannot be read: \(error)")
        }
    }

    // MARK: The end

    /// Goes on in fair weather until all is done, and looks at everything.
    func concludeAndCheck() throws {
        mend()
        guard try runUntilDone("healed", mustCompare: true) else { return }
        try checkLeads()
        try checkLedger()
        try checkDesk()
        try checkOffers()
        guard violation == nil else { return }
        // What was given up comes back when a person asks for it.
        person("retries all") { _ = try store.retry(nil, user: nil, at: clock) }
        guard try runUntilDone("brought back", mustCompare: false) else { return }
        for lead in meta.leads where meta.isHeld(lead, at: scheduler.now) && !people.erased.contains(lead.id) {
            expect(try store.customer(ofLead: lead.id) != nil, "Lead \(lead.id) was retried in fair weather, and it is no customer.")
        }
        guard violation == nil else { return }
        try checkLeads()
        guard dice.chance(0.1) else { return }
        kill("to look at what it leaves")
        while scheduler.doOne() {}
        reopen()
        try checkLeads()
        try checkLedger()
        try checkDesk()
        try checkOffers()
        expect(try store.integrity() == [], "The database is damaged.")
    }

    /// Lets the time go on until nothing is left to do. Four days are long enough for every plan of retries.
    private func runUntilDone(_ what: String, mustCompare: Bool) throws -> Bool {
        let begin = scheduler.now
        while scheduler.now - begin < 4 * 86400 {
            let next = scheduler.now + 1800
            scheduler.after(1800) {}
            guard run(until: next) else { return false }
            if try isDone(), try !mustCompare || isCompared(since: begin) { return true }
        }
        let open = try journal().filter { ![.saved, .ignored, .failed].contains($0.state) }
            .map { "event \($0.id) of lead \($0.leadgenID ?? "-") is \($0.state.rawValue)" }
        let late = try store.catchUpPages().filter { $0.problem != nil || ($0.endedAt ?? .distantPast) < instant(begin) }.map(\.pageID)
        let missing = try missing()
        expect(
            false,
            "Four days after all was well again not everything is \(what): \(open.joined(separator: ", ")); not compared: \(late.joined(separator: ", ")); missing: \(missing.joined(separator: ", "))."
        )
        return false
    }

    private func instant(_ seconds: Double) -> Date { Date(timeIntervalSince1970: SimulatedMeta.epoch + seconds) }

    private func isDone() throws -> Bool {
        let counts = try store.eventCounts()
        return try [.received, .fetching, .waiting, .blocked].allSatisfy { counts[$0] ?? 0 == 0 } && posts.allSatisfy(\.isOver)
            && missing().isEmpty
    }

    /// Whether every page was compared since, and since Meta has listed the last lead.
    private func isCompared(since begin: Double) throws -> Bool {
        let last = instant(max(begin, meta.changedAt) + SimulatedMeta.latestListing)
        return try store.catchUpPages().allSatisfy { $0.problem == nil && ($0.endedAt ?? .distantPast) > last }
    }

    /// Leads that must be accounted for and are not.
    private func missing() throws -> [String] {
        let known = Set(try journal().compactMap(\.leadgenID))
        return try meta.leads.filter { lead in
            guard lead.wasAccepted || meta.isHeld(lead, at: scheduler.now), !people.erased.contains(lead.id) else { return false }
            return try !known.contains(lead.id) && store.customer(ofLead: lead.id) == nil
        }.map(\.id)
    }

    private func checkLeads() throws {
        let journal = try journal()
        let events = Dictionary(grouping: journal, by: \.leadgenID)
        for event in journal {
            expect([.saved, .ignored, .failed].contains(event.state), "Event \(event.id) is \(event.state.rawValue) at the end.")
        }
        for lead in meta.leads {
            let customer = try store.customer(ofLead: lead.id)
            if people.erased.contains(lead.id) {
                expect(try customer == nil && store.isErased(lead: lead.id), "Lead \(lead.id) was erased, and it is here.")
                expect(events[lead.id] == nil, "Lead \(lead.id) was erased, and the journal names it.")
                continue
            }
            guard customer == nil, lead.wasAccepted || meta.isHeld(lead, at: scheduler.now) else { continue }
            guard let last = events[lead.id]?.first else {
                expect(false, "Lead \(lead.id) is lost: Meta had it\(lead.wasAcknowledged ? ", and was told that it arrived" : "").")
                continue
            }
            expect(
                last.state == .failed && last.error != nil && last.remedy?.contains("deleted") == true
                    && last.remedy?.contains("Leads access") == true,
                "Lead \(lead.id) is no customer, and its event \(last.id) is \(last.state.rawValue) without naming both causes: \(last.remedy ?? "-")"
            )
        }
        try checkCustomers()
        try checkErased(journal)
        for (id, page) in people.forged where !people.open.contains(page) {
            expect(events[id] == nil, "Lead \(id) was forged, and the journal has it.")
        }
    }

    private func checkCustomers() throws {
        let told = Dictionary(uniqueKeysWithValues: meta.leads.map { ($0.id, $0) })
        let names = Dictionary(uniqueKeysWithValues: users.map { ($0.name, $0.id) })
        var seen: Set<String> = []
        try store.export(user: nil, spreadsheet: nil) { row in
            people.joined.formUnion(row.leads.dropFirst().map(\.leadgenID))
            for kept in row.leads {
                let id = kept.leadgenID
                expect(seen.insert(id).inserted, "Lead \(id) is two customers.")
                guard let lead = told[id] else { return expect(false, "Customer \(row.customer.id) is lead \(id), which Meta never had.") }
                expect(kept.formID == lead.form, "Lead \(id) came under form \(kept.formID ?? "-"), and it is of \(lead.form).")
                expect(
                    row.customer.customerName == lead.name || people.renamed.contains(row.customer.id),
                    "Lead \(id) is \(lead.name), and its customer is \(row.customer.customerName).")
                expect(row.customer.email == lead.email && row.customer.phoneNumber == lead.phone, "Lead \(id) has another's address.")
                let owner = names[row.user]
                expect(
                    people.moved.contains(row.customer.id) || owner.map { people.owners[lead.page]?.contains($0) == true } ?? false,
                    "Lead \(id) came to \(row.user), who never had \(lead.page).")
            }
        }
    }

    private func checkErased(_ journal: [WebhookEvent]) throws {
        guard !people.erased.isEmpty else { return }
        for event in journal {
            let raw = try store.raw(of: event.id)
            let texts = [event.error, event.remedy, raw?.graphAnswer, raw.map { String(decoding: $0.body, as: UTF8.self) }].compactMap {
                $0
            }
            for id in people.erased {
                expect(
                    !texts.contains { $0.contains("\(id)\"") || $0.contains("\(id),") || $0.contains("'\(id)'") },
                    "Lead \(id) was erased, and event \(event.id) still tells of it.")
            }
        }
    }

    private func checkLedger() throws {
        let rows = try store.ledger(user: nil)
        let journal = try journal()
        let events = Dictionary(grouping: journal.filter { $0.kind == .lead }, by: \.leadgenID)
        for page in try store.pages(of: nil) {
            let own = rows.filter { $0.pageID == page.id }
            var missing = 0
            for form in meta.forms.values where form.page == page.id {
                let row = own.first { $0.formID == form.id }
                let held = meta.leads.filter { $0.form == form.id && meta.isHeld($0, at: scheduler.now) }
                let here = try meta.leads.filter { try $0.form == form.id && store.customer(ofLead: $0.id) != nil }
                let told = here.count { events[$0.id]?.contains { $0.source == .webhook } ?? false }
                let erased = meta.leads.count { $0.form == form.id && people.erased.contains($0.id) }
                missing += max(0, held.count - here.count - erased)
                expect(
                    row?.meta == held.count, "The ledger says that Meta has \(row?.meta ?? -1) leads of \(form.id); it has \(held.count).")
                expect(
                    row?.byWebhook ?? 0 == told,
                    "The ledger counts \(row?.byWebhook ?? 0) leads of \(form.id) by webhook; there are \(told).")
                expect(
                    row?.byCatchUp ?? 0 == here.count - told,
                    "The ledger counts \(row?.byCatchUp ?? 0) leads of \(form.id) by catch-up; there are \(here.count - told).")
            }
            let failed = try events.filter { id, all in
                guard let id, all.allSatisfy({ $0.pageID == page.id }) else { return false }
                return try store.customer(ofLead: id) == nil && all.allSatisfy { $0.state == .failed }
            }.count
            expect(
                own.reduce(0) { $0 + $1.failed } == failed,
                "The ledger counts \(own.reduce(0) { $0 + $1.failed }) failed leads of \(page.id); there are \(failed).")
            expect(own.allSatisfy { $0.waiting == 0 }, "The ledger counts waiting leads of \(page.id); there are none.")
            expect(page.leads.missing == missing, "The ledger misses \(page.leads.missing) leads of \(page.id); \(missing) are missing.")
        }
    }
}

extension ExportRow {
    /// Its own lead, and those that joined it.
    var leads: [Lead] { (lead.map { [$0] } ?? []) + otherLeads }
}
