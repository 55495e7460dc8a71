import CRM
import Foundation
import MetaLeads

/// Which form a test lead is made of, and what its way says. Pure.
enum TestLeadFindings {
    typealias Line = PageCheckReport.Line

    /// The form that was made last of those in use; of forms whose time Meta does not tell, the first in its list.
    static func newest(_ forms: [CountedForm]) -> CountedForm? {
        let active = forms.filter { $0.status?.uppercased() == "ACTIVE" }
        return active.max { ($0.createdTime ?? .distantPast) < ($1.createdTime ?? .distantPast) }.flatMap { newest in
            newest.createdTime == nil ? active.first : newest
        }
    }

    /// Whether a lead of the testing edge has a test's dummy answers.
    static func isTest(_ lead: ListedLead) -> Bool {
        guard let lead = try? GraphLead.parse(Array(lead.raw.utf8)) else { return false }
        return LeadMapper.isTest(lead.fields)
    }

    static func title(_ form: CountedForm) -> String { form.name.map { "the form \"\($0)\"" } ?? "form \(form.id)" }

    /// - Parameter began: when Meta was asked to make the lead.
    static func line(_ sight: TestLeadSight, form: CountedForm, began: Date, patience: Duration) -> Line {
        let seconds = patience.components.seconds
        guard let event = sight.event else {
            return .init(
                .fault, "Meta made a test lead of \(title(form)) and has not announced it here within \(seconds) s.",
                remedy:
                    "Meta's Lead Ads Testing Tool says why under Track Status. Check that the app is Live and that its webhooks come here.",
                on: .testLead)
        }
        guard sight.isSaved else {
            return .init(
                .fault,
                "Meta announced a test lead of \(title(form)), and it is no customer after \(seconds) s: \(event.error ?? "it is still being read.")",
                remedy: event.remedy ?? "The feed shows how it goes on; check that Leadsheet runs.", on: .testLead)
        }
        guard sight.isAnnounced else {
            return .init(
                .fault, "A test lead of \(title(form)) was found in Meta's lists, but its webhook has not come.",
                remedy: "Meta's Lead Ads Testing Tool says why under Track Status. Check that the app's webhooks come here.", on: .testLead)
        }
        let toHere = max(0, event.receivedAt.timeIntervalSince(began))
        let whole = toHere + Double(event.milliseconds ?? 0) / 1000
        return .init(
            .good,
            "A test lead of \(title(form)) was a customer \(span(whole)) after Meta was asked for it; its webhook came after \(span(toHere)).",
            on: .testLead)
    }

    static func undeleted(_ failure: GraphFailure) -> Line {
        .init(
            .warning, "The test lead could not be deleted at Meta: \(failure.message)",
            remedy: "Delete it in Meta's Lead Ads Testing Tool; a form has one test lead at most.", on: .testLead)
    }

    /// Such as `1.3 s`.
    private static func span(_ seconds: Double) -> String {
        let tenths = Int((seconds * 10).rounded())
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
