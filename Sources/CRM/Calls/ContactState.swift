import Foundation

/// The attempts to reach a customer, as its row keeps them.
public struct ContactState: Hashable, Sendable, Codable {
    /// Calls that were made, reached or not.
    public var attempts: Int
    /// The last call or message.
    public var lastContactAt: Date?
    /// How the last call ended.
    public var lastOutcome: CallOutcome.ID?
    /// Nil: the customer may be called and written to.
    public var doNotCall: DoNotCall?
    /// The number that was somebody else's, as it stands in the phone column; it says nothing of another number that stands there later.
    public var wrongNumber: String?
    /// ``LostReason/id``
    public var lostReason: String?

    public init(
        attempts: Int = 0, lastContactAt: Date? = nil, lastOutcome: CallOutcome.ID? = nil, doNotCall: DoNotCall? = nil,
        wrongNumber: String? = nil, lostReason: String? = nil
    ) {
        self.attempts = attempts
        self.lastContactAt = lastContactAt
        self.lastOutcome = lastOutcome
        self.doNotCall = doNotCall
        self.wrongNumber = wrongNumber
        self.lostReason = lostReason
    }

    /// The same after a call.
    ///
    /// - Parameters:
    ///   - phone: the number that was called, as it stands in the phone column.
    ///   - author: the name of the user who called.
    public func after(_ log: CallLog, to phone: String, by author: String, at now: Date) -> ContactState {
        var state = afterMessage(at: now)
        state.attempts += 1
        state.lastOutcome = log.outcome
        switch log.outcome {
        case .doNotCall: state.doNotCall = DoNotCall(at: now, by: author)
        case .wrongNumber: state.wrongNumber = phone
        case .notInterested: state.lostReason = log.lostReason
        default: break
        }
        return state
    }

    /// The same after a message, which is a contact as well, and no call.
    public func afterMessage(at now: Date) -> ContactState {
        var state = self
        state.lastContactAt = now
        return state
    }
}

/// A person's wish not to be called any more.
public struct DoNotCall: Hashable, Sendable, Codable {
    public var at: Date
    /// The name of the user to whom it was said.
    public var by: String

    public init(at: Date, by: String) {
        self.at = at
        self.by = by
    }

    /// The refusal to call or to write, in the words of every place that refuses.
    ///
    /// - Parameters:
    ///   - name: the customer's, as in a sentence.
    ///   - moment: when it was told, on the reader's clock; nil where there is none.
    public func refusal(of name: String, moment: String?) -> String {
        "\(name) does not want to be called or written to: \(by) was told\(moment.map { ", \($0)" } ?? "")."
    }
}
