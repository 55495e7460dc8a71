import Foundation
import MetaSimulator
import EndToEndSupport
import TestSupport

/// What the program says of its data after the last kill, held against the sender's list.
struct KillAudit {
    let bench: Workbench
    let data: ProofData
    let meta: MetaStage
    let record: LeadStream.Record

    /// Notes every difference.
    func judge(_ verdict: inout Verdict) async throws {
        for miss in Set(record.misses).sorted() { verdict.expect(false, miss) }
        verdict.expect(!record.acknowledged.isEmpty, "Nothing was acknowledged, so nothing was shown.")
        verdict.expect(
            record.acknowledged.count == record.sent.count,
            "\(record.sent.count - record.acknowledged.count) leads were never acknowledged.")
        try await judgeCustomers(&verdict)
        try await judgeJournal(&verdict)
        try await judgeLedger(&verdict)
        try await judgeDatabase(&verdict)
    }

    private func judgeCustomers(_ verdict: inout Verdict) async throws {
        let rows = try await bench.customers().map { LeadTally.Row(lead: $0["leadgen_id"] as? String, user: $0["user"] as? String ?? "") }
        let tally = LeadTally(sent: record.sent.mapValues(meta.user), acknowledged: record.acknowledged)
        for difference in tally.differences(rows) { verdict.expect(false, difference) }
        verdict.figure("customers", "\(rows.count)")
    }

    private func judgeJournal(_ verdict: inout Verdict) async throws {
        let events = try await bench.events()
        let states = Dictionary(events.map { ($0["state"] as? String ?? "", 1) }, uniquingKeysWith: +)
        verdict.expect(Set(states.keys) == ["saved"], "Events of the journal are in other states than saved: \(states)")
        let leads = Set(events.compactMap { $0["leadgen_id"] as? String })
        let missing = record.acknowledged.subtracting(leads)
        verdict.expect(missing.isEmpty, "\(missing.count) acknowledged leads are not in the journal, such as \(missing.sorted().prefix(3))")
        verdict.expect(leads.isDisjoint(with: record.forged), "Leads of wrongly signed bodies are in the journal.")
        verdict.figure("events in the journal", "\(events.count)")
    }

    private func judgeLedger(_ verdict: inout Verdict) async throws {
        let outcome = try await bench.leadsheet("ledger", "--json")
        guard let forms = try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [[String: Any]] else {
            throw Waiting.NotSeen(description: "ledger gave no array of objects: \(outcome)")
        }
        for (user, page) in meta.pages {
            let mine = forms.filter { $0["page_id"] as? String == page.id }
            func sum(_ column: String) -> Int { mine.reduce(0) { $0 + ($1[column] as? Int ?? 0) } }
            let sent = record.sent.values.count { $0 == page.id }
            verdict.expect(
                sum("by_webhook") == sent && sum("by_catch_up") == 0 && sum("waiting") == 0 && sum("failed") == 0,
                "The ledger of \(user)'s page does not add up to \(sent) leads by webhook: \(mine)")
        }
    }

    private func judgeDatabase(_ verdict: inout Verdict) async throws {
        let outcome = try await bench.leadsheet("doctor", "--json")
        let findings = try JSONSerialization.jsonObject(with: Data(outcome.out.utf8)) as? [[String: Any]] ?? []
        let finding = findings.first { $0["check"] as? String == "database" }
        verdict.expect(finding?["ok"] as? Bool == true, "doctor says of the database: \(finding ?? [:])")
        try data.expectSound(&verdict)
    }
}
