import Foundation

/// The changes that one outcome of a call would write to a customer: shown before it is chosen, and written when it is.
public struct CallPlan: Hashable, Sendable {
    public let outcome: CallOutcome
    public let customer: Customer
    /// The status that the customer gets.
    public let status: Status.ID
    /// The next call that is written unless a person types another; nil: there is none any more.
    public let nextCall: NextCall?
    /// The cadence is over, and the customer rests.
    public let parks: Bool

    /// - Parameters:
    ///   - now: when the call was made.
    ///   - hours: the hours in which calls are made, by the clocks of `zone`.
    public init(
        _ outcome: CallOutcome, to customer: Customer, at now: Date, statuses: StatusCatalogue, cadence: CallCadence, hours: WorkingHours,
        zone: TimeZone
    ) {
        self.outcome = outcome
        self.customer = customer
        var status = outcome.status(after: customer.status, in: statuses)
        var parks = false
        switch outcome.nextCall {
        case .cadence:
            let plan = cadence.plan(afterAttempt: customer.contact.attempts + 1, at: now, hours: hours, zone: zone)
            nextCall = plan.nextCall
            // A sale stays one, however often nobody answers.
            if plan.parks, !statuses.type(of: status).isEnded, let parked = statuses.statuses.first(where: { $0.type == .parked }) {
                status = parked.id
                parks = true
            }
        case .asked: nextCall = customer.nextCall
        case .none: nextCall = outcome.id == .wrongNumber && CallPlan.hasAnotherWay(customer) ? customer.nextCall : nil
        }
        self.status = status
        self.parks = parks
    }

    /// The columns as the outcome leaves them, with this next call. One that stays as it stood is among them: what a colleague wrote there
    /// meanwhile would otherwise pass for what the outcome says.
    public func edits(nextCall: NextCall?) -> [FieldEdit] {
        [
            FieldEdit(.status, from: customer.status, to: status),
            FieldEdit(.nextCallDate, from: customer[field: .nextCallDate], to: nextCall?.description ?? ""),
        ]
    }

    /// With a wrong number the person can still be reached.
    private static func hasAnotherWay(_ customer: Customer) -> Bool {
        !Placeholder.isBlank(customer.email, in: .email) || !SecondPhone.all(in: customer.remark).isEmpty
    }
}
