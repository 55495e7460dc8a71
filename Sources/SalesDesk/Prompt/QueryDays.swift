import CRM
import Foundation

/// The days that a search asks for, as they were understood: a day without its year is the nearest such day behind `next:`, and the last behind
/// `came:`.
enum QueryDays {
    /// Those of what was typed last; nil where that asks for none, or for hours of a day.
    static func words(of query: String, in state: DeskState) -> String? {
        let zone = state.configuration.zone
        func midnight(_ instant: Date) -> CalendarDay? {
            let day = CalendarDay(instant, in: zone)
            return day.instant(in: zone) == instant ? day : nil
        }
        let filter = try? QueryParser.parse(query, in: state.queryContext)
        return switch filter?.clauses.last?.conditions.last {
        case .nextCall(let span): words(span) { CalendarDay($0[...]) }
        case .arrived(let span), .lastContact(let span), .statusChanged(let span): words(span, midnight)
        default: nil
        }
    }

    private static func words<Bound>(_ span: Span<Bound>, _ day: (Bound) -> CalendarDay?) -> String? {
        let (from, until) = (span.from.map(day), span.until.map(day))
        // One of them is an hour.
        if case .some(.none) = from { return nil }
        if case .some(.none) = until { return nil }
        func name(_ day: CalendarDay) -> String { "\(CalendarNames.shortDate(day)) \(day.year)" }
        switch (from ?? nil, (until ?? nil)?.adding(days: -1)) {
        case (let from?, let last?): return from == last ? name(from) : "\(name(from)) to \(name(last))"
        case (let from?, nil): return "from \(name(from))"
        case (nil, let last?): return "to \(name(last))"
        case (nil, nil): return nil
        }
    }
}
