import CRM

/// A list that is called through: its customers as they were when it began, and what became of the calls.
struct CallLoop: Sendable {
    /// The list from which it was begun, as the card's title names it.
    let name: String
    private(set) var ids: [Customer.ID]
    /// The index in `ids` of the customer whose card is open.
    private(set) var place: Int
    /// How the calls of this loop ended, by customer: the last call to each.
    private(set) var outcomes: [Customer.ID: CallOutcome.ID] = [:]
    /// The next calls that were agreed in this loop.
    private(set) var agreed: [Customer.ID: (call: NextCall, name: String)] = [:]
    /// The card was just opened, in this direction: whom nobody is to call any more is passed over.
    var arriving: Int?
    /// A lead that has come meanwhile, offered until the next key.
    var offer: Customer?
    /// Those who were offered once.
    private var offered: Set<Customer.ID> = []

    /// - Parameter ids: at least one.
    init(name: String, ids: [Customer.ID], at place: Int) {
        self.name = name
        self.ids = ids
        self.place = min(max(0, place), ids.count - 1)
    }

    var current: Customer.ID { ids[place] }
    /// `Calls 3 of 14`.
    var title: String { "\(name) \(Numbers.grouped(place + 1)) of \(Numbers.grouped(ids.count))" }
    var calls: Int { outcomes.count }

    /// False at the end, or at the beginning.
    mutating func step(_ step: Int) -> Bool {
        guard ids.indices.contains(place + step) else { return false }
        place += step
        return true
    }

    /// Goes back to a customer, or on to one; false where none of these is to be called.
    mutating func go(to id: Customer.ID) -> Bool {
        guard let known = ids.firstIndex(of: id) else { return false }
        place = known
        return true
    }

    /// The card of this customer has been shown, or is.
    func hasShown(_ id: Customer.ID) -> Bool { ids.prefix(place + 1).contains(id) }

    var isAtEnd: Bool { place == ids.count - 1 }

    mutating func note(_ outcome: CallOutcome.ID, of customer: Customer, next: NextCall?) {
        outcomes[customer.id] = outcome
        agreed[customer.id] = next.map { ($0, customer.customerName) }
    }

    /// The call was taken back, or could not be written.
    mutating func forget(_ id: Customer.ID) {
        outcomes[id] = nil
        agreed[id] = nil
    }

    func wasCalled(_ id: Customer.ID) -> Bool { outcomes[id] != nil }

    /// A customer comes to stand at this place, before the one who was to be called.
    mutating func take(_ id: Customer.ID) {
        offered.insert(id)
        if let known = ids.firstIndex(of: id) {
            if known <= place { return place = known }
            ids.remove(at: known)
        }
        ids.insert(id, at: place)
    }

    /// Offers the newest of these leads that is not in the list, once.
    mutating func offer(_ leads: [Customer]) {
        offer = leads.last { !offered.contains($0.id) && !ids.contains($0.id) }
        if let offer { offered.insert(offer.id) }
    }

    // MARK: The end

    /// `14 calls: 5 reached, 2 appointments, 7 no answer.`
    var summary: String {
        let outcomes = Array(outcomes.values)
        func count(_ wanted: (CallOutcome.ID) -> Bool) -> Int { outcomes.filter(wanted).count }
        let appointments = count { $0 == .appointment }
        let reached = count { CallOutcome.of($0).isReached && $0 != .appointment }
        let parts: [(Int, String)] = [
            (reached, "\(Numbers.grouped(reached)) reached"), (appointments, Numbers.count(appointments, "appointment")),
            (count { $0 == .noAnswer || $0 == .voicemail }, "\(Numbers.grouped(count { $0 == .noAnswer || $0 == .voicemail })) no answer"),
            (count { $0 == .callBack }, "\(Numbers.grouped(count { $0 == .callBack })) to call back"),
            (count { $0 == .wrongNumber }, Numbers.count(count { $0 == .wrongNumber }, "wrong number")),
        ]
        let shown = parts.filter { $0.0 > 0 }.map(\.1)
        return shown.isEmpty ? "No calls." : "\(Numbers.count(calls, "call")): \(shown.joined(separator: ", "))."
    }
}
