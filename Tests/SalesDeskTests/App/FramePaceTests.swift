import Dispatch
import Testing

@testable import SalesDesk

@Suite("When frames are drawn")
struct FramePaceTests {
    private let start = DispatchTime(uptimeNanoseconds: 1_000_000_000)
    private func moment(_ milliseconds: Int) -> DispatchTime { start + .milliseconds(milliseconds) }

    /// What is decided at these milliseconds, one after the other.
    private func decisions(_ pace: inout FramePace, _ comings: [(milliseconds: Int, cause: FramePace.Cause)]) -> [FramePace.Decision] {
        comings.map { pace.next(at: moment($0.milliseconds), for: $0.cause) }
    }

    @Test("a key is drawn at once, and so is the first answer to it")
    func key() {
        var pace = FramePace()
        let decided = decisions(&pace, [(0, .others), (1, .person), (2, .others)])
        #expect(decided == [.now, .now, .now])
    }

    @Test("answers that follow each other are drawn together, and the last of them is")
    func burst() {
        var pace = FramePace()
        let first = decisions(&pace, [(0, .others), (3, .others), (9, .others)])
        #expect(first == [.now, .at(moment(33)), .at(moment(33))])
        let isDrawn = pace.isDue(at: moment(33))
        let second = decisions(&pace, [(40, .others)])
        let isDrawnAgain = pace.isDue(at: moment(66))
        let isDrawnTwice = pace.isDue(at: moment(67))
        #expect(isDrawn && second == [.at(moment(66))] && isDrawnAgain && !isDrawnTwice)
        let later = decisions(&pace, [(100, .others)])
        #expect(later == [.now])
    }

    @Test("what a person waits for is drawn at once in a burst, with what waited, and what follows it waits again")
    func awaited() {
        var pace = FramePace()
        let decided = decisions(&pace, [(0, .others), (3, .others), (5, .awaited), (6, .others), (7, .awaited)])
        let isDrawn = pace.isDue(at: moment(38))
        #expect(decided == [.now, .at(moment(33)), .now, .at(moment(38)), .now] && !isDrawn)
    }

    @Test("news that ask for reads are drawn with the first rows, or a longer pause later where none come")
    func around() {
        var pace = FramePace()
        let answered = decisions(&pace, [(0, .around), (20, .others), (21, .others), (22, .around)])
        let isDrawn = pace.isDue(at: moment(53))
        #expect(answered == [.at(moment(100)), .now, .at(moment(53)), .waits] && isDrawn)
        let alone = decisions(&pace, [(200, .around), (290, .around)])
        let isDrawnAlone = pace.isDue(at: moment(300))
        #expect(alone == [.at(moment(300)), .waits] && isDrawnAlone)
        let early = decisions(&pace, [(310, .around), (320, .others), (321, .awaited)])
        let isDrawnTwice = pace.isDue(at: moment(410))
        #expect(early == [.at(moment(410)), .at(moment(333)), .now] && !isDrawnTwice)
    }

    @Test("a key draws what waited, which is not drawn once more")
    func keyInBurst() {
        var pace = FramePace()
        let decided = decisions(&pace, [(0, .others), (3, .others), (5, .person)])
        let isDrawn = pace.isDue(at: moment(33))
        #expect(decided == [.now, .at(moment(33)), .now] && !isDrawn)
    }
}
