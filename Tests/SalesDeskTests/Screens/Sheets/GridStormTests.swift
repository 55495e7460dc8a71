import Base
import CRM
import Testing

@testable import SalesDesk

/// Keys, arriving leads and the store's answers in any order: what a person has before them is the list as it is.
@Suite("The grid in a storm")
struct GridStormTests {
    @Test("whatever comes before whatever, the rows at hand are the list's own, and every key goes where it says", arguments: 0..<30)
    func anyOrder(seed: Int) {
        var storm = GridStorm(seed: UInt64(seed))
        for _ in 0..<12 {
            storm.rage(steps: 40)
            storm.settle()
            #expect(storm.faults == [], "seed \(seed)")
            for key in ["G", "PageUp", "k", "g", "j", "PageDown", "G", "g"] {
                let wanted = storm.place(after: key)
                storm.press(key)
                storm.settle()
                #expect(storm.selectedPlace == wanted, "seed \(seed): \(key) in \(storm.customers.count) customers")
                #expect(storm.faults == [], "seed \(seed): \(key)")
            }
            if !storm.faults.isEmpty { return }
        }
    }

    @Test("an undo leaves the cursor on its customer, whichever row it changes and however late it is answered")
    func undo() {
        var storm = GridStorm(seed: 1)
        storm.press("g")
        storm.settle()
        storm.press("j")
        let undone = storm.undo()
        storm.tell(undone)
        storm.settle()
        #expect(storm.selectedPlace == 1)
    }

    @Test("g and G hold against all that was asked before them", arguments: 0..<30)
    func lastWord(seed: Int) {
        var storm = GridStorm(seed: UInt64(1000 + seed))
        for _ in 0..<12 {
            storm.rage(steps: 40)
            let first = storm.customers[0].id
            storm.press("g")
            storm.rage(steps: 10, keys: [])
            storm.settle()
            let selected = storm.desk.state.sheets.grid?.selectedID ?? 0
            #expect(selected >= first, "seed \(seed): g")

            storm.rage(steps: 40)
            storm.press("G")
            storm.rage(steps: 10, keys: [])
            storm.settle()
            #expect(storm.selectedPlace == storm.customers.count - 1, "seed \(seed): G")
        }
    }
}

/// A desk whose store answers when the dice say so.
private struct GridStorm {
    static let keys = ["g", "G", "j", "k", "PageDown", "PageUp", "R"]

    var desk: SheetsFixture
    /// As the store has them: the newest first.
    private(set) var customers: [Customer]
    private var random: SeededGenerator
    /// As the runner keeps them: of those that read the rows on the screen again, one waits.
    private var waiting: [CustomerRequest] = []
    private var answers: [DeskAction] = []
    private var nextID: Customer.ID

    init(seed: UInt64) {
        random = SeededGenerator(seed: seed)
        customers = (1...700).reversed().map { GridStorm.customer($0) }
        nextID = 701
        desk = SheetsFixture(customers: [])
        let query = SheetQuery(1)
        ask(Desk.openView(query, &desk.state))
        settle()
    }

    private static func customer(_ id: Customer.ID) -> Customer {
        SheetsFixture.lead(id, "Customer \(id)", "+1 415 555 0100", "Hooli", age: 100_000 - Double(id))
    }

    // MARK: What happens

    /// So many things happen, some of them with nothing in between.
    mutating func rage(steps: Int, keys: [String] = keys) {
        for _ in 0..<steps {
            switch Int.random(in: 0..<8, using: &random) {
            case 0, 1: if let key = keys.randomElement(using: &random) { press(key) }
            case 2: arrive(Int.random(in: 1...(Bool.random(using: &random) ? 3 : 150), using: &random))
            case 3: edit()
            case 4, 5: read()
            default: deliver()
            }
        }
    }

    /// All that was asked is answered.
    mutating func settle() {
        while !waiting.isEmpty || !answers.isEmpty {
            read()
            deliver()
        }
    }

    mutating func press(_ key: String) { ask(desk.press(key)) }

