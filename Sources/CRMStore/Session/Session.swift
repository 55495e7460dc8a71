import CRM

public typealias SQLStatement = (sql: String, arguments: [(any SQLConvertible)?])

/// One state of the data to read, or one transaction that writes, in an engine. It is used where it was given, and not kept.
///
/// Statements are in the SQL that all engines speak, and in their ``dialect`` where they differ. Arguments are `?`, or `?1`, `?2`, … where one
/// stands in several places.
public protocol Session: AnyObject {
    var dialect: any Dialect { get }
    /// Whether the data are far away, so that to wait for an answer costs more than to ask twice for the same.
    var isFar: Bool { get }

    /// The questions from now on go along the same indexes whatever their arguments are, so that an engine need not look at these to choose them.
    func planOnce()
    /// Tells which statements are asked next, of those that give rows: where the data are far away, all of them go there with the first. Elsewhere they
    /// are not put together at all.
    func prefetch(_ statements: @autoclosure () -> [SQLStatement])
    /// Runs `body`, which asks these statements before it writes anything that they tell of. Where the data are far away, all of them go there together
    /// before it, and `body` is given those answers, whatever it has written meanwhile.
    func withAnswers<T>(to statements: @autoclosure () -> [SQLStatement], _ body: () throws -> T) throws -> T
    /// Runs a statement that gives rows. A row is good only until `body` returns; false ends the reading.
    func each(_ statement: String, _ arguments: [(any SQLConvertible)?], _ body: (SQLRow) throws -> Bool) throws
    /// Runs a statement that writes. Gives how many rows it wrote.
    @discardableResult
    func run(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> Int
    /// Writes at the latest when the transaction ends, and in the order of all statements: where the data are far away, what is written goes there
    /// together. With `changesRow`, one that changes no row throws ``StoreError/changedMeanwhile`` by then, and nothing of the
    /// transaction stays.
    func write(_ statement: String, _ arguments: [(any SQLConvertible)?], changesRow: Bool) throws
    /// Inserts one row into a table that numbers its rows. Gives the number.
    func insert(_ statement: String, _ arguments: [(any SQLConvertible)?]) throws -> Int64
    /// The same for several rows, which go to data that are far away together. Gives the numbers in the order of the rows.
    func insert(_ statement: String, rows: [[(any SQLConvertible)?]]) throws -> [Int64]
    /// Runs several statements without arguments.
    func script(_ statements: String) throws
    /// Leaves nothing of what `body` wrote behind when it throws.
    func savepoint(_ body: () throws -> Void) throws

    /// The customers of all spreadsheets that may have what all of the terms ask for, deleted ones among them; each is to be looked at
    /// again. Nil where no index knows such terms.
    func candidates(for terms: [SearchTerm], upTo most: Int) throws -> Candidates?
    /// Tells that ``candidates(for:upTo:)`` is asked for next. Gives the answers that it may have, for statements that are prefetched behind
    /// it: those of the right answer find their rows, those of another one nothing. Empty where nothing is prefetched.
    func prefetchCandidates(for terms: [SearchTerm], upTo most: Int) -> [Candidates?]
    /// Whether the customers of a spreadsheet can be read along the order of this column; false: they are to be sorted. An engine that has
    /// no index for an order that is seldom asked for makes it in the background, for a spreadsheet of so many `rows` that it pays.
    func isOrdered(by column: String, rows: () throws -> Int) throws -> Bool
    /// Takes away what the engine keeps true at each row that comes into a table. Gives the statements that bring it back.
    func takeDown(_ part: TablePart, of table: String) throws -> [String]
    /// Makes ready for transactions that write thousands of rows each.
    func expectManyWrites() throws
    /// Has what is deleted from now on in this session's connection written over on the disk.
    func overwriteDeleted() throws
}

/// The customers that an index has found.
public enum Candidates {
    case nobody
    /// A list of numbers to stand behind `IN`.
    case among(list: SQLStatement)
    /// There are more than were asked for. What looks at others than these can be told to do so in this case alone, by a condition.
    case more(condition: SQLStatement?)

