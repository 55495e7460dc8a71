import CRM
import Testing

@Suite("To whom a lead is offered") struct OfferRulesTests {
    /// A case: the users who may have it with their last offers, those who are present, those who had it before, and whose turn it is.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let users: [(User.ID, Int64?)]
        let present: Set<User.ID>
        var before: Set<User.ID> = []
        let turn: User.ID?
    }

    private static let cases = [
        Case(testDescription: "the first lead goes to the first user", users: [(1, nil), (2, nil)], present: [1, 2], turn: 1),
        Case(testDescription: "then it is the other's turn", users: [(1, 1), (2, nil)], present: [1, 2], turn: 2),
        Case(testDescription: "and the first one's again", users: [(1, 1), (2, 2)], present: [1, 2], turn: 1),
        Case(testDescription: "whoever is not present is left out", users: [(1, 1), (2, 2), (3, nil)], present: [2], turn: 2),
        Case(testDescription: "one who comes back had none for longest", users: [(1, 8), (2, 9), (3, 2)], present: [1, 2, 3], turn: 3),
        Case(testDescription: "nobody is present", users: [(1, nil), (2, nil)], present: [], turn: nil),
        Case(testDescription: "those who are present may not have it", users: [(1, nil), (2, nil)], present: [3], turn: nil),
        Case(testDescription: "one person alone needs no offer", users: [(1, nil)], present: [1], turn: nil),
        Case(testDescription: "nobody may have it", users: [], present: [1], turn: nil),
        Case(testDescription: "it goes on to the next one", users: [(1, 3), (2, 1)], present: [1, 2], before: [1], turn: 2),
        Case(testDescription: "all who are here had it", users: [(1, 3), (2, 4), (3, nil)], present: [1, 2], before: [1, 2], turn: nil),
    ]

    @Test("a table of turns", arguments: cases)
    func turn(_ example: Case) {
        let candidates = example.users.map { OfferRules.Candidate(userID: $0.0, lastOffer: $0.1) }
        for order in [candidates, candidates.reversed()] {
            #expect(OfferRules.next(order, present: example.present, before: example.before) == example.turn)
        }
    }

    @Test("three who are always present get as many each, whatever comes")
    func even() {
        var last: [User.ID: Int64] = [:]
        var counts: [User.ID: Int] = [:]
        for offer in Int64(1)...300 {
            let candidates = [3, 1, 2].map { OfferRules.Candidate(userID: $0, lastOffer: last[$0]) }
            guard let turn = OfferRules.next(candidates, present: [1, 2, 3]) else { return #expect(Bool(false), "nobody's turn") }
            (last[turn], counts[turn]) = (offer, counts[turn, default: 0] + 1)
        }
        #expect(counts == [1: 100, 2: 100, 3: 100])
    }
}
