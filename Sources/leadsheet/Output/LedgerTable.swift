import CRM

/// The ledger for people: one line a form, and the sum of all.
enum LedgerTable {
    static func text(_ rows: [LedgerRow]) -> String {
        var table = TextTable(
            ["page", "form", "name", "meta", "by webhook", "by catch-up", "waiting", "failed"], numbers: [3, 4, 5, 6, 7])
        for row in rows {
            table.add([
                row.pageID, row.formID ?? "none", row.formName ?? "", row.meta.map(String.init) ?? "not told", String(row.byWebhook),
                String(row.byCatchUp), String(row.waiting), String(row.failed),
            ])
        }
        if rows.count > 1 {
            func sum(_ count: (LedgerRow) -> Int) -> String { String(rows.reduce(0) { $0 + count($1) }) }
            table.add([
                "all", "", "", sum { $0.meta ?? 0 }, sum(\.byWebhook), sum(\.byCatchUp), sum(\.waiting), sum(\.failed),
            ])
        }
        return table.text
    }
}
