import Testing

@testable import SalesDesk

/// Calls of a day, the newest first: a list that no screen has yet.
private struct Calls: WindowQuery {
    struct Call: Identifiable, Hashable, Sendable {
        let id: Int
        var isDone = false
    }

    var day = 1
    var takesArrivals: Bool { true }
    var isReadWhole: Bool { false }

    func isNewer(_ row: Call, than other: Call) -> Bool { row.id > other.id }
}

@Suite("A list that is read in windows")
struct WindowedListTests {
    private typealias List = WindowedList<Calls>
    private static let height = 10

    /// What a store answers that has these calls.
    private static func answer(_ request: WindowRequest<Calls>, _ calls: [Calls.Call]) -> RowWindow<Calls.Call> {
        var first = 0
        switch request.anchor {
        case .start: break
        case .end: first = calls.count - request.limit
        case .after(let row): first = calls.firstIndex { $0.id < row.id } ?? calls.count
        case .before(let row): first = (calls.firstIndex { $0.id <= row.id } ?? calls.count) - request.limit
        case .around(let row): first = (calls.firstIndex { $0.id <= row.id } ?? 0) - request.limit / 2
        }
        if case .find(let id) = request.purpose { first = (calls.firstIndex { $0.id == id } ?? 0) - request.limit / 2 }
        var last = min(calls.count, first + request.limit)
        if case .before(let row) = request.anchor { last = calls.firstIndex { $0.id <= row.id } ?? calls.count }
        first = max(0, first)
        return RowWindow(rows: Array(calls[first..<max(first, last)]), atStart: first == 0, atEnd: last == calls.count)
    }

    private static func calls(_ ids: ClosedRange<Int>) -> [Calls.Call] { ids.reversed().map { Calls.Call(id: $0) } }

    /// Answers a request and those that follow from it.
    private static func take(_ request: WindowRequest<Calls>?, _ calls: [Calls.Call], _ list: inout List, isQuiet: Bool = false) {
        var next = request
        var turns = 0
        while let request = next, turns < 50 {
            let kept = calls.filter { request.keep.contains($0.id) }
            let isTaken = list.take(request, answer(request, calls), kept: kept, isQuiet: isQuiet, height: height)
            #expect(isTaken)
            next = list.next(height)
            turns += 1
        }
        #expect(turns < 50, "a list comes to rest")
    }

    private static func open(_ calls: [Calls.Call]) -> List {
        var list = List(Calls())
        take(list.open(Calls()), calls, &list)
        return list
    }

    @Test("it opens at its first row and has no more rows than it needs")
    func opens() {
        let list = Self.open(Self.calls(1...5000))
        #expect(list.selectedRow?.id == 5000 && list.rows.count == list.query.firstLimit)
        #expect(list.atStart && !list.atEnd)
    }

    @Test("going down reads on, and what lies far behind is let go")
    func down() {
        let calls = Self.calls(1...5000)
        var list = Self.open(calls)
        for _ in 0..<400 {
            list.move(by: Self.height, height: Self.height)
            Self.take(list.next(Self.height), calls, &list)
        }
        #expect(list.selectedRow?.id == 1000 && list.rows.count <= List.most)
        #expect(!list.atStart)
        for _ in 0..<500 {
            list.move(by: -Self.height, height: Self.height)
            Self.take(list.next(Self.height), calls, &list)
        }
        #expect(list.selectedRow?.id == 5000 && list.atStart && list.rows.count <= List.most)
    }

    @Test("first and last row are one question away, and keys that are pressed meanwhile are done when the rows are there")
    func edges() {
        let calls = Self.calls(1...5000)
        var list = Self.open(calls)
        let last = list.jump(last: true, height: Self.height)
        list.move(by: -3, height: Self.height)
        Self.take(last, calls, &list)
        #expect(list.selectedRow?.id == 4 && list.atEnd)
        Self.take(list.jump(last: false, height: Self.height), calls, &list)
        #expect(list.selectedRow?.id == 5000)
    }

    @Test("rows that come above move no line, and are counted")
    func above() {
        var calls = Self.calls(1...1000)
        var list = Self.open(calls)
        list.move(by: 30, height: Self.height)
        let seen = list.visible(Self.height).map(\.id)
        calls = Self.calls(1...1005)
        for id in 1001...1005 { list.insert(Calls.Call(id: id), isQuiet: false, height: Self.height) }
        #expect(list.visible(Self.height).map(\.id) == seen && list.unseen == 5)
        Self.take(list.refresh(byPerson: false, height: Self.height), calls, &list)
        #expect(list.visible(Self.height).map(\.id) == seen && list.selectedRow?.id == 970)
    }

