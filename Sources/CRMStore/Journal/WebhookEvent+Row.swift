import CRM
import Foundation

extension WebhookEvent {
    /// A row of ``JournalSQL/columns``.
    init(row: SQLRow) {
        let date = { (column: String) in (row[column] as Int64?).map { Date(milliseconds: $0) } }
        self.init(
            id: row["id"], kind: EventKind(rawValue: row["kind"]) ?? .other, receivedAt: Date(milliseconds: row["received_at"]),
            pageID: row["page_id"], leadgenID: row["leadgen_id"], formID: row["form_id"], adID: row["ad_id"],
            createdTime: date("created_time"), signatureChecked: row["signature_checked"],
            state: EventState(rawValue: row["state"]) ?? .failed, attempts: row["attempts"], nextAttemptAt: date("next_attempt_at"),
            error: row["error"], remedy: row["remedy"], customerID: row["customer_id"], milliseconds: row["milliseconds"],
            source: EventSource(rawValue: row["source"]) ?? .webhook, plan: (row["plan"] as String?).flatMap(RetryPlan.init),
            tries: row["tries"], reason: (row["reason"] as String?).flatMap(EventReason.init), message: row["message"])
    }

    static func fetch(_ db: any Session, _ id: WebhookEvent.ID) throws -> WebhookEvent? {
        try db.one(JournalSQL.event, [id]).map(WebhookEvent.init)
    }
}
