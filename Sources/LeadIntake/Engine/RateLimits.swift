import Foundation
import MetaLeads
import Synchronization

/// The pages and apps at Meta to be left alone for a while, in one book for all that ask in this process: asking on while a limit lasts
/// only prolongs it, no matter which of them asks.
public final class RateLimits: Sendable {
    /// The pages that a limit concerns (Meta: Graph API, rate limiting).
    public enum Reach: Hashable, Sendable {
        case page
        /// Every page of the same app.
        case app

        /// The reach of a refusal: an application's limit has codes of its own, and abuse is held against the app.
        init(_ failure: GraphFailure) {
            self = failure.kind == .blockedAsAbusive || failure.code == 4 || failure.code == 341 ? .app : .page
        }
    }

    /// A page with other settings is asked at once: somebody has mended something.
    private struct Page: Hashable {
        let id: String
        let access: PageAccess
    }

    private struct State {
        var pages: [Page: Date] = [:]
        /// An app is known by its secret, which its pages share; a page without one stands alone.
        var apps: [String: Date] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    /// Meta wants the page, or its whole app, to be left alone until then.
    public func pause(_ page: String, _ access: PageAccess, _ reach: Reach, until: Date) {
        state.withLock { state in
            if reach == .app, let app = access.appSecret {
                state.apps[app] = max(until, state.apps[app] ?? until)
            } else {
                let page = Page(id: page, access: access)
                state.pages[page] = max(until, state.pages[page] ?? until)
            }
        }
    }

    /// Until when the page is to be left alone; nil: it may be asked.
    public func pausedUntil(_ page: String, _ access: PageAccess, at now: Date) -> Date? {
        state.withLock { state in
            state.pages = state.pages.filter { $0.value > now }
            state.apps = state.apps.filter { $0.value > now }
            return [state.pages[Page(id: page, access: access)], access.appSecret.flatMap { state.apps[$0] }].compactMap(\.self).max()
        }
    }

    /// Moves the ends of all pauses by so many seconds, after the clock was set.
    func move(by seconds: Double) {
        state.withLock { state in
            state.pages = state.pages.mapValues { $0.addingTimeInterval(seconds) }
            state.apps = state.apps.mapValues { $0.addingTimeInterval(seconds) }
        }
    }
}
