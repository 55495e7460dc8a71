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
