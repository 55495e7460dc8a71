import CRMStore
import Testing

@testable import PostgresEngine

@Suite("Notes that wait to be told") struct HeldNotesTests {
    private let start = ContinuousClock.now

    private func moment(_ milliseconds: Int) -> ContinuousClock.Instant { start + .milliseconds(milliseconds) }

    private func note(_ text: String, _ channel: String = PostgresSession.channel) -> Note {
        Note(channel: channel, text: text, process: 1)
    }

    @Test("a burst of one kind is told at its beginning and once after each pause, the last of it included")
    func burst() {
        var held = HeldNotes()
        #expect(held.add([]) == false)
        #expect(held.takeChange(at: start) == nil)
        #expect(held.milliseconds(from: start) == -1)
        #expect(held.add([note("customers"), note("customers")]) == true)
        #expect(held.takeChange(at: start) == .customers)
        #expect(held.takeChange(at: moment(10)) == nil)
        #expect(held.milliseconds(from: moment(10)) == -1)
        #expect(held.add([note("customers")]) == true)
        #expect(held.takeChange(at: moment(20)) == nil)
        #expect(held.milliseconds(from: moment(20)) == 30)
        #expect(held.takeChange(at: moment(50)) == .customers)
        #expect(held.add([note("customers")]) == true)
        #expect(held.takeChange(at: moment(99)) == nil)
        #expect(held.takeChange(at: moment(100)) == .customers)
    }

    @Test("a customer's change waits neither for the steps of the intake before it nor for what others tell of their presence")
    func otherKinds() {
        var held = HeldNotes()
        #expect(held.add([note("journal"), note("a", "presence")]) == true)
        #expect(held.takeChange(at: start) == .journal)
        #expect(held.takePresence(at: start).map(\.text) == ["a"])
        #expect(held.add([note("customers journal"), note("b", "presence")]) == true)
        #expect(held.takeChange(at: moment(1)) == [.customers, .journal])
        #expect(held.takePresence(at: moment(1)).count == 0)
        #expect(held.add([note("c", "presence"), note("")]) == true)
        #expect(held.takeChange(at: moment(2)) == .everything)
        #expect(held.milliseconds(from: moment(2)) == 248)
        #expect(held.takePresence(at: moment(249)).count == 0)
        #expect(held.takePresence(at: moment(250)).map(\.text) == ["b", "c"])
        #expect(held.takeChange(at: moment(250)) == nil)
        #expect(held.milliseconds(from: moment(250)) == -1)
    }
}
