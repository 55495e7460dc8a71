import CRM
import MetaLeads

extension NewEvent {
    /// The journal's event for a change that was accepted. A lead of a page that is not known here is no work: it waits for the page.
    init(_ change: WebhookChange, _ acceptance: SignaturePolicy.Acceptance) {
        let signatureChecked = acceptance.isChecked
        switch change.kind {
        case .lead(let notice) where acceptance.isOfStranger:
            let wait = IntakeRules.noUser(notice.pageID)
            self.init(.lead, notice, signatureChecked, wait.state, wait.error, wait.reason)
            remedy = wait.remedy
        case .lead(let notice):
            self.init(.lead, notice, signatureChecked, .received, nil, nil)
        case .test(let notice):
            self.init(
                .test, notice, signatureChecked, .ignored, "Meta test received, signature \(signatureChecked ? "ok" : "not checked")",
                .metaTest)
        case .valuesOff:
            self.init(
                kind: .other, pageID: change.entryID, signatureChecked: signatureChecked, state: .ignored,
                error:
                    "A lead came without its id, so it is looked for in Meta's lists: switch on \"Include Values\" for leadgen in the App Dashboard, under Webhooks.",
                reason: .noLead, wantsCatchUp: true)
        case .other:
            let name = change.field.isEmpty ? "nothing we know" : "\"\(Self.short(change.field))\""
            // Such a change of a page is a lead.
            let field = change.field == "leadgen" ? "\(name) that is not a page's" : name
            self.init(
                kind: .other, pageID: change.entryID, signatureChecked: signatureChecked, state: .ignored,
                error: "Not a lead: a notification about \(field).", reason: .notALead)
        case .unreadable(let sentence):
            self.init(
                kind: .other, pageID: change.entryID, signatureChecked: signatureChecked, state: .failed, error: sentence,
                reason: .unreadable)
        }
    }

    private init(
        _ kind: EventKind, _ notice: LeadNotice, _ signatureChecked: Bool, _ state: EventState, _ error: String?, _ reason: EventReason?
    ) {
        self.init(
            kind: kind, pageID: notice.pageID, leadgenID: notice.leadgenID, formID: notice.formID, adID: notice.adID,
            createdTime: notice.createdTime, signatureChecked: signatureChecked, state: state, error: error, reason: reason)
    }

    /// A field's name is whatever the sender wrote.
    private static func short(_ field: String) -> String {
        String(String.UnicodeScalarView(field.unicodeScalars.filter { $0.properties.generalCategory != .control }.prefix(40)))
    }
}
