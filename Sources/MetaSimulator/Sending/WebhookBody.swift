import Base
import Foundation

/// Bodies of webhook deliveries (Meta: Graph API webhooks, getting started; Lead ads, retrieving leads).
public enum WebhookBody {
    /// The id of the lead that the App Dashboard's Test button tells of.
    public static let dashboardLeadID = "444444444444"

    /// One body about these leads in the order given; neighbours of the same page share an entry.
    public static func make(
        _ leads: [SimulatedLead], style: BodyStyle = BodyStyle(), sentAt: Date = Date()
    ) -> [UInt8] {
        var entries: [(page: String, changes: [JSONText])] = []
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

    /// The body that the App Dashboard's Test button sends: entry `"0"`, a lead that does not exist.
    public static func dashboardTest(sentAt: Date = Date()) -> [UInt8] {
        let value: [JSONText.Member] = [
            .init("ad_id", .string("444444444")), .init("form_id", .string(dashboardLeadID)),
            .init("leadgen_id", .string(dashboardLeadID)), .init("created_time", seconds(sentAt)),
            .init("page_id", .string(dashboardLeadID)), .init("adgroup_id", .string("44444444444")),
        ]
        let style = BodyStyle()
        return envelope([entry(.string("0"), [change(.object(value), style)], sentAt)], style)
    }

    private static func envelope(_ entries: [JSONText], _ style: BodyStyle) -> [UInt8] {
        let members: [JSONText.Member] = [.init("object", .string("page")), .init("entry", .array(entries))]
        return JSONText.object(style.valueFirst ? members.reversed() : members).bytes
    }

    private static func entry(_ id: JSONText, _ changes: [JSONText], _ sentAt: Date) -> JSONText {
        .object([.init("id", id), .init("time", seconds(sentAt)), .init("changes", .array(changes))])
    }

    private static func change(_ value: JSONText, _ style: BodyStyle) -> JSONText {
        let members: [JSONText.Member] = [.init("field", .string("leadgen")), .init("value", value)]
        return .object(style.valueFirst ? members.reversed() : members)
    }

    private static func value(of lead: SimulatedLead, _ style: BodyStyle) -> JSONText {
        var members: [JSONText.Member] = [
            .init("created_time", seconds(lead.createdTime)), .init("leadgen_id", id(lead.id, style)),
            .init("page_id", id(lead.pageID, style)), .init("form_id", id(lead.formID, style)),
        ]
        let ad: JSONText? =
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
        if let ad { members += [.init("ad_id", ad), .init("adgroup_id", ad)] }
        return .object(members)
    }

    private static func id(_ text: String, _ style: BodyStyle) -> JSONText {
        // A number must say the same digits, so none with leading zeros or beyond 64 bits.
        if style.idsAsNumbers, let number = Int64(text), String(number) == text { return .digits(text) }
        return .string(text)
    }

    private static func seconds(_ date: Date) -> JSONText { .number(Int(date.timeIntervalSince1970)) }
}