    @Test("where the first row was left and nobody is at the keys, what comes above shows")
    func follows() {
        var list = Self.open(Self.calls(1...1000))
        list.insert(Calls.Call(id: 1001), isQuiet: true, height: Self.height)
        #expect(list.visible(Self.height).first?.id == 1001 && list.unseen == 0)
    }

    @Test("only the answer to the newest question counts")
    func late() {
        let calls = Self.calls(1...1000)
        var list = List(Calls())
        let first = list.open(Calls())
        let second = list.open(Calls(day: 2))
        let isTaken = list.take(first, Self.answer(first, calls), kept: [], isQuiet: false, height: Self.height)
        #expect(!isTaken && !list.isLoaded)
        Self.take(second, calls, &list)
        #expect(list.isLoaded && list.query.day == 2)
    }

    @Test("a row that comes while it is asked for the rows is not lost by an answer from before it")
    func between() {
        let before = Self.calls(1...1000)
        var list = Self.open(before)
        let asked = list.refresh(byPerson: false, height: Self.height)
        list.insert(Calls.Call(id: 1001), isQuiet: false, height: Self.height)
        Self.take(asked, before, &list)
        #expect(list.rows.first?.id == 1001)
    }

    @Test("a row that was changed stays where it stood when the rows are read again, until the view is refreshed")
    func pinned() {
        var calls = Self.calls(1...30)
        var list = Self.open(calls)
        list.pin(28)
        list.change(28) { $0.isDone = true }
        // The store has put it at the end, where done calls go.
        let done = calls.remove(at: 2)
        calls.append(Calls.Call(id: done.id, isDone: true))
        Self.take(list.refresh(byPerson: true, height: Self.height), calls, &list)
        #expect(list.rows[2].id == 28 && list.rows[2].isDone)
        Self.take(list.refreshView(Self.height), calls, &list)
        #expect(list.rows.last?.id == 28)
    }

    @Test("rows are read again as far as the screen may go on, and none behind them before it does", arguments: [0, 500, 1000])
    func again(_ lines: Int) {
        let calls = Self.calls(1...1000)
        var list = Self.open(calls)
        for _ in 0..<lines {
            list.move(by: 1, height: Self.height)
            Self.take(list.next(Self.height), calls, &list)
        }
        let seen = list.visible(Self.height).map(\.id)
        Self.take(list.refresh(byPerson: false, height: Self.height), calls, &list)
        #expect(list.rows.count < List.stride)
        #expect(list.visible(Self.height).map(\.id) == seen && list.next(Self.height) == nil)
        // A whole screen further is at hand at once.
        list.move(by: Self.height, height: Self.height)
        let wanted = max(1, 1000 - lines - Self.height)
        #expect(list.selectedRow?.id == wanted && list.visible(Self.height).count == Self.height)
    }

    @Test("the wheel leaves the cursor with its row, and a key brings it back into view")
    func wheel() {
        var list = Self.open(Self.calls(1...1000))
        list.scroll(by: 40, height: Self.height)
        #expect(list.isAdrift && list.selectedRow?.id == 1000 && list.visible(Self.height).first?.id == 960)
        let request = list.comeBack(Self.height)
        #expect(request == nil, "the row is among those at hand")
        #expect(!list.isAdrift && list.visible(Self.height).contains { $0.id == 1000 })
    }

    @Test("a question that failed leaves the rows, and may be asked again")
    func failed() {
        let calls = Self.calls(1...1000)
        var list = Self.open(calls)
        let jump = list.jump(last: true, height: Self.height)
        if let jump { list.fail(jump) }
        #expect(list.selectedRow?.id == 1000 && list.rows.count == list.query.firstLimit)
        Self.take(list.jump(last: true, height: Self.height), calls, &list)
        #expect(list.selectedRow?.id == 1)
    }

    @Test("a view that could not be read is asked for by what reads the list again, and no rows are read on until then")
    func unread() {
        let calls = Self.calls(1...1000)
        var list = Self.open(calls)
        list.fail(list.open(Calls(day: 2), around: 300))
        #expect(list.isUnread)
        list.move(by: List.stride, height: Self.height)
        #expect(list.next(Self.height) == nil)
        let again = list.refresh(byPerson: false, height: Self.height)
        #expect(again?.purpose == .find(300) && again?.query.day == 2 && !list.isUnread)
        Self.take(again, calls, &list)
        #expect(list.selectedRow?.id == 300 && !list.isUnread)
    }
}
