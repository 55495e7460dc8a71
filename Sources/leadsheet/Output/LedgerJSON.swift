import Base
import CRM

/// The ledger as `ledger --json` prints it.
enum LedgerJSON {
    /// An array of `page_id form_id form_name meta by_webhook by_catch_up waiting failed`, one form a line.
    static func text(_ rows: [LedgerRow]) -> String {
        JSONText.lines(
            rows.map { row in
                .object([
                    .init("page_id", .string(row.pageID)),
                    .init("form_id", .text(row.formID)),
                    .init("form_name", .text(row.formName)),
                    .init("meta", .integer(row.meta.map(Int64.init))),
                    .init("by_webhook", .number(Int64(row.byWebhook))),
                    .init("by_catch_up", .number(Int64(row.byCatchUp))),
                    .init("waiting", .number(Int64(row.waiting))),
                    .init("failed", .number(Int64(row.failed))),
                ])
            })
    }
}
