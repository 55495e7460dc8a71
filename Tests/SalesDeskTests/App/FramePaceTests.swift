import Dispatch
import Testing

@testable import SalesDesk

@Suite("When frames are drawn")
struct FramePaceTests {
    private let start = DispatchTime(uptimeNanoseconds: 1_000_000_000)
    private func moment(_ milliseconds: Int) -> DispatchTime { start + .milliseconds(milliseconds) }

    /// What is decided of answers (`mayWait`) and keys at these milliseconds, one after the other.
    private func decisions(_ pace: inout FramePace, _ comings: [(milliseconds: Int, mayWait: Bool)]) -> [FramePace.Decision] {
        comings.map { pace.next(at: moment($0.milliseconds), mayWait: $0.mayWait) }
    }

    @Test("a key is drawn at once, and so is the first answer to it")
    func key() {
        var pace = FramePace()
        let decided = decisions(&pace, [(0, true), (1, false), (2, true)])
        #expect(decided == [.now, .now, .now])
    }

    @Test("answers that follow each other are drawn together, and the last of them is")
    func burst() {
        var pace = FramePace()
        let first = decisions(&pace, [(0, true), (3, true), (9, true)])
        #expect(first == [.now, .at(moment(33)), .waits])
        let isDrawn = pace.isDue(at: moment(33))
        let second = decisions(&pace, [(40, true)])
        let isDrawnAgain = pace.isDue(at: moment(66))
        let isDrawnTwice = pace.isDue(at: moment(67))
        #expect(isDrawn && second == [.at(moment(66))] && isDrawnAgain && !isDrawnTwice)
        let later = decisions(&pace, [(100, true)])
        #expect(later == [.now])
    }

    @Test("a key draws what waited, which is not drawn once more")
    func keyInBurst() {
        var pace = FramePace()
        let decided = decisions(&pace, [(0, true), (3, true), (5, false)])
        let isDrawn = pace.isDue(at: moment(33))
        #expect(decided == [.now, .at(moment(33)), .now] && !isDrawn)
    }
}
