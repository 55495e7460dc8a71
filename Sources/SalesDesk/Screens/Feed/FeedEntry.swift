import CRM

/// The content of one line of the feed: an event, or several that lie one below the other and say the same.
struct FeedEntry: Hashable, Sendable, Identifiable {
    /// The newest of them.
    let row: FeedRow
    /// Of all of them, the newest first.
    private(set) var ids: [WebhookEvent.ID]

    var id: WebhookEvent.ID { row.id }
    var count: Int { ids.count }

    /// One entry for each event, or, `folded`, one for neighbours that say the same.
    static func entries(_ rows: [FeedRow], folded: Bool) -> [FeedEntry] {
        var entries: [FeedEntry] = []
        for row in rows {
            if folded, let last = entries.last, last.says(row) {
                entries[entries.count - 1].ids.append(row.id)
            } else {
                entries.append(FeedEntry(row: row, ids: [row.id]))
            }
        }
        return entries
    }

    /// Events that have made a customer are told one by one, and so are those on their way.
    private func says(_ other: FeedRow) -> Bool {
        switch row.event.state {
        case .waiting, .blocked, .failed, .ignored: break
        case .received, .fetching, .saved: return false
        }
        let (one, two) = (row.event, other.event)
        return one.state == two.state && one.kind == two.kind && one.pageID == two.pageID && one.error == two.error
            && one.signatureChecked == two.signatureChecked && row.formName == other.formName
    }
}