    private mutating func arrive(_ count: Int) {
        let news = (0..<count).map { _ in
            var customer = GridStorm.customer(nextID)
            customer.enquiry = Enquiry(number: 2, count: 2)
            nextID += 1
            customers.insert(customer, at: 0)
            return StoreEvent.leadArrived(customer, userID: 1)
        }
        ask(Desk.reduce(&desk.state, .news(news)))
    }

    private mutating func edit() {
        guard let id = desk.state.sheets.grid?.selectedID else { return }
        ask(Desk.reduce(&desk.state, .applied(AppliedChange(sentence: "edited", customerID: id, spreadsheetID: 1), .said)))
    }

    /// The u key, and the answer that the store gives it sooner or later: it changed the oldest customer.
    mutating func undo() -> DeskAction {
        press("u")
        return .undone(AppliedChange(sentence: "undone", customerID: customers.last?.id, spreadsheetID: 1))
    }

    mutating func tell(_ action: DeskAction) { ask(Desk.reduce(&desk.state, action)) }

    private mutating func ask(_ effects: [DeskEffect]) {
        for case .sheets(.loadWindow(let request)) in effects {
            if request.purpose == .refresh, let index = waiting.firstIndex(where: { $0.purpose == .refresh }) {
                waiting[index] = request
            } else {
                waiting.append(request)
            }
        }
    }

    private mutating func read() {
        guard !waiting.isEmpty else { return }
        let request = waiting.removeFirst()
        answers.append(.sheets(.window(request, window(request), kept: customers.filter { request.keep.contains($0.id) })))
    }

    private mutating func deliver() {
        guard !answers.isEmpty else { return }
        ask(Desk.reduce(&desk.state, answers.removeFirst()))
    }

    private func window(_ request: CustomerRequest) -> SheetWindow {
        let (limit, count) = (request.limit, customers.count)
        let range: Range<Int>
        var anchor = request.anchor
        if case .find(let id) = request.purpose, let customer = customers.first(where: { $0.id == id }) { anchor = .around(customer) }
        switch anchor {
        case .start: range = 0..<min(limit, count)
        case .end: range = max(0, count - limit)..<count
        case .after(let customer): range = (index(customer) + 1)..<min(count, index(customer) + 1 + limit)
        case .before(let customer): range = max(0, index(customer) - limit)..<index(customer)
        case .around(let customer):
            let start = max(0, min(index(customer) - limit / 2, count - limit))
            range = start..<min(count, start + limit)
        }
        return SheetWindow(rows: Array(customers[range]), atStart: range.lowerBound == 0, atEnd: range.upperBound == count)
    }

    private func index(_ customer: Customer) -> Int { customers.firstIndex { $0.id == customer.id } ?? 0 }

    // MARK: What a person sees

    /// The place of the selected row in the whole list.
    var selectedPlace: Int? {
        desk.state.sheets.grid.flatMap { grid in customers.firstIndex { $0.id == grid.selectedID } }
    }

    /// Where the selection is to be after a key that finds everything settled.
    func place(after key: String) -> Int? {
        let page = SheetsLayout(desk.state).rowCount - 1
        let steps = ["j": 1, "k": -1, "PageDown": page, "PageUp": -page]
        switch key {
        case "g": return 0
        case "G": return customers.count - 1
        default: return selectedPlace.map { min(max(0, $0 + (steps[key] ?? 0)), customers.count - 1) }
        }
    }

    /// Where the rows at hand are not those of the list.
    var faults: [String] {
        guard let grid = desk.state.sheets.grid, let first = grid.rows.first.map(index) else { return ["There are no rows."] }
        var faults: [String] = []
        if grid.rows.map(\.id) != customers[first...].prefix(grid.rows.count).map(\.id) {
            faults.append("The rows have gaps, or another order.")
        }
        if grid.atStart, first != 0 { faults.append("The first row at hand is taken for the list's.") }
        if grid.atEnd, grid.rows.last?.id != customers.last?.id { faults.append("The last row at hand is taken for the list's.") }
        if grid.selectedIndex == nil { faults.append("The selected row is not at hand.") }
        if let index = grid.selectedIndex, !(grid.top..<grid.top + SheetsLayout(desk.state).rowCount).contains(index) {
            faults.append("The selected row is not on the screen.")
        }
        return faults
    }
}
