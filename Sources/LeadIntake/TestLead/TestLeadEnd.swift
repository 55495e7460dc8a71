import CRM
import MetaLeads

/// Why a test lead came to nothing before it was waited for.
enum TestLeadEnd: Error {
    /// Meta refused something; the words say what.
    case refused(GraphFailure, String)
    case noForm
    /// The testing edge of that form has a lead that is none of its own.
    case foreign(String)
    case store(String)

    var line: PageCheckReport.Line {
        switch self {
        case .refused(let failure, let what):
            let remedy =
                failure.kind == .badRequest || failure.kind == .objectMissing
                ? "Make one in Meta's Lead Ads Testing Tool and see there what it says." : PageDiagnostics.remedy(failure)
            return .init(.fault, "\(what): \(failure.message)", remedy: remedy, on: .testLead, isUnanswered: failure.isNoAnswer)
        case .noForm:
            return .init(
                .warning, "The page has no active form, so no test lead could be made.",
                remedy: "Make an instant form for the page in Meta's Ads Manager, then try again.", on: .testLead)
        case .foreign(let form):
            return .init(
                .fault, "\(form) has a lead on its testing edge that does not look like a test, so it was left alone.",
                remedy: "Look at it in Meta's Lead Ads Testing Tool and delete it there.", on: .testLead)
        case .store(let sentence):
            return .init(.fault, "The journal could not be read: \(sentence)", remedy: "Fix that, then try again.", on: .testLead)
        }
    }
}

/// The journal's account of a test lead.
struct TestLeadSight: Hashable, Sendable {
    /// The event that brought it: the webhook's, where there is one.
    var event: WebhookEvent?
    /// It is a customer.
    var isSaved = false
    /// A webhook announced it.
    var isAnnounced = false
}
