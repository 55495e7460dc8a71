import Base
import CRM
import CRMStore
import Foundation
import Testing

@Suite("Windows of rows") struct WindowTests {
    static let orders: [SheetOrder] = ([.arrival] + CustomerField.allCases.map { SheetOrder.Key.field($0) })
        .flatMap { [SheetOrder($0), SheetOrder($0, descending: true)] }

    /// 140 customers with many equal values, several scripts, and next calls missing.
    private func fill(_ desk: Desk) throws {
        var random = SeededGenerator(seed: 42)
        // Texts that begin alike and are longer than what is sorted by, with characters of many code points.
        let long = String(repeating: "9", count: 70) + String(repeating: "क्", count: 300)
        let words = ["", "anna", "Anna", "Zoë", "zoe", "田中", "Đặng", "Bernd", "~", "a_b", "100%", "Émile", "ANNA", long, long + "a"]
        let statuses = StatusCatalogue.standard.statuses.map(\.id)
        for _ in 0..<140 {
            let word = { (random: inout SeededGenerator) in words.randomElement(using: &random) ?? "" }
            var fields: [CustomerField: String] = [
                .customerName: word(&random), .companyName: word(&random), .phoneNumber: word(&random), .email: word(&random),
                .remark: word(&random), .status: statuses.randomElement(using: &random) ?? "new",
            ]
            if Bool.random(using: &random) {
                let day = CalendarDay(number: 20_700 + Int.random(in: 0..<4, using: &random))
                fields[.nextCallDate] = Bool.random(using: &random) ? "\(day)" : "\(day) 0\(Int.random(in: 1..<4, using: &random)):30"
            }
            try desk.add(fields, at: Desk.start.addingTimeInterval(Double(Int.random(in: 0..<20, using: &random))))
        }
    }

    /// The order as the contract says it, done in memory.
    private func sorted(_ rows: [Customer], _ order: SheetOrder) -> [Customer.ID] {
        func key(_ customer: Customer) -> [UInt8] {
            switch order.key {
            case .arrival: return withUnsafeBytes(of: UInt64(customer.createdAt.timeIntervalSince1970 * 1000).bigEndian, Array.init)
            case .field(.nextCallDate):
                let isEnded = StatusCatalogue.standard.type(of: customer.status).isEnded
                if isEnded { return Array((order.isDescending ? "" : "~").utf8) }
                return Array((customer.nextCall?.description ?? (order.isDescending ? "~" : "")).utf8)
            case .field(.status): return Array(customer.status.utf8)
            case .field(let field) where CustomerKeys.sorted.contains(field):
                return Array(SearchText.sortKey(customer[field: field]).utf8)
            case .field(.phoneNumber): return Array(customer.phoneNumber.unicodeScalars.prefix(60).map(String.init).joined().utf8)
            case .field(let field): return Array(customer[field: field].utf8)
            }
        }
        let ascending = rows.sorted { left, right in
            let (one, other) = (key(left), key(right))
            return one == other ? left.id < right.id : one.lexicographicallyPrecedes(other)
        }
        return (order.isDescending ? ascending.reversed() : ascending).map(\.id)
    }

    @Test("pages read forwards and backwards give exactly the sorted rows, in every order", arguments: Engine.withSales)
    func paging(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try fill(desk)
        let everybody = try desk.store.rows(SheetQuery(desk.sheet), from: .start, limit: 1000).rows
        #expect(everybody.count == 140)
        let filters: [SheetQuery] = [
            SheetQuery(desk.sheet), SheetQuery(desk.sheet, statuses: ["new", "won"]), SheetQuery(desk.sheet, search: "anna"),
        ]
        for order in WindowTests.orders {
            for filter in filters {
                var query = filter
                query.order = order
                let wanted = sorted(everybody.filter { matches($0, query) }, order)
                #expect(try walk(desk, query, forwards: true) == wanted, "\(order) forwards")
                #expect(try walk(desk, query, forwards: false) == wanted, "\(order) backwards")
            }
        }
    }

    private func matches(_ customer: Customer, _ query: SheetQuery) -> Bool {
        query.filter.admits(status: customer.status)
            && SearchText.has(query.filter.text, in: SearchText.of(customer, number: nil))
    }

    private func walk(_ desk: Desk, _ query: SheetQuery, forwards: Bool) throws -> [Customer.ID] {
        var window = try desk.store.rows(query, from: forwards ? .start : .end, limit: 17)
        var ids = window.rows.map(\.id)
        while !(forwards ? window.atEnd : window.atStart) {
            #expect(window.rows.count == 17)
            guard let edge = forwards ? window.rows.last : window.rows.first, ids.count <= 200 else { break }
            window = try desk.store.rows(query, from: forwards ? .after(edge) : .before(edge), limit: 17)
            #expect(!(forwards ? window.atStart : window.atEnd))
            ids = forwards ? ids + window.rows.map(\.id) : window.rows.map(\.id) + ids
        }
        return ids
    }

