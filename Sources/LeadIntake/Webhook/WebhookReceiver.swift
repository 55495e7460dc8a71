import Base
import CRM
import Dispatch
import Foundation
import Logging
import MetaLeads
import Synchronization

/// Takes what Meta sends: answers its verification, and brings its deliveries into the journal.
public final class WebhookReceiver: Sendable {
    /// The longest challenge that is echoed, in bytes. Meta's own have ten digits.
    static let longestChallenge = 1024

    private let pages: PageSecretsCache
    private let reader: DeliveryReader
    private let writer: JournalWriter
    private let channel: LeadChannel
    private let wake: @Sendable () -> Void
    private let wakeCatchUp: @Sendable () -> Void
    private let clock: @Sendable () -> Date
    private let logger: Logger
    private let counts = Mutex(WebhookMetrics())
    /// Anybody can post here as often as they like; the log must not grow with it.
    private let refusals = LogThrottle()
    private let refusedVerifications = LogThrottle()
    private let malformations = LogThrottle()
    private let losses = LogThrottle()
    private let troubles = LogThrottle()
    private let quotaLine = LogThrottle()
    private let overloads = LogThrottle()
    private let excesses = LogThrottle()
    private let cuts = Dictionary(uniqueKeysWithValues: Scarcity.allCases.map { ($0, LogThrottle()) })
    private let ofNobody = LogThrottle()
    private let quota = UnknownPageQuota()

    /// `wake` is called whenever there is new work for the intake, `wakeCatchUp` whenever a page is to be compared with Meta's lists,
    /// both from any thread. `readingQueue` reads what is long or not signed.
    public init(
        pages: any PageStoring, writer: JournalWriter, channel: LeadChannel, wake: @escaping @Sendable () -> Void,
        wakeCatchUp: @escaping @Sendable () -> Void = {}, clock: @escaping @Sendable () -> Date,
        queue: any WorkQueue = DispatchQueue(label: "lead-pages"),
        readingQueue: any WorkQueue = DispatchQueue(label: "lead-reading"),
        logger: Logger = Logger(label: "leadsheet.webhook")
    ) {
        self.pages = PageSecretsCache(pages: pages, queue: queue)
        reader = DeliveryReader(queue: readingQueue)
        self.writer = writer
        self.channel = channel
        self.wake = wake
        self.wakeCatchUp = wakeCatchUp
        self.clock = clock
        self.logger = logger
    }

    /// The counts since the start.
    public var figures: WebhookMetrics { counts.withLock { $0 } }

    /// Meta's verification of the callback (Meta: Graph API webhooks, getting started, "VerificationResult requests").
    ///
    /// The token is compared with every saved verify token, in constant time and without an early end. The challenge is echoed
    /// as it is; one that is empty, longer than 1 KiB or has control characters is refused.
    /// `sender` gives the address that asks, for the log.
    public func verify(
        mode: String?, token: String?, challenge: String?, from sender: @Sendable () -> String? = { nil }
    ) async -> VerificationResult {
        guard mode == "subscribe", let token, !token.isEmpty, let challenge, Self.isHarmless(challenge) else {
            return refuseVerification("it is not Meta's question, or its challenge is not one to echo", sender())
        }
        let known: PageSecretsCache.Snapshot
        do {
            known = try await pages.current(evenIfFresh: true)
        } catch {
            return refuseVerification("the saved verify tokens cannot be read: \(LogText.of(error))", sender())
        }
        let matching = known.verifyTokens.filter { ConstantTime.equal($0.token.reveal(), token) }.map(\.page)
        guard !matching.isEmpty else { return refuseVerification("its verify token is not a saved one", sender()) }
        // Our own question shows that the address works, and says nothing of Meta.
        guard !CallbackProbe.isOurs(challenge) else { return .confirmed(challenge) }
        let now = clock()
        do {
            try await pages.write { store in
                for page in matching { try store.noteVerified(page: page, at: now) }
            }
        } catch {
            // The callback is ours all the same; only the note is missing.
            logger.error("The verification of the callback could not be noted: \(LogText.of(error))")
        }
        counts.withLock { $0.verified += 1 }
        channel.send(.pagesChanged)
        return .confirmed(challenge)
    }

