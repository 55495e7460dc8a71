import CRM
import Foundation
import Testing

@testable import SalesDesk

@Suite("When others are told of a session") struct PresencePaceTests {
    private let start = SheetsFixture.now

    private func at(_ customer: Customer.ID?) -> Presence { Presence(userID: 1, customerID: customer, isActive: true) }

    private func other(_ session: String) -> SeenPresence {
        SeenPresence(session: session, presence: at(7), until: start + Presence.silence, isOwn: false)
    }

    @Test("a change is told at once, a burst of them once each half second with the last one")
    func burst() {
        var pace = PresencePace()
        #expect(pace.next(at(1), others: [], at: start) == .tell(at(1)))
        #expect(pace.next(at(1), others: [], at: start + 0.1) == nil)
        for number in 2...9 { #expect(pace.next(at(Int64(number)), others: [], at: start + 0.1 + Double(number) / 100) == nil) }
        #expect(pace.nextMoment == start + 0.5)
        #expect(pace.next(at(9), others: [], at: start + 0.5) == .tell(at(9)))
        #expect(pace.next(at(9), others: [], at: start + 5) == nil)
        #expect(pace.next(at(10), others: [], at: start + 5) == .tell(at(10)), "long after the last one nothing waits")
    }

    @Test("a session with nothing new gives a sign of life, and is asked for it in time")
    func beat() {
        var pace = PresencePace()
        _ = pace.next(at(1), others: [], at: start)
        #expect(pace.nextMoment == start + Presence.beat)
        #expect(pace.next(at(1), others: [], at: start + Presence.beat - 1) == nil)
        #expect(pace.next(at(1), others: [], at: start + Presence.beat) == .tell(at(1)))
        #expect(Presence.beat * 2 < Presence.silence, "one lost sign makes nobody vanish")
    }

    @Test("where nobody sits nothing is told, and an end is told at once and once")
    func end() {
        var pace = PresencePace()
        #expect(pace.next(nil, others: [], at: start) == nil)
        #expect(pace.nextMoment == nil, "nothing wakes the program")
        _ = pace.next(at(1), others: [], at: start)
        #expect(pace.next(nil, others: [], at: start + 0.01) == .tell(nil))
        #expect(pace.next(nil, others: [other("a")], at: start + 100) == nil)
        #expect(pace.nextMoment == nil)
    }

    @Test("one that has come hears who is here, and is not answered twice")
    func greets() {
        var pace = PresencePace()
        _ = pace.next(at(1), others: [], at: start)
        #expect(pace.next(at(1), others: [other("a")], at: start + 1) == .tell(at(1)))
        #expect(pace.next(at(1), others: [other("a")], at: start + 2) == nil)
        #expect(pace.next(at(1), others: [other("a"), other("b")], at: start + 2.1) == .tell(at(1)))
        #expect(pace.next(at(1), others: [other("b")], at: start + 5) == nil, "nobody answers an end")
    }

    @Test("one of many that drops out of sight and comes back is not answered again; after its silence it is")
    func comesBack() {
        var pace = PresencePace()
        _ = pace.next(at(1), others: [], at: start)
        #expect(pace.next(at(1), others: [other("a")], at: start + 1) == .tell(at(1)))
        for second in 2..<20 {
            #expect(pace.next(at(1), others: second.isMultiple(of: 2) ? [] : [other("a")], at: start + Double(second)) == nil)
        }
        _ = pace.next(at(1), others: [], at: start + 90)
        #expect(pace.next(at(1), others: [other("a")], at: start + 100) == .tell(at(1)))
    }

    @Test("what was told when the connection broke is told again when it is back, and nothing where nobody sits")
    func link() {
        var pace = PresencePace()
        pace.linkBroke()
        #expect(pace.next(nil, others: [], at: start) == nil && pace.nextMoment == nil)
        _ = pace.next(at(1), others: [], at: start)
        pace.linkBroke()
        #expect(pace.next(at(1), others: [], at: start + 2) == .tell(at(1)))
        #expect(pace.next(at(1), others: [], at: start + 4) == nil)
    }

    @Test("a clock that was set back makes nobody wait")
    func clock() {
        var pace = PresencePace()
        _ = pace.next(at(1), others: [], at: start)
        #expect(pace.next(at(2), others: [], at: start - 3600) == .tell(at(2)))
    }
}
