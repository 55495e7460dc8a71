import CRM
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

    /// How long and why.
    public struct Pause: Hashable, Sendable {
        public var until: Date
        /// `rateLimited` or `blockedAsAbusive`.
        public var reason: EventReason

        public init(until: Date, reason: EventReason) {
            self.until = until
            self.reason = reason
        }
    }

    /// A page with other settings is asked at once: somebody has mended something.
    private struct Page: Hashable {
        let id: String
        let access: PageAccess
    }

    private struct State {
        var pages: [Page: Pause] = [:]
        /// An app is known by its secret, which its pages share; a page without one stands alone.
        var apps: [String: Pause] = [:]
    }

    private let state = Mutex(State())

    public init() {}

    /// Meta wants the page, or its whole app, to be left alone until then.
    public func pause(
        _ page: String, _ access: PageAccess, _ reach: Reach, until: Date, reason: EventReason = .rateLimited
    ) {
        let pause = Pause(until: until, reason: reason)
        state.withLock { state in
            if reach == .app, let app = access.appSecret {
                state.apps[app] = Self.later(pause, state.apps[app])
            } else {
                let page = Page(id: page, access: access)
                state.pages[page] = Self.later(pause, state.pages[page])
            }
        }
    }

    private static func later(_ pause: Pause, _ other: Pause?) -> Pause { other.map { $0.until > pause.until ? $0 : pause } ?? pause }

    /// The pause in which the page is to be left alone; nil: it may be asked.
    public func pause(of page: String, _ access: PageAccess, at now: Date) -> Pause? {
        state.withLock { state in
            state.pages = state.pages.filter { $0.value.until > now }
            state.apps = state.apps.filter { $0.value.until > now }
            let own = state.pages[Page(id: page, access: access)]
            guard let ofApp = access.appSecret.flatMap({ state.apps[$0] }) else { return own }
            return Self.later(ofApp, own)
        }
    }

    /// Until when the page is to be left alone; nil: it may be asked.
    public func pausedUntil(_ page: String, _ access: PageAccess, at now: Date) -> Date? { pause(of: page, access, at: now)?.until }

    /// Moves the ends of all pauses by so many seconds, after the clock was set.
    func move(by seconds: Double) {
        state.withLock { state in
            for page in state.pages.keys { state.pages[page]?.until.addTimeInterval(seconds) }
            for app in state.apps.keys { state.apps[app]?.until.addTimeInterval(seconds) }
        }
    }
}
