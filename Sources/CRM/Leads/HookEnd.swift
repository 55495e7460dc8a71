import Foundation

/// How a run of the hook (the command `on_new_lead`) for a lead event ended.
public enum HookEnd: Hashable, Sendable {
    case done
    /// It failed, and is run again at a time.
    case again(at: Date, error: String)
    /// It failed, and is not run again by itself.
    case failed(error: String)
}

/// A failure of the hook, as the feed says it of the journal's event that brought the lead.
public struct HookTrouble: Hashable, Sendable {
    /// The failure, as noted with ``HookEnd``.
    public var error: String
    /// It is not run again by itself.
    public var isFinal: Bool

    public init(error: String, isFinal: Bool) {
        self.error = error
        self.isFinal = isFinal
    }

    public var sentence: String { "the command of on_new_lead failed\(isFinal ? " for good" : ""): \(error)" }

    /// The advice to a person, where `event` is that of the journal.
    public func remedy(of event: WebhookEvent.ID) -> String {
        isFinal
            ? "The lead is saved, but the command did not tell of it. Mend the command, then have it run again: leadsheet feed retry \(event)"
            : "The lead is saved. The command is run again by itself; mend it if it keeps failing."
    }
}