    @Test("a window around a row holds half its rows before it, fewer at the ends", arguments: Engine.withSales)
    func around(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try fill(desk)
        for order in WindowTests.orders {
            let query = SheetQuery(desk.sheet, order: order)
            let all = try desk.store.rows(query, from: .start, limit: 1000).rows
            for index in [0, 3, 70, 137, 139] {
                let window = try desk.store.rows(query, from: .around(all[index]), limit: 20)
                let first = min(max(0, index - 10), 120)
                #expect(window.rows == Array(all[first..<(first + 20)]))
                #expect(window.atStart == (first == 0))
                #expect(window.atEnd == (first == 120))
            }
        }
    }

    @Test("around an edited row is where it is now; around a deleted one where it was", arguments: Engine.withSales)
    func moved(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for name in ["a", "b", "c", "d", "e", "f"] { try desk.add([.customerName: name]) }
        let query = SheetQuery(desk.sheet, order: SheetOrder(.field(.customerName)))
        let rows = try desk.store.rows(query, from: .start, limit: 10).rows
        try desk.edit(rows[1].id, .customerName, "b", "z")
        let window = try desk.store.rows(query, from: .around(rows[1]), limit: 2)
        #expect(window.rows.map(\.customerName) == ["f", "z"])
        _ = try desk.store.apply(.deleteCustomer(rows[3].id), by: desk.ana, at: Desk.start)
        let gone = try desk.store.rows(query, from: .around(rows[3]), limit: 2)
        #expect(gone.rows.map(\.customerName) == ["c", "e"])
        let after = try desk.store.rows(query, from: .after(rows[3]), limit: 10)
        #expect(after.rows.map(\.customerName) == ["e", "f", "z"])
        #expect(!after.atStart && after.atEnd)
    }

    @Test("rows that come and go above do not move what is read next", arguments: Engine.withSales)
    func arrivals(_ engine: Engine) throws {
        let desk = try Desk(engine)
        for index in 0..<20 { try desk.add([.customerName: "\(index)"], at: Desk.start.addingTimeInterval(Double(index))) }
        let query = SheetQuery(desk.sheet)
        let first = try desk.store.rows(query, from: .start, limit: 5)
        #expect(first.rows.map(\.customerName) == ["19", "18", "17", "16", "15"])
        for index in 20..<30 { try desk.add([.customerName: "\(index)"], at: Desk.start.addingTimeInterval(Double(index))) }
        let last = try #require(first.rows.last)
        #expect(try desk.store.rows(query, from: .after(last), limit: 3).rows.map(\.customerName) == ["14", "13", "12"])
        let top = try #require(first.rows.first)
        let newer = try desk.store.rows(query, from: .before(top), limit: 100)
        #expect(newer.rows.count == 10 && newer.atStart && !newer.atEnd)
    }

    @Test("the window of an empty view is at both ends", arguments: Engine.withSales)
    func empty(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let nobody = SheetWindow(rows: [], atStart: true, atEnd: true)
        let ghost = Customer(id: 5, spreadsheetID: desk.sheet, customerName: "x", createdAt: Desk.start)
        for anchor in [WindowAnchor.start, .end, .after(ghost), .before(ghost), .around(ghost)] {
            #expect(try desk.store.rows(SheetQuery(desk.sheet), from: anchor, limit: 10) == nobody)
        }
    }

    @Test("a search finds every word in any column, without case and accents, wildcards being letters", arguments: Engine.withSales)
    func search(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.add([.customerName: "María Rossi", .companyName: "Oak & Co", .phoneNumber: "+39 (333) 12-34"])
        try desk.add([.customerName: "Mario", .remark: "100% oak_wood"])
        try desk.add([.customerName: "Đặng Thị", .email: "dang@example.vn"])
        let found = { (text: String) in try desk.names(SheetQuery(desk.sheet, search: text)).sorted() }
        #expect(try found("MARIA oak") == ["María Rossi"])
        #expect(try found("mari") == ["Mario", "María Rossi"])
        #expect(try found("dang thi") == ["Đặng Thị"])
        #expect(try found("3931") == [])
        #expect(try found("393331234") == ["María Rossi"])
        #expect(try found("%") == ["Mario"])
        #expect(try found("k_w") == ["Mario"])
        #expect(try found("_") == ["Mario"])
        let query = SheetQuery(desk.sheet, search: "a")
        #expect(try desk.store.count(query, upTo: 2) == MatchCount(count: 2, isMore: true))
        #expect(try desk.store.count(query, upTo: 3) == MatchCount(count: 3, isMore: false))
        let id = try desk.add([.customerName: "Late"])
        try desk.edit(id, .customerName, "Late", "Renamed")
        #expect(try found("late") == [])
        #expect(try found("renamed") == ["Renamed"])
    }
}
