import Testing

@testable import SalesDesk

@Suite("The newest of questions") struct NewestQuestionTests {
    private let newest = NewestQuestion<String>()

    @Test("a search that is interrupted with another begins again, as long as it is wanted")
    func again() throws {
        _ = newest.ask("ida")
        var times = 0
        let answer = try newest.answer(while: { $0 == "ida" }) {
            times += 1
            if times < 3 { throw CancellationError() }
            return times
        }
        #expect(answer == 3)
    }

    @Test("one that is interrupted because another is asked instead ends, and one that is not wanted does not begin")
    func ended() throws {
        _ = newest.ask("id")
        let answer = try newest.answer(while: { $0 == "id" }) { () -> Int? in
            _ = newest.ask("ida")
            throw CancellationError()
        }
        #expect(answer == nil)
        #expect(try newest.answer(while: { $0 == "id" }) { 1 } == nil)
        #expect(throws: Fault.self) { try newest.answer(while: { $0 == "ida" }) { () -> Int? in throw Fault() } }
    }

    private struct Fault: Error {}
}
