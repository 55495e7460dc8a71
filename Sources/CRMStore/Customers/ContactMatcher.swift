import CRM
import Foundation

/// Finds the rows of a person along the indexes of phone numbers and e-mail addresses. Rows of spreadsheets of different owners are never one
/// person's: they would be merged across what each of them has.
struct ContactMatcher {
    /// An enquiry of a person: a row, or a part of one since it was merged.
    struct Entry {
        var id: Customer.ID
        /// The row it is a part of; its own id unless it was merged.
        var row: Customer.ID
        var arrivedAt: Int64
        var wish: DoNotCall?
    }

    /// The enquiries of a person in the order of their arrival.
    typealias Entries = [Entry]

    /// The facts of a row by which the other rows of its person are looked for.
    struct Facts {
        var id: Customer.ID
        var sheet: Spreadsheet.ID
        var arrivedAt: Int64
        var mergedInto: Customer.ID?
        var isDeleted: Bool
        var isTest: Bool
        var phone: String?
        var email: String?
        /// Rows were merged into it.
        var holdsOthers: Bool
        var wish: DoNotCall?

        /// A row of ``ContactSQL``.
        init(_ row: SQLRow) {
            (id, sheet, arrivedAt, mergedInto, isDeleted, isTest) = (row[0], row[1], row[2], row[3], row[4], row[5])
            (phone, email, holdsOthers) = (row[6], row[7], row[8])
            wish = (row[9] as Int64?).map { DoNotCall(at: Date(milliseconds: $0), by: row[10] ?? "") }
        }

        /// Those of a customer whose row a list shows, where its person has several rows.
        ///
        /// - Parameter row: the customer's, of ``WindowSQL/page(_:limit:)``.
        init?(severalOf customer: Customer, _ row: SQLRow) {
            let first = CustomerSQL.columnNames.count
            let (isShared, holdsOthers): (Bool, Bool) = (row[first + 2], row[first + 3])
            isTest = customer.lead?.isTest ?? false
            guard isShared || holdsOthers, !isTest else { return nil }
            (id, sheet, arrivedAt, mergedInto, isDeleted) = (customer.id, customer.spreadsheetID, customer.arrivedAt, nil, false)
            (phone, email, self.holdsOthers, wish) = (row[first], row[first + 1], holdsOthers, customer.contact.doNotCall)
        }
    }

    private let db: any Session
    /// The spreadsheets that are there and that the user reads, with their owners.
    private let sheets: [Spreadsheet.ID: User.ID]
    /// The same as an argument of statements.
    private let sheetList: any SQLConvertible
    private let phoneSharers: String
    private let emailSharers: String

    /// The user among whose spreadsheets persons are looked for.
    enum Reader: Hashable {
        case user(User.ID)
        case owner(of: Spreadsheet.ID)

        /// The question for the spreadsheets, to be fetched before.
        var sheets: SQLStatement {
            switch self {
            case .user(let user): (SpreadsheetSQL.liveWithOwners, [user])
            case .owner(let sheet): (SpreadsheetSQL.liveBeside, [sheet])
            }
        }

        /// The question for the number of customers in these.
        var customers: SQLStatement {
            switch self {
            case .user(let user): (SpreadsheetSQL.customersOfUser, [user])
            case .owner(let sheet): (SpreadsheetSQL.customersBeside, [sheet])
            }
        }
    }

    /// The first questions of a matcher, and of its ``number(_:)`` for these rows, to be fetched before.
    static func questions(_ db: any Session, of reader: Reader, for rows: [Customer.ID]) -> [SQLStatement] {
        [reader.sheets, ContactSQL.several(of: rows, db.dialect)]
    }

    init(_ db: any Session, of reader: Reader) throws {
        self.db = db
        let (sql, arguments) = reader.sheets
        sheets = try Dictionary(uniqueKeysWithValues: db.rows(sql, arguments).map { ($0[0], $0[1]) })
        sheetList = db.dialect.argument(sheets.keys)
        phoneSharers = ContactSQL.phoneSharers(db.dialect)
        emailSharers = ContactSQL.emailSharers(db.dialect)
    }

    /// All enquiries of the person of a row, the row's own among them; empty when the row is not there. Of a test lead its own alone.
    func entries(of id: Customer.ID) throws -> Entries {
        var keys: Set<String> = []
        return try facts(id).map { try entries(of: $0, &keys) } ?? []
    }

