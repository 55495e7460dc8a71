import Base
import CRM

/// An event of the journal as `feed --json` prints it.
enum FeedLine {
    /// One object on one line, without a line feed.
    static func json(_ event: WebhookEvent) -> String {
        JSONText.object([
            .init("id", .number(event.id)),
            .init("received_at", .string(InstantText.of(event.receivedAt))),
            .init("page_id", .string(event.pageID)),
            .init("leadgen_id", .text(event.leadgenID)),
            .init("state", .string(event.state.rawValue)),
            .init("attempts", .number(Int64(event.attempts))),
            .init("next_attempt_at", .text(event.nextAttemptAt.map(InstantText.of))),
            .init("error", .text(event.error)),
            .init("reason", .text(event.reason?.rawValue)),
            .init("remedy", .text(event.remedy)),
            .init("message", .text(event.message)),
            .init("customer_id", .integer(event.customerID)),
            .init("milliseconds", .integer(event.milliseconds.map(Int64.init))),
        ]).line
    }
}

/// A lead event as `feed --leads --json` prints it.
enum LeadEventLine {
    /// One object on one line, without a line feed: `id kind created_at leadgen_id is_test customer`; the customer is that of the JSON
    /// export.
    static func json(_ event: LeadEvent, _ customer: ExportRow) -> String {
        JSONText.object([
            .init("id", .number(event.id)),
            .init("kind", .string(event.kind.rawValue)),
            .init("created_at", .string(InstantText.of(event.createdAt))),
            .init("leadgen_id", .text(event.leadgenID)),
            .init("is_test", .bool(event.isTest)),
            .init("customer", customer.json),
        ]).line
    }
}
