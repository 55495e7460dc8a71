import CRM
import Foundation

/// Fixed places and moments, so that no test depends on the machine's clock, zone or locale.
enum Moments {
    static let lisbon = zone("Europe/Lisbon")
    static let saoPaulo = zone("America/Sao_Paulo")
    static let kathmandu = zone("Asia/Kathmandu")

    static func zone(_ name: String) -> TimeZone { TimeZone(identifier: name) ?? .gmt }

    /// An instant from `2026-11-23T14:32:07Z`.
    static func utc(_ text: String) -> Date {
        (try? Date(text, strategy: .iso8601)) ?? .distantPast
    }

    /// Monday 23 November 2026, 14:32:40 in Lisbon (which is UTC then).
    static let monday = utc("2026-11-23T14:32:40Z")

    static func context(_ now: Date = monday, _ zone: TimeZone = lisbon, dayFirst: Bool = true) -> CallDateContext {
        CallDateContext(now: now, zone: zone, dayFirst: dayFirst)
    }
}