    /// `asked` gets the numbers and addresses of the person.
    private func entries(of start: Facts, _ asked: inout Set<String>) throws -> Entries {
        var found: [Customer.ID: Entry] = [:]
        var pending = [start]
        var owner: User.ID?
        while let next = pending.popLast(), found.count < Enquiry.most {
            guard found[next.id] == nil, let row = try next.mergedInto.map(facts) ?? next, !row.isDeleted,
                let owned = sheets[row.sheet], owned == owner ?? owned
            else { continue }
            owner = owned
            for part in [row] + (row.holdsOthers ? try facts((ContactSQL.parts, [row.id])) : []) {
                found[part.id] = Entry(id: part.id, row: row.id, arrivedAt: part.arrivedAt, wish: part.wish)
                if part.isTest { continue }
                // A number has no @, so the two kinds are never taken for each other.
                let new = keys(of: part).filter { asked.insert($0.key).inserted }.map { ($0.sharing, [$0.key]) as SQLStatement }
                db.prefetch(new)
                pending += try new.flatMap(facts)
            }
        }
        return found.values.sorted { ($0.arrivedAt, $0.id) < ($1.arrivedAt, $1.id) }
    }

    /// The keys that a row may share with others, with the statements that find and that count those.
    private func keys(of row: Facts) -> [(key: String, sharing: String, sharers: String)] {
        [row.phone.map { ($0, ContactSQL.byPhone, phoneSharers) }, row.email.map { ($0, ContactSQL.byEmail, emailSharers) }]
            .compactMap(\.self)
    }

    private func facts(_ id: Customer.ID) throws -> Facts? { try facts((ContactSQL.byID, [id])).first }

    private func facts(_ question: SQLStatement) throws -> [Facts] {
        var found: [Facts] = []
        try db.each(question.sql, question.arguments) { row in
            found.append(Facts(row))
            return true
        }
        return found
    }

    /// Says of each of the rows which of its person's enquiries it is. Most rows are the only one of theirs: one statement finds those
    /// that are not.
    func number(_ customers: inout [Customer]) throws {
        guard !customers.isEmpty else { return }
        try number(&customers, several: facts(ContactSQL.several(of: customers.map(\.id), db.dialect)))
    }

    /// - Parameter several: those of the rows whose persons have several.
    func number(_ customers: inout [Customer], several: [Facts]) throws {
        guard !several.isEmpty else { return }
        let starts = Dictionary(several.map { ($0.id, $0) }) { first, _ in first }
        for start in customers.compactMap({ starts[$0.id] }) {
            db.prefetch(keys(of: start).flatMap { [($0.sharing, [$0.key]), ($0.sharers, [$0.key, sheetList])] })
        }
        var known: [Customer.ID: Entries] = [:]
        // The keys that many share, such as a made-up number: nobody's place in them is looked for, and their rows are not read.
        var shared: [String: Bool] = [:]
        for index in customers.indices {
            let id = customers[index].id
            guard let start = starts[id] else { continue }
            if known[id] == nil {
                if try keys(of: start).contains(where: { try isShared($0.key, $0.sharers, &shared) }) {
                    customers[index].enquiry = Enquiry(number: Enquiry.most, count: Enquiry.most)
                    continue
                }
                var keys: Set<String> = []
                let entries = try entries(of: start, &keys)
                for entry in entries { known[entry.row] = entries }
                if entries.count >= Enquiry.most { for key in keys { shared[key] = true } }
            }
            customers[index].enquiry = known[id]?.enquiry(of: id)
        }
    }

    /// Whether as many enquiries have this number or address as are counted at all.
    private func isShared(_ key: String, _ statement: String, _ known: inout [String: Bool]) throws -> Bool {
        if let answer = known[key] { return answer }
        let answer = try db.value(Int.self, statement, [key, sheetList]) == Enquiry.most
        known[key] = answer
        return answer
    }
}

extension ContactMatcher.Entries {
    /// Nil when it is the only one.
    func enquiry(of id: Customer.ID) -> Enquiry? {
        guard count > 1, let index = firstIndex(where: { $0.id == id }) else { return nil }
        let arrival = Date(milliseconds: self[index].arrivedAt)
        let wishes = filter { $0.row != id }.compactMap(\.wish).filter { $0.at >= arrival }
        return Enquiry(
            number: index + 1, count: Swift.min(count, Enquiry.most), held: Swift.max(1, count(where: { $0.row == id })),
            wish: wishes.min { $0.at < $1.at })
    }

    /// The rows of the person, the one that was there first at the beginning.
    var rows: [Customer.ID] {
        var seen: Set<Customer.ID> = []
        return map(\.row).filter { seen.insert($0).inserted }
    }
}
