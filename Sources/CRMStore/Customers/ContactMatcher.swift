import CRM
import Foundation

/// Finds the rows of a person along the indexes of phone numbers and e-mail addresses, among the spreadsheets of one user.
struct ContactMatcher {
    /// An enquiry of a person: a row, or a part of one since it was merged.
    struct Entry {
        var id: Customer.ID
        /// The row it is a part of; its own id unless it was merged.
        var row: Customer.ID
        var arrivedAt: Int64
    }

    /// The enquiries of a person in the order of their arrival.
    typealias Entries = [Entry]

    private struct Facts {
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

        init(_ row: SQLRow) {
            (id, sheet, arrivedAt, mergedInto, isDeleted, isTest) = (row[0], row[1], row[2], row[3], row[4], row[5])
            (phone, email, holdsOthers) = (row[6], row[7], row[8])
        }
    }

    private let db: any Session
    /// The user's spreadsheets that are there.
    private let sheets: Set<Spreadsheet.ID>
    /// The same as an argument of statements.
    private let sheetList: any SQLConvertible
    private let byID: String
    private let byPhone: String
    private let byEmail: String
    private let merged: String
    private let phoneSharers: String
    private let emailSharers: String

    init(_ db: any Session, of user: User.ID) throws {
        self.db = db
        sheets = try Set(db.values(Int64.self, "SELECT id FROM spreadsheet WHERE user_id = ? AND deleted_at IS NULL", [user]))
        sheetList = db.dialect.argument(sheets)
        let select = """
            SELECT id, spreadsheet_id, arrived_at, merged_into, deleted_at IS NOT NULL, is_test IS 1, phone_e164, email_key,
                EXISTS (SELECT 1 FROM customer AS part WHERE part.merged_into = customer.id)
            FROM customer
            """
        // A row that was merged still speaks for its person; one that was deleted does not. Each kind has an index of its own.
        let by = { (key: String) in
            """
            \(select) WHERE \(key) = ?1 AND deleted_at IS NULL AND is_test IS NOT 1
            UNION ALL \(select) WHERE \(key) = ?1 AND merged_into IS NOT NULL AND is_test IS NOT 1 LIMIT \(Enquiry.most)
            """
        }
        byID = "\(select) WHERE id = ?"
        byPhone = by("phone_e164")
        byEmail = by("email_key")
        merged = "\(select) WHERE merged_into = ? LIMIT \(Enquiry.most)"
        let sharers = { (key: String) in
            """
            SELECT count(*) FROM (
                SELECT 1 FROM customer\(db.dialect.indexed(by: "customer_with_\(key)")) WHERE \(key) = ?1 AND deleted_at IS NULL AND is_test IS NOT 1
                    AND spreadsheet_id IN \(db.dialect.list("?2")) LIMIT \(Enquiry.most)
            )
            """
        }
        phoneSharers = sharers("phone_e164")
        emailSharers = sharers("email_key")
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
        while let next = pending.popLast(), found.count < Enquiry.most {
            guard found[next.id] == nil, let row = try next.mergedInto.map(facts) ?? next, !row.isDeleted, sheets.contains(row.sheet)
            else { continue }
            for part in [row] + (row.holdsOthers ? try facts(merged, row.id) : []) {
                found[part.id] = Entry(id: part.id, row: row.id, arrivedAt: part.arrivedAt)
                if part.isTest { continue }
                // A number has no @, so the two kinds are never taken for each other.
                if let phone = part.phone, asked.insert(phone).inserted { pending += try facts(byPhone, phone) }
                if let email = part.email, asked.insert(email).inserted { pending += try facts(byEmail, email) }
            }
        }
        return found.values.sorted { ($0.arrivedAt, $0.id) < ($1.arrivedAt, $1.id) }
    }

    private func facts(_ id: Customer.ID) throws -> Facts? { try facts(byID, id).first }

    private func facts(_ statement: String, _ argument: any SQLConvertible) throws -> [Facts] {
        var found: [Facts] = []
        try db.each(statement, [argument]) { row in
            found.append(Facts(row))
            return true
        }
        return found
    }

    /// Says of each of the rows which of its person's enquiries it is. Most rows are the only one of theirs: one statement finds those
    /// that are not.
    func number(_ customers: inout [Customer]) throws {
        guard !customers.isEmpty else { return }
        let ids = db.dialect.argument(customers.map(\.id))
        let several = try Set(db.values(Int64.self, ContactMatcher.selectSeveral(db.dialect), [ids]))
        guard !several.isEmpty else { return }
        var known: [Customer.ID: Entries] = [:]
        // What many share, such as a made-up number: nobody's place in it is looked for, and its rows are not read.
        var shared: [String: Bool] = [:]
        for index in customers.indices where several.contains(customers[index].id) {
            let id = customers[index].id
            if known[id] == nil, let start = try facts(id) {
                if try isShared(start.phone, phoneSharers, &shared) || isShared(start.email, emailSharers, &shared) {
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
    private func isShared(_ key: String?, _ statement: String, _ known: inout [String: Bool]) throws -> Bool {
        guard let key else { return false }
        if let answer = known[key] { return answer }
        let answer = try db.value(Int.self, statement, [key, sheetList]) == Enquiry.most
        known[key] = answer
        return answer
    }

    /// Rows that share a key with another, or hold merged ones. Whose the others are is not asked here.
    private static func selectSeveral(_ dialect: any Dialect) -> String {
        let shared = ["phone_e164", "email_key"].flatMap { key in
            ["deleted_at IS NULL", "merged_into IS NOT NULL"].map { kind in
                "EXISTS (SELECT 1 FROM customer AS other WHERE other.\(key) = customer.\(key) AND other.id <> customer.id AND other.\(kind))"
            }
        }
        return """
            SELECT customer.id FROM \(dialect.list("?")) AS wanted JOIN customer ON customer.id = wanted.value
            WHERE customer.is_test IS NOT 1 AND (\(shared.joined(separator: " OR "))
                OR EXISTS (SELECT 1 FROM customer AS other WHERE other.merged_into = customer.id))
            """
    }
}

extension ContactMatcher.Entries {
    /// Nil when it is the only one.
    func enquiry(of id: Customer.ID) -> Enquiry? {
        guard count > 1, let index = firstIndex(where: { $0.id == id }) else { return nil }
        return Enquiry(number: index + 1, count: Swift.min(count, Enquiry.most), held: Swift.max(1, count(where: { $0.row == id })))
    }

    /// The rows of the person, the one that was there first at the beginning.
    var rows: [Customer.ID] {
        var seen: Set<Customer.ID> = []
        return map(\.row).filter { seen.insert($0).inserted }
    }
}
