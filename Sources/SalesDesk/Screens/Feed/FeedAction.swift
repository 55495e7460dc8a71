import CRM
import Foundation

/// The journal's answers to the feed.
public enum FeedAction: Sendable {
    case rows(FeedRequest, [FeedRow])
    case summary(FeedSummary)
    case raw(WebhookEvent.ID, RawEvent?)
    /// The number of events that are tried again.
    case retried(Int)
}

/// The feed's requests to the journal.
public enum FeedEffect: Hashable, Sendable {
    case load(FeedRequest)
    case loadSummary
    case loadRaw(WebhookEvent.ID)
    /// Has these events tried again; nil: all that can be.
    case retry([WebhookEvent.ID]?)
}

/// The targets of a click in the feed.
enum FeedHit: Hashable, Sendable {
    case row(WebhookEvent.ID)
}

extension Desk {
    static func feed(_ action: FeedAction, _ state: inout DeskState) -> [DeskEffect] {
        switch action {
        case .rows(let request, let rows): return feedLoaded(request, rows, &state)
        case .summary(let summary):
            state.feed.summary = summary
            return []
        case .raw(let id, let raw): return rawLoaded(id, raw, &state)
        case .retried(let count):
            if count > 0, let end = state.feed.retry?.pausedUntil, end > state.now {
                state.feed.retry = nil
                let time = InstantPresentation.minute(end, now: state.now, in: state.configuration.zone)
                state.say("Meta asked for a pause until \(time): Meta is asked after it, or now where the page has new settings.", .info)
                return readFeed(state)
            }
            if count == 0 { state.feed.retry = nil }
            let none = "Nothing to retry. Leads of a page that nobody has come in once it is added."
            state.say(count == 0 ? none : "trying \(Numbers.count(count, "event")) again…", .info)
            return readFeed(state)
        }
    }
}

/// How the feed's effects are carried out.
extension FeedEffect {
    func work(_ services: DeskServices) -> EffectWork {
        let (store, user) = (services.store, services.user)
        switch self {
        case .load(let request):
            return .read {
                .feed(.rows(request, try store.events(before: request.before, state: request.state, user: user.id, limit: request.limit)))
            }
        case .loadSummary: return .aside(pace: "feedSummary") { .feed(.summary(try Self.summary(services))) }
        case .loadRaw(let id): return .read { .feed(.raw(id, try store.raw(of: id))) }
        case .retry(let ids): return .write { .feed(.retried(try store.retry(ids, user: user.id, at: services.clock()))) }
        }
    }

    private static func summary(_ services: DeskServices) throws -> FeedSummary {
        let (store, user, now) = (services.store, services.user.id, services.clock())
        let day = CalendarDay(now, in: services.zone).instant(in: services.zone)
        let today = try store.arrivals(user: user, until: now, span: max(1, now.timeIntervalSince(day)), buckets: 1).first ?? 0
        return FeedSummary(arrivals: try store.arrivals(user: user, until: now, span: 7200, buckets: 12), today: today)
    }
}
