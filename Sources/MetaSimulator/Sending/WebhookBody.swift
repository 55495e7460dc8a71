import Foundation

/// Bodies of webhook deliveries (Meta: Graph API webhooks, getting started; Lead ads, retrieving leads).
public enum WebhookBody {
    /// The id of the lead that the App Dashboard's Test button tells of.
    public static let dashboardLeadID = "444444444444"

    /// One body about these leads in the order given; neighbours of the same page share an entry.
    public static func make(
        _ leads: [SimulatedLead], style: BodyStyle = BodyStyle(), sentAt: Date = Date()
    ) -> [UInt8] {
        var entries: [(page: String, changes: [MetaJSON])] = []
        for lead in leads {
            let change = change(value(of: lead, style), style)
            if let last = entries.last, last.page == lead.pageID, last.changes.count < style.changesPerEntry {
                entries[entries.count - 1].changes.append(change)
            } else {
                entries.append((lead.pageID, [change]))
            }
        }
        return envelope(entries.map { entry(id($0.page, style), $0.changes, sentAt) }, style)
    }

    /// What the App Dashboard's Test button sends: entry `"0"`, a lead that does not exist.
    public static func dashboardTest(sentAt: Date = Date()) -> [UInt8] {
        let value: [(String, MetaJSON)] = [
            ("ad_id", .string("444444444")), ("form_id", .string(dashboardLeadID)),
            ("leadgen_id", .string(dashboardLeadID)), ("created_time", seconds(sentAt)),
            ("page_id", .string(dashboardLeadID)), ("adgroup_id", .string("44444444444")),
        ]
        let style = BodyStyle()
        return envelope([entry(.string("0"), [change(.object(value), style)], sentAt)], style)
    }

    private static func envelope(_ entries: [MetaJSON], _ style: BodyStyle) -> [UInt8] {
        let members: [(String, MetaJSON)] = [("object", .string("page")), ("entry", .array(entries))]
        return MetaJSON.object(style.valueFirst ? members.reversed() : members).bytes
    }

    private static func entry(_ id: MetaJSON, _ changes: [MetaJSON], _ sentAt: Date) -> MetaJSON {
        .object([("id", id), ("time", seconds(sentAt)), ("changes", .array(changes))])
    }

    private static func change(_ value: MetaJSON, _ style: BodyStyle) -> MetaJSON {
        let members: [(String, MetaJSON)] = [("field", .string("leadgen")), ("value", value)]
        return .object(style.valueFirst ? members.reversed() : members)
    }

    private static func value(of lead: SimulatedLead, _ style: BodyStyle) -> MetaJSON {
        var members: [(String, MetaJSON)] = [
            ("created_time", seconds(lead.createdTime)), ("leadgen_id", id(lead.id, style)),
            ("page_id", id(lead.pageID, style)), ("form_id", id(lead.formID, style)),
        ]
        let ad: MetaJSON? =
            if let advertisement = lead.advertisement {
                id(advertisement.adID, style)
            } else {
                switch style.missingAd {
                case .leftOut: nil
                case .zero: style.idsAsNumbers ? .number(0) : .string("0")
                case .null: .null
                }
            }
        // Both keys hold the ad: the second is its old name.
        if let ad { members += [("ad_id", ad), ("adgroup_id", ad)] }
        return .object(members)
    }

    private static func id(_ text: String, _ style: BodyStyle) -> MetaJSON {
        // A number must say the same digits, so none with leading zeros or beyond 64 bits.
        if style.idsAsNumbers, let number = Int64(text), String(number) == text { return .number(text) }
        return .string(text)
    }

    private static func seconds(_ date: Date) -> MetaJSON { .number(Int(date.timeIntervalSince1970)) }
}
