import CRM
import Foundation

extension WebhookEvent {
    /// A row of ``JournalSQL/columns``.
    init(row: SQLRow) {
        let date = { (index: Int) in (row[index] as Int64?).map { Date(milliseconds: $0) } }
        self.init(
            id: row[0], kind: EventKind(rawValue: row[1]) ?? .other, receivedAt: Date(milliseconds: row[2]), pageID: row[3],
            leadgenID: row[4], formID: row[5], adID: row[6], createdTime: date(7), signatureChecked: row[8],
            state: EventState(rawValue: row[9]) ?? .failed, attempts: row[10], nextAttemptAt: date(11), error: row[12],
            remedy: row[13], customerID: row[14], milliseconds: row[15], source: EventSource(rawValue: row[16]) ?? .webhook,
            plan: (row[17] as String?).flatMap(RetryPlan.init), tries: row[18],
            reason: (row[19] as String?).flatMap(EventReason.init), message: row[20])
    }

    static func fetch(_ db: any Session, _ id: WebhookEvent.ID) throws -> WebhookEvent? {
        try db.one(JournalSQL.event, [id]).map(WebhookEvent.init)
    }
}