    /// Brings one delivery into the journal. `body` must be the bytes as received, `signature` the value of the header
    /// `X-Hub-Signature-256`. Returns when the events are durable, and never keeps what is not signed as ``SignaturePolicy`` asks. `sender` gives the address that posted it, for the log.
    public func receive(body: [UInt8], signature: String?, from sender: @Sendable () -> String? = { nil }) async -> DeliveryResult {
        do {
            let reading: DeliveryReader.Reading
            switch await reader.read(body, signature: signature, try await pages.current()) {
            case .success(let read): reading = read
            case .failure(let error): return refuse(error, sender())
            }
            guard reading.changes > 0 else {
                counts.withLock { $0.accepted += 1 }
                return .accepted(0)
            }
            guard !reading.accepted.isEmpty else { return forbid(sender()) }
            let events = try await applyQuota(reading.accepted, bytes: body.count, sender).map(\.event)
            let kept = reading.accepted.contains { $0.isAboutLeads } ? body : []
            let written = events.isEmpty ? [] : try await writer.append(Delivery(receivedAt: clock(), body: kept, events: events))
            let dropped = reading.changes - reading.accepted.count
            note(written, dropped: dropped)
            if events.contains(where: \.wantsCatchUp) { wakeCatchUp() }
            return dropped == 0 ? .accepted(written.count) : .acceptedInPart(written.count)
        } catch {
            counts.withLock { $0.unavailable += 1 }
            say(troubles, .error, "A delivery of Meta's could not be kept, so Meta was asked to send it again: \(LogText.of(error))", nil)
            return .unavailable
        }
    }

    /// Notes a delivery for which there is no room now, so that it is refused before it is read. Meta sends it again.
    public func turnAway(from sender: @Sendable () -> String?) {
        counts.withLock { $0.overloaded += 1 }
        say(
            overloads, .warning,
            "A delivery was turned away, since too many large ones were under way at once. Meta sends its own again; if this goes on, somebody else is sending them.",
            sender())
    }

    /// Notes a post that was refused for its size, which may have `most` bytes.
    public func noteTooLarge(most: Int, from sender: @Sendable () -> String?) {
        counts.withLock { $0.tooLarge += 1 }
        say(
            excesses, .warning,
            "A post was refused, since it is larger than the \(most) bytes of max_body_bytes. Meta's own are smaller than the default; if you have set less, raise it, and Meta sends them again.",
            sender())
    }

    /// Why a connection was closed before its time.
    public enum Scarcity: Sendable, CaseIterable {
        case places
        case addressShare
        case largeBodies

        fileprivate var sentence: String {
            switch self {
            case .places:
                "So many connections are open that the one that had waited longest without a request was closed. Meta's own are not held up; if this goes on, somebody keeps connections open: limit them in the web server in front, or in the firewall."
            case .addressShare:
                "One address has as many connections open as are allowed, and the one that had waited longest without a request was closed. Meta's own come from many addresses."
            case .largeBodies:
                "A large delivery that came slowly was cut off, since others waited for its place. Meta sends its own again; if this goes on, somebody else is sending them."
            }
        }
    }

    /// Notes a connection that had to give way to others. `sender` is its address, for the log.
    public func noteCut(for scarcity: Scarcity, from sender: String?) {
        counts.withLock { $0.connectionsCut += 1 }
        guard let line = cuts[scarcity] else { return }
        say(line, .warning, scarcity.sentence, sender)
    }

    /// Leaves out what anybody may have sent, once enough of it has come.
    private func applyQuota(
        _ accepted: [DeliveryReader.Accepted], bytes: Int, _ sender: @Sendable () -> String?
    ) async throws -> [DeliveryReader.Accepted] {
        let unknown = accepted.count(where: \.isAnybodys)
        guard unknown > 0 else { return accepted }
        if !quota.isRecalled {
            quota.recall(try await writer.unknownPageUsage(since: clock().addingTimeInterval(-UnknownPageQuota.day)))
        }
        guard !quota.admits(unknown, bytes: bytes, at: clock()) else { return accepted }
        counts.withLock { $0.unknownPagesNotKept += unknown }
        say(
            quotaLine, .warning,
            "More unsigned events came for pages that no user has than are kept in a day. Further ones are answered and not kept; leads among them are found by catching up once their page is added.",
            sender())
        return accepted.filter { !$0.isAnybodys }
    }

