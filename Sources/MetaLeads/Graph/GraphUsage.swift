import Base

/// How much of Meta's quota is used up (Meta: Graph API, rate limiting).
public struct GraphUsage: Sendable, Hashable {
    /// The highest figure of all headers, in percent; above 100 while limited.
    public var percent: Int
    /// Minutes until Meta answers again; nil or 0 while it does.
    public var minutesToRegainAccess: Int?
    /// How much of the app's own quota, which its pages share, is used up; nil where Meta does not tell, as while it is little.
    public var appPercent: Int?

    public init(percent: Int, minutesToRegainAccess: Int? = nil, appPercent: Int? = nil) {
        self.percent = percent
        self.minutesToRegainAccess = minutesToRegainAccess
        self.appPercent = appPercent
    }

    /// Reads `X-App-Usage`, `X-Page-Usage`, `X-Ad-Account-Usage` and `X-Business-Use-Case-Usage`. Their values are
    /// JSON inside text: what cannot be read is passed over. nil when no header tells anything.
    public static func parse(_ headers: [(String, String)]) -> GraphUsage? {
        var percents: [Int] = []
        var minutes: [Int] = []
        var app: Int?
        for (name, text) in headers {
            guard let value = try? JSONValue.parse(text.utf8) else { continue }
            switch name.lowercased() {
            case "x-app-usage":
                app = figures(value).max()
                percents += figures(value)
            case "x-page-usage", "x-ad-account-usage":
                percents += figures(value)
            case "x-business-use-case-usage":
                guard case .object(let businesses) = value else { continue }
                // Rows of other products, such as ads_insights, say nothing about reading leads.
                for row in businesses.values.flatMap({ $0.elements ?? [] })
                where [.string("leadgen"), .string("pages")].contains(row["type"]) {
                    percents += figures(row)
                    if let wait = row["estimated_time_to_regain_access"]?.int, wait >= 0 { minutes.append(wait) }
                }
            default: continue
            }
        }
        guard let percent = percents.max() ?? (minutes.isEmpty ? nil : 0) else { return nil }
        return GraphUsage(percent: percent, minutesToRegainAccess: minutes.max(), appPercent: app)
    }

    private static func figures(_ value: JSONValue) -> [Int] {
        let keys: [JSONKey] = ["call_count", "total_time", "total_cputime", "acc_id_util_pct"]
        return keys.compactMap { key in
            value[key]?.text.flatMap(Double.init).flatMap { Int(exactly: $0.rounded(.up)) }
        }
    }
}
