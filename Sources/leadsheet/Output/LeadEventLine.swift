import Base
import CRM

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