    private func note(_ written: [WebhookEvent], dropped: Int) {
        counts.withLock { counts in
            if dropped == 0 { counts.accepted += 1 } else { counts.forbidden += 1 }
            counts.events += written.count
            counts.dropped += dropped
        }
        if dropped > 0 {
            say(
                losses, .warning,
                "\(Counted.text(dropped, "change")) of a delivery \(dropped == 1 ? "was" : "were") left out, and Meta was asked to send it again: it was not signed with the saved app secret of \(dropped == 1 ? "its" : "their") page. Compare that with the App Dashboard.",
                nil)
        }
        if let stranger = written.first(where: { $0.reason == .noUser }), let error = stranger.error {
            say(ofNobody, .warning, "Event \(stranger.id): \(error). \(stranger.remedy ?? "")", nil)
        }
        guard !written.isEmpty else { return }
        channel.send(.journalChanged)
        if written.contains(where: { $0.state == .received }) { wake() }
    }

    private func refuse(_ error: WebhookBodyError, _ sender: String?) -> DeliveryResult {
        counts.withLock { $0.malformed += 1 }
        say(malformations, .warning, "Something other than a delivery of Meta's was posted and not kept: \(error)", sender)
        return .malformed
    }

    private func forbid(_ sender: String?) -> DeliveryResult {
        counts.withLock { $0.forbidden += 1 }
        say(
            refusals, .warning,
            "A delivery was refused: its signature is missing or not made with the saved app secret of its page. Either somebody else sent it, or the app secret was reset: compare it with the App Dashboard.",
            sender)
        return .forbidden
    }

    private func refuseVerification(_ why: String, _ sender: String?) -> VerificationResult {
        counts.withLock { $0.verificationsRefused += 1 }
        say(refusedVerifications, .warning, "A verification of the callback was refused: \(why)".asSentence, sender)
        return .refused
    }

    /// A line for the log, unless one of its kind was written a moment ago.
    private func say(_ line: LogThrottle, _ level: Logger.Level, _ sentence: String, _ sender: String?) {
        guard let held = line.admit(at: clock()) else { return }
        let origin = sender.map { " It came from \($0)." } ?? ""
        let more = held == 0 ? "" : " The same has happened \(Counted.text(held, "more time")) since the last such line."
        logger.log(level: level, "\(sentence)\(origin)\(more)")
    }

    private static func isHarmless(_ challenge: String) -> Bool {
        !challenge.isEmpty && challenge.utf8.count <= longestChallenge
            && challenge.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
}

/// The outcome of one POST of the webhook.
public enum DeliveryResult: Hashable, Sendable {
    /// Answer 200: this many events are in the journal, durably.
    case accepted(Int)
    /// Answer 403, so that Meta sends it again: this many events are in the journal, durably, and the app secret of another change's page
    /// did not sign it. That secret is perhaps to be set anew; what comes again is known by its lead.
    case acceptedInPart(Int)
    /// Answer 403: nothing in it is signed as it must be; nothing was kept.
    case forbidden
    /// Answer 400: not JSON, or no webhook.
    case malformed
    /// Answer 503, so that Meta sends it again: the journal cannot be written or the pages not be read.
    case unavailable
}

/// The answer to Meta's question whether the callback is ours.
public enum VerificationResult: Hashable, Sendable {
    /// Answer 200 with these bytes and nothing around them.
    case confirmed(String)
    /// Answer 403.
    case refused
}

/// The counts of the receiver since the program started.
public struct WebhookMetrics: Hashable, Sendable {
    /// Posts answered with 200.
    public var accepted = 0
    /// Events written to the journal.
    public var events = 0
    /// Posts answered with 403 because of their signature, or that of some of their changes.
    public var forbidden = 0
    /// Changes left out of a post of which others were kept, since they were not signed under their own page's secret.
    public var dropped = 0
    /// Changes answered with 200 and not kept, since nobody here has their page and too many like them came: ``UnknownPageQuota``.
    public var unknownPagesNotKept = 0
    /// Posts answered with 400.
    public var malformed = 0
    /// Posts answered with 503, since the journal could not be written.
    public var unavailable = 0
    /// Posts answered with 503 before they were read to their end, since too much was under way.
    public var overloaded = 0
    /// Posts answered with 413, since they are larger than what is taken.
    public var tooLarge = 0
    /// Connections closed before their time, since others needed their places.
    public var connectionsCut = 0
    public var verified = 0
    public var verificationsRefused = 0

    public init() {}
}
