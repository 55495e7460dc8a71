import CRM
import CRMStore
import Foundation
import PostgresEngine
import Synchronization
import TestSupport
import Testing

/// How often a person waits for a server that is far away: each time the client speaks after it has heard the server is a way there and back.
@Suite("Round trips to a PostgreSQL server", .enabled(if: PostgresCluster.whyNot == nil)) struct RoundTripTests {
    private final class Rules: RelayRules {
        private let state = Mutex((count: 0, said: [ObjectIdentifier: ClientWords](), pairs: [SocketRelay.Pair]()))

        var count: Int { state.withLock { $0.count } }

        func takesNext() -> Bool { true }

        func carry(_ bytes: Data, from side: SocketRelay.Side, on pair: SocketRelay.Pair) {
            if side == .client {
                state.withLock { state in
                    // Pairs are kept, so that no other has the identity of one that has ended.
                    if state.said[ObjectIdentifier(pair)] == nil { state.pairs.append(pair) }
                    state.count += state.said[ObjectIdentifier(pair), default: ClientWords()].waits(in: bytes)
                }
            }
            pair.deliver(bytes, from: side)
        }
    }

    /// What a client says on one connection, by the messages of the protocol: in how many packets they come depends on how busy the machine is.
    private struct ClientWords {
        private var rest = Data()
        private var isStarted = false
        private var givesUp = false

        /// How many of the messages that end with these bytes are ones that the client waits behind: Sync, Query and CopyDone.
        /// Nobody waits for a transaction that is given up, nor for the answer to that.
        mutating func waits(in bytes: Data) -> Int {
            rest += bytes
            var count = 0
            // The first message of a connection has no letter.
            while rest.count >= (isStarted ? 5 : 4) {
                let length = rest.dropFirst(isStarted ? 1 : 0).prefix(4).reduce(0) { $0 << 8 | Int($1) } + (isStarted ? 1 : 0)
                guard rest.count >= length else { break }
                let message = rest.prefix(length)
                rest = Data(rest.dropFirst(length))
                guard isStarted else {
                    isStarted = true
                    continue
                }
                if message.range(of: Data("ROLLBACK".utf8)) != nil { givesUp = true }
                guard [UInt8(ascii: "S"), UInt8(ascii: "Q"), UInt8(ascii: "c")].contains(message.first) else { continue }
                if !givesUp { count += 1 }
                givesUp = false
            }
            return count
        }
    }

    private let desk: Desk
    private let store: CRMStore
    private let rules = Rules()
    private let relay: SocketRelay
    private let ids: [Customer.ID]
    private static let moment = CallMoment(Desk.start, in: .gmt, hours: .standard)

    init() throws {
        let desk = try Desk(try #require(Engine.all.last))
        let fair = try desk.store.apply(.createSpreadsheet(name: "Fair", description: ""), by: desk.ana, at: Desk.start).spreadsheetID
        let rows = [(nil, "Ida", "2026-09-21"), (nil, "Bo", ""), (fair, "Ivo", "2026-09-20 10:00"), (nil, "Ada", "2026-09-21 16:00")]
        ids = try rows.enumerated().map { index, row in
            try desk.add([.customerName: row.1, .phoneNumber: "+39 02 8646345\(index)", .nextCallDate: row.2], to: row.0)
        }
        self.desk = desk
        relay = try SocketRelay(to: PostgresServer.shared.get().folder, rules)
        store = try CRMStore(address: relay.words(Engine.databaseName(desk.folder)), sealer: desk.sealer)
    }

    /// What is true of it when it is done for the second time: then there is a connection, and the statements are known.
    private func expect(
        atMost most: Int, sourceLocation: SourceLocation = #_sourceLocation, _ body: (_ time: Int) throws -> Bool
    ) throws {
        #expect(try body(0), sourceLocation: sourceLocation)
        let before = rules.count
        #expect(try body(1), sourceLocation: sourceLocation)
        #expect(rules.count - before <= most, sourceLocation: sourceLocation)
    }

    @Test("four hundred customers of a file come in after eleven, and are known to be there after two")
    func imports() throws {
        let country = Country("IT")
        let people = (0..<400).map { number in
            let customer = Customer(
                id: 0, spreadsheetID: 0, customerName: "Person \(number)", phoneNumber: "+39 347 1\(100_000 + number)",
                email: "p\(number)@example.com", createdAt: Desk.start)
            return ImportedCustomer(customer, in: country)
        }
        var step: ImportBatch?
        try expect(atMost: 11) { time in
            step = try store.importPortion(
                time == 0 ? Array(people[..<200]) : people, into: "Big", step: step, existing: .skip, by: desk.ana, at: Desk.start)
            return step?.count == (time == 0 ? 200 : 400) && step?.existing == (time == 0 ? 0 : 200)
        }
        try expect(atMost: 2) { _ in try store.existing(people, in: "Big", of: desk.ana) == people.map { _ in true } }
    }

    @Test("the rows of a list come in one")
    func windows() throws {
        let query = SheetQuery(desk.sheet)
        let second = try #require(try store.rows(query, from: .start, limit: 2).rows.last)
        for (anchor, count) in [(WindowAnchor.start, 2), (.end, 2), (.after(second), 1), (.before(second), 1), (.around(second), 2)] {
            try expect(atMost: 1) { _ in try store.rows(query, from: anchor, limit: 2).rows.count == count }
        }
        let named = SheetQuery(desk.sheet, order: SheetOrder(.field(.customerName)))
        try expect(atMost: 1) { _ in try store.rows(named, from: .start, limit: 9).rows.map(\.customerName) == ["Ada", "Bo", "Ida"] }
        relay.stop()
    }

    @Test(
        "the matches of a search and their number come in one, letters and the spreadsheets in two; the call list, its counts and a card in three"
    )
    func reads() throws {
        let words = SheetQuery(.everywhere(first: desk.sheet, of: desk.ana), CustomerFilter(words: "864634"))
        try expect(atMost: 1) { _ in try store.rows(words, from: .start, limit: 9).rows.count == 4 }
        try expect(atMost: 1) { _ in
            try store.count(SheetQuery(.spreadsheet(desk.sheet), CustomerFilter(words: "864634")), upTo: 99).count == 3
        }
        let letters = SheetQuery(.everywhere(first: desk.sheet, of: desk.ana), CustomerFilter(words: "i"))
        // Other spreadsheets are looked through when the open one has too few.
        try expect(atMost: 2) { _ in try store.rows(letters, from: .start, limit: 9).rows.map(\.customerName) == ["Ida", "Ivo"] }
        try expect(atMost: 1) { _ in
            let none = SheetQuery(.everywhere(first: desk.sheet, of: desk.ana), CustomerFilter(words: "nobody"))
            return try store.rows(none, from: .start, limit: 9).rows.isEmpty
        }
        try expect(atMost: 2) { _ in try store.spreadsheets(of: desk.ana).count == 2 }
        try expect(atMost: 3) { _ in try store.calls(nil, of: desk.ana, at: Self.moment, limit: 9).count == 4 }
        try expect(atMost: 3) { _ in try store.callCounts(of: desk.ana, at: Self.moment, upTo: 99)[.overdue].count == 1 }
        try expect(atMost: 3) { _ in try store.person(of: ids[0], for: desk.ana, limit: 9)?.others.isEmpty == true }
        relay.stop()
    }

    @Test("the views beside the list are counted in one, and one or two more for each that asks for more than statuses")
    func views() throws {
        let context = QueryContext(CallDateContext(now: Desk.start, zone: .gmt), statuses: .standard)
        let (statuses, others) = (["status:new", "status:won", "status:new,won"], ["attempts>=1", "next:<2026-09-21"])
        func queries(_ texts: [String]) throws -> [SheetQuery] {
            try texts.map { SheetQuery(.user(desk.ana), try QueryParser.parse($0, in: context)) }
        }
        try expect(atMost: 2) { _ in try store.countBeside(try queries(statuses), upTo: 100).map(\.count) == [4, 0, 4] }
        try expect(atMost: 5) { _ in try store.countBeside(try queries(statuses + others), upTo: 100).map(\.count) == [4, 0, 4, 0, 1] }
        relay.stop()
    }

    @Test("once the spreadsheets were read, the first search of a session comes in one as well", arguments: ["864634", "a"])
    func firstSearch(text: String) throws {
        _ = try store.spreadsheets(of: desk.ana)
        let before = rules.count
        let query = SheetQuery(.everywhere(first: desk.sheet, of: desk.ana), CustomerFilter(words: text))
        #expect(try !store.rows(query, from: .start, limit: 1).rows.isEmpty)
        #expect(rules.count - before <= 1)
        relay.stop()
    }

    @Test("a list with persons of several rows comes in two, however many they are")
    func persons() throws {
        for index in ids.indices { try desk.add([.customerName: "again", .phoneNumber: "+39 02 8646345\(index)"]) }
        try expect(atMost: 2) { _ in
            try store.rows(SheetQuery(desk.sheet), from: .start, limit: 9).rows.allSatisfy { $0.enquiry?.count == 2 }
        }
        relay.stop()
    }

    @Test("an edit and the outcome of a call are on the server's disk after two, also where they are undone; a note after three")
    func writes() throws {
        try expect(atMost: 2) { time in
            let (from, to) = time == 0 ? ("new", "contacted") : ("contacted", "won")
            let edit = FieldEdit(.status, from: from, to: to)
            return try store.apply(.editCustomer(ids[0], [edit]), by: desk.ana, at: Desk.start).version == time + 2
        }
        try expect(atMost: 2) { _ in
            try store.apply(.logCall(CallLog(customerID: ids[1], outcome: .noAnswer, edits: [])), by: desk.ana, at: Desk.start).isCall
        }
        #expect(try desk.store.customer(ids[1])?.contact.attempts == 2)
        try expect(atMost: 2) { time in
            guard case .whole(let undone) = try store.beginUndo(.work, offered: nil, by: desk.ana, at: Desk.start) else { return false }
            return try undone?.customerID == ids[1] && desk.store.customer(ids[1])?.contact.attempts == 1 - time
        }
        try expect(atMost: 3) { time in
            try store.apply(.addNote(ids[1], text: "note \(time)"), by: desk.ana, at: Desk.start).customerID == ids[1]
        }
        #expect(try desk.store.customer(ids[0])?.status == "won")
        #expect(try desk.store.timeline(of: ids[1], limit: 9).prefix(2).map(\.text) == ["note 1", "note 0"])
        relay.stop()
    }

    @Test("fifty marked rows are changed after three to five; that is taken back, and done again, after six or seven")
    func marked() throws {
        let sheets = try ["Many", "More"].map { name in
            try #require(
                try desk.store.apply(.createSpreadsheet(name: name, description: ""), by: desk.ana, at: Desk.start).spreadsheetID)
        }
        for index in 0..<50 { try desk.add([.customerName: "Row \(index)"], to: sheets[0]) }
        func change(_ change: BulkChange, in store: any Store) throws -> Int {
            let marks = try desk.store.marks(SheetQuery(sheets[0]))
            return try store.changePortion(change, of: marks, batch: nil, by: desk.ana, at: Desk.start).done
        }
        let changes: [(change: BulkChange, ways: Int, waysBack: Int)] = [
            (.set(.status, "won"), 3, 6), (.note("met"), 4, 7), (.delete, 3, 6), (.move(to: sheets[1]), 4, 6),
            (.copy(to: sheets[1]), 5, 6),
        ]
        for (bulk, ways, waysBack) in changes {
            try expect(atMost: ways) { _ in try change(bulk, in: store) == 50 && desk.undo() != nil }
            _ = try change(bulk, in: desk.store)
            try expect(atMost: waysBack) { _ in try store.undo(by: desk.ana, at: Desk.start) != nil && desk.redo() != nil }
            _ = try desk.undo()
            try expect(atMost: waysBack) { _ in try store.redo(by: desk.ana, at: Desk.start) != nil && desk.undo() != nil }
        }
        relay.stop()
    }
}