    public static func these(_ ids: [Int64], _ dialect: any Dialect) -> Candidates {
        ids.isEmpty ? .nobody : .among(list: (dialect.list("?"), [dialect.argument(ids)]))
    }
}

/// The parts of a table that an engine keeps true with each row.
public enum TablePart: Sendable {
    case indexes
    /// The counts kept of each row that is inserted.
    case insertTriggers
}

/// The answers for so many changes are still little to keep in mind.
private let mostInRun = 500

extension Session {
    public var isFar: Bool { false }

    public func planOnce() {}
    public func prefetch(_ statements: @autoclosure () -> [SQLStatement]) {}
    public func prefetchCandidates(for terms: [SearchTerm], upTo most: Int) -> [Candidates?] { [] }

    public func withAnswers<T>(to statements: @autoclosure () -> [SQLStatement], _ body: () throws -> T) throws -> T { try body() }

    /// Goes through changes each of which asks and then writes, in as few runs as have nothing twice. `body` does a run ``withAnswers(to:_:)``
    /// of all its changes.
    ///
    /// - Parameters:
    ///   - subjects: the row that a change is about, or all that its row may be found by.
    ///   - questions: those that a change asks, of which no change of another subject writes the answer.
    func inRuns<Element, Subject: Hashable>(
        _ changes: [Element], of subjects: (Element) -> [Subject], asking questions: (Element) -> [SQLStatement],
        _ body: (ArraySlice<Element>) throws -> Void
    ) throws {
        var rest = changes[...]
        while !rest.isEmpty {
            var seen: Set<Subject> = []
            let run = rest.prefix(mostInRun).prefix { change in
                let subjects = subjects(change)
                guard seen.isDisjoint(with: subjects) else { return false }
                seen.formUnion(subjects)
                return true
            }
            try withAnswers(to: run.flatMap(questions)) { try body(run) }
            rest = rest.dropFirst(run.count)
        }
    }

    public func insert(_ statement: String, rows: [[(any SQLConvertible)?]]) throws -> [Int64] {
        try rows.map { try insert(statement, $0) }
    }

    public func write(_ statement: String, _ arguments: [(any SQLConvertible)?], changesRow: Bool) throws {
        try writeNow(statement, arguments, changesRow: changesRow)
    }

    /// ``write(_:_:changesRow:)`` of which the outcome is known when it returns.
    public func writeNow(_ statement: String, _ arguments: [(any SQLConvertible)?], changesRow: Bool) throws {
        let changes = try run(statement, arguments)
        if changesRow, changes == 0 { throw StoreError.changedMeanwhile }
    }

    @discardableResult
    public func run(_ statement: String) throws -> Int { try run(statement, []) }

    public func rows(_ statement: String, _ arguments: [(any SQLConvertible)?] = []) throws -> [SQLRow] {
        var rows: [SQLRow] = []
        try each(statement, arguments) { row in
            rows.append(row.copy())
            return true
        }
        return rows
    }

    /// The first row; nil where there is none.
    public func one(_ statement: String, _ arguments: [(any SQLConvertible)?] = []) throws -> SQLRow? {
        var first: SQLRow?
        try each(statement, arguments) { row in
            first = row.copy()
            return false
        }
        return first
    }

    /// The first columns of all rows.
    public func values<Value: SQLConvertible>(
        _: Value.Type, _ statement: String, _ arguments: [(any SQLConvertible)?] = []
    ) throws -> [Value] {
        var values: [Value] = []
        try each(statement, arguments) { row in
            values.append(row[0])
            return true
        }
        return values
    }

    /// The first column of the first row; nil where there is no row, or NULL.
    public func value<Value: SQLConvertible>(
        _: Value.Type, _ statement: String, _ arguments: [(any SQLConvertible)?] = []
    ) throws -> Value? {
        var value: Value?
        try each(statement, arguments) { row in
            value = row[0]
            return false
        }
        return value
    }

    /// Whether the statement gives a row.
    public func exists(_ statement: String, _ arguments: [(any SQLConvertible)?] = []) throws -> Bool {
        var isThere = false
        try each(statement, arguments) { _ in
            isThere = true
            return false
        }
        return isThere
    }
}
