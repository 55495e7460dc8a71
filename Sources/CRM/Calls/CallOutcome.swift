/// How a call ended: one digit of the call prompt, and what it writes.
public struct CallOutcome: Hashable, Sendable, Identifiable {
    /// The stored form.
    public enum ID: String, Sendable, Codable, CaseIterable {
        case noAnswer = "no_answer"
        case voicemail
        case callBack = "call_back"
        case interested
        case appointment
        case notNow = "not_now"
        case notInterested = "not_interested"
        case wrongNumber = "wrong_number"
        case doNotCall = "do_not_call"
        case won
    }

    /// Under which word the prompt shows it.
    public enum Group: String, Sendable, CaseIterable {
        case notReached = "not reached"
        case reached
        case over
    }

    /// Where the next call comes from.
    public enum NextCallRule: Hashable, Sendable {
        /// The next step of the ``CallCadence``.
        case cadence
        /// The person is asked; `standing` is in the field already, in the words of the date parser.
        case asked(standing: String)
        case none
    }

    /// Which status it gives, by the words of the standard list and, where that is renamed, by type.
    public enum StatusRule: Hashable, Sendable {
        case unchanged
        /// Only from a status of type ``StatusType/open``.
        case attempted
        case word(Status.ID)
        case type(StatusType)
    }

    public let id: ID
    public let digit: Character
    /// For people, in lower case.
    public let title: String
    public let group: Group
    public let status: StatusRule
    public let nextCall: NextCallRule
    /// A line of note is asked for beside the next call.
    public let asksNote: Bool
    /// In the call loop the next card follows by itself.
    public let goesOn: Bool

    /// The person spoke.
    public var isReached: Bool { group != .notReached && id != .wrongNumber }
}

extension CallOutcome {
    /// In the order of the prompt.
    public static let all: [CallOutcome] = [
        CallOutcome(
            id: .noAnswer, digit: "1", title: "no answer", group: .notReached, status: .attempted, nextCall: .cadence, asksNote: false,
            goesOn: true),
        CallOutcome(
            id: .voicemail, digit: "2", title: "voicemail", group: .notReached, status: .attempted, nextCall: .cadence, asksNote: false,
            goesOn: true),
        CallOutcome(
            id: .callBack, digit: "3", title: "call back", group: .notReached, status: .attempted, nextCall: .asked(standing: "15m"),
            asksNote: true, goesOn: true),
        CallOutcome(
            id: .interested, digit: "4", title: "interested", group: .reached, status: .word("interested"), nextCall: .asked(standing: ""),
            asksNote: true, goesOn: false),
        CallOutcome(
            id: .appointment, digit: "5", title: "appointment", group: .reached, status: .word("appointment"),
            nextCall: .asked(standing: ""), asksNote: true, goesOn: true),
        CallOutcome(
            id: .notNow, digit: "6", title: "not now", group: .reached, status: .type(.parked), nextCall: .asked(standing: "30d"),
            asksNote: true, goesOn: true),
        CallOutcome(
            id: .notInterested, digit: "7", title: "not interested", group: .over, status: .type(.lost), nextCall: .none, asksNote: false,
            goesOn: true),
        CallOutcome(
            id: .wrongNumber, digit: "8", title: "wrong number", group: .over, status: .attempted, nextCall: .none, asksNote: false,
            goesOn: true),
        CallOutcome(
            id: .doNotCall, digit: "9", title: "do not call", group: .over, status: .unchanged, nextCall: .none, asksNote: false,
            goesOn: true),
        CallOutcome(
            id: .won, digit: "0", title: "won", group: .over, status: .type(.won), nextCall: .none, asksNote: true, goesOn: false),
    ]

    public static func of(_ id: ID) -> CallOutcome {
        guard let outcome = all.first(where: { $0.id == id }) else { preconditionFailure("no outcome \(id)") }
        return outcome
    }

    /// The status of a customer who has `current`, after this outcome; `current` where the list of statuses has none such.
    public func status(after current: Status.ID, in catalogue: StatusCatalogue) -> Status.ID {
        func first(_ type: StatusType) -> Status.ID? { catalogue.statuses.first { $0.type == type }?.id }
        switch status {
        case .unchanged: return current
        case .attempted:
            guard catalogue.type(of: current) == .open else { return current }
            return catalogue.statuses.contains { $0.id == "attempted" } ? "attempted" : first(.working) ?? current
        case .word(let word): return catalogue.statuses.contains { $0.id == word } ? word : first(.working) ?? current
        case .type(let type): return first(type) ?? current
        }
    }
}

/// Why a customer was lost, by the letter that says it in the call prompt.
public struct LostReason: Hashable, Sendable, Identifiable {
    /// The text that is stored and shown.
    public let id: String
    public let letter: Character

    public init(id: String, letter: Character) {
        self.id = id
        self.letter = letter
    }

    public static let standard = [
        LostReason(id: "price", letter: "p"), LostReason(id: "timing", letter: "t"), LostReason(id: "competitor", letter: "c"),
        LostReason(id: "no need", letter: "n"), LostReason(id: "other", letter: "o"),
    ]
}
