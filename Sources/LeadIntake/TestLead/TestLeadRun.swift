import CRM
import Dispatch
import Foundation
import MetaLeads

/// A lead from Meta's testing edge, timed end to end (Meta: Lead ads, testing and troubleshooting): made by Meta, announced by its
/// webhook, journalled and saved by whichever process does that, and deleted at Meta.
public struct TestLeadRun: LeadTesting {
    private let graph: any GraphTestLeads
    private let journal: any JournalStoring
    private let patience: Duration
    private let clock: @Sendable () -> Date
    private let queue = DispatchQueue(label: "lead-test")
    /// The journal is looked at this often meanwhile: another process may be the one that writes it.
    private static let look = Duration.milliseconds(100)

    /// `patience` is how long the lead may take from Meta to its customer.
    public init(
        graph: any GraphTestLeads, journal: any JournalStoring, patience: Duration = .seconds(60),
        clock: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.graph = graph
        self.journal = journal
        self.patience = patience
        self.clock = clock
    }

    public func sendTestLead(
        _ settings: PageSettings, stage: @escaping @Sendable (TestLeadStage) -> Void
    ) async -> [PageCheckReport.Line] {
        do throws(TestLeadEnd) {
            stage(.choosingForm)
            let form = try await newestForm(settings)
            try await clear(form, settings)
            stage(.asked(form: form.name ?? form.id))
            let began = clock()
            let lead: String
            do throws(GraphFailure) {
                lead = try await graph.makeTestLead(of: form.id, access: settings.access)
            } catch {
                throw .refused(error, "Meta makes no test lead of \(TestLeadFindings.title(form))")
            }
            stage(.made)
            let sight = try await follow(lead, stage)
            var lines = [TestLeadFindings.line(sight, form: form, began: began, patience: patience)]
            // One that is not here yet may come still, and must be there to be read then.
            if sight.isSaved, let failure = await delete(lead, settings) { lines.append(TestLeadFindings.undeleted(failure)) }
            return lines
        } catch {
            return [error.line]
        }
    }

    // MARK: At Meta

    /// The newest of the page's active forms.
    private func newestForm(_ settings: PageSettings) async throws(TestLeadEnd) -> CountedForm {
        var walk = Pager()
        var forms: [CountedForm] = []
        do throws(GraphFailure) {
            while !walk.isAtEnd {
                let list = try await graph.datedForms(of: settings.metaPageId, after: walk.cursor, access: settings.access).value
                forms += list.items
                try walk.advance(to: list.next)
            }
        } catch {
            throw .refused(error, "The page's forms could not be listed, so no test lead was made")
        }
        guard let form = TestLeadFindings.newest(forms) else { throw .noForm }
        return form
    }

    /// Deletes the form's test lead from before, of which there can be one only.
    private func clear(_ form: CountedForm, _ settings: PageSettings) async throws(TestLeadEnd) {
        let title = TestLeadFindings.title(form)
        let old: [ListedLead]
        do throws(GraphFailure) {
            old = try await graph.testLeads(of: form.id, access: settings.access).value.items
        } catch {
            throw .refused(error, "The test leads of \(title) could not be listed, so none was made")
        }
        guard old.allSatisfy(TestLeadFindings.isTest) else { throw .foreign(title) }
        for lead in old {
            if let failure = await delete(lead.id, settings) {
                throw .refused(failure, "The test lead that \(title) has already could not be deleted")
            }
        }
    }

    private func delete(_ lead: String, _ settings: PageSettings) async -> GraphFailure? {
        do throws(GraphFailure) {
            try await graph.deleteLead(lead, access: settings.access)
            return nil
        } catch {
            return error
        }
    }

    // MARK: Here

    /// Waits until the lead is a customer, or as long as may be.
    private func follow(_ lead: String, _ stage: @Sendable (TestLeadStage) -> Void) async throws(TestLeadEnd) -> TestLeadSight {
        let end = ContinuousClock.now + patience
        var sight = TestLeadSight()
        while true {
            let before = sight
            sight = try await see(lead)
            if sight.event != nil, before.event == nil { stage(.announced) }
            if sight.isSaved { stage(.saved) }
            // Cancelled: whoever asked does not wait any more.
            guard !sight.isSaved, ContinuousClock.now < end, (try? await Task.sleep(for: Self.look)) != nil else { return sight }
        }
    }

    private func see(_ lead: String) async throws(TestLeadEnd) -> TestLeadSight {
        let result = await withCheckedContinuation { continuation in
            queue.async { [journal] in
                continuation.resume(
                    returning: Result {
                        let customer = try journal.customer(ofLead: lead)
                        // Newer than all that was there when it was made, so it is among the newest.
                        let events = try journal.events(before: nil, state: nil, user: nil, limit: 500).map(\.event).filter {
                            $0.leadgenID == lead
                        }
                        return TestLeadSight(
                            event: events.first { $0.source == .webhook } ?? events.first, isSaved: customer != nil,
                            isAnnounced: events.contains { $0.source == .webhook })
                    })
            }
        }
        switch result {
        case .success(let sight): return sight
        case .failure(let error): throw .store((error as? StoreError)?.message ?? "\(type(of: error))")
        }
    }
}
