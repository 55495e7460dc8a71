import CRM
import MetaLeads

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
