import Base

/// Reads webhook deliveries (Meta: Graph API webhooks, getting started).
public enum WebhookParser {
    /// More changes than this in one delivery are refused: Meta batches up to 1,000, and a megabyte of `{}` would become
    /// hundreds of thousands of events.
    static let mostChanges = 5000

    /// Every change of every entry, in time that grows with the body's length alone. One bad element becomes `.unreadable` and never stops the rest; unknown keys
    /// are skipped; the order of keys does not matter.
    ///
    /// Also takes the sample that the App Dashboard shows for pasting, `{"field":…,"value":…}`, bare or inside
    /// `{"sample":…}`.
    public static func parse(_ body: some Collection<UInt8>) throws(WebhookBodyError) -> WebhookPayload {
        let envelope: WebhookEnvelope
        do {
            var reader = JSONReader(Array(body))
            envelope = try WebhookEnvelope(&reader)
            try reader.end()
        } catch {
            throw error.reason == .tooMuch ? .tooManyChanges : .notJSON
        }
        if let entries = envelope.entries, let object = envelope.object {
            return WebhookPayload(object: object, changes: entries.flatMap { changes(of: $0, object: object) })
        }
        guard envelope.entries == nil, let sample = envelope.sample else { throw .noEnvelope }
        let entry = WebhookEnvelope.Entry(changes: [sample])
        return WebhookPayload(
            object: envelope.object ?? "", changes: changes(of: entry, object: envelope.object ?? "page"))
    }

    private static func changes(of entry: WebhookEnvelope.Entry, object: String) -> [WebhookChange] {
        func change(_ field: String, _ kind: WebhookChange.Kind, _ raw: [UInt8]? = nil) -> WebhookChange {
            WebhookChange(
                entryID: entry.id, entryTime: entry.time, field: field,
                kind: object == "page" ? kind : .other, raw: raw)
        }
        guard entry.isObject else {
            return [change("", .unreadable("An entry of the delivery is not a JSON object."), entry.raw)]
        }
        var found = entry.changes.map { change($0.field, kind(of: $0, entryID: entry.id), $0.raw) }
        for name in entry.changedFields { found.append(change(name, name == "leadgen" ? .valuesOff : .other)) }
        for name in entry.otherFields { found.append(change(name, .other)) }
        return found
    }

    private static func kind(of change: WebhookEnvelope.Change, entryID: String) -> WebhookChange.Kind {
        guard change.isObject else { return .unreadable("A change of the delivery is not a JSON object.") }
        guard change.field == "leadgen" else { return .other }
        guard let value = change.value else {
            return .unreadable("A lead change has no value, so there is no lead id to fetch.")
        }
        guard let leadgenID = identifier(value.leadgenID) else {
            return .unreadable("A lead change has no usable leadgen_id, so there is nothing to fetch.")
        }
        let notice = LeadNotice(
            leadgenID: leadgenID,
            pageID: identifier(value.pageID) ?? entryID,
            formID: identifier(value.formID),
            // adgroup_id is the old name of the ad.
            adID: identifier(value.adID) ?? identifier(value.adgroupID),
            createdTime: value.createdTime.flatMap(MetaTime.date))
        // The post of the dashboard's Test button; no page and no lead has these ids.
        return entryID == "0" || leadgenID == "444444444444" ? .test(notice) : .lead(notice)
    }

    /// An id as text; nil for what Meta sends in place of one (0, null, "") and for what cannot be one.
    private static func identifier(_ text: String?) -> String? {
        idText(text).flatMap { $0 == "0" ? nil : $0 }
    }

    /// An id as text, the 0 of a test's entry among them; nil for what cannot be one. A NUL would end it early in the store, where it
    /// might then be the id of another page than the one whose signature was asked for.
    static func idText(_ text: String?) -> String? {
        guard let text, !text.isEmpty,
            text.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.properties.generalCategory != .control })
        else { return nil }
        return text
    }
}
