import CRM
import Foundation

extension CRMStore: PeopleStoring {
    public func person(of id: Customer.ID, for user: User.ID, limit: Int) throws -> Person? {
        try read { db in
            // Of most people there is this row alone.
            let ofRow = [CustomerSQL.live, ContactSQL.byID, LeadSQL.ofCustomer, TimelineSQL.importLine]
            let lines: SQLStatement = (TimelineSQL.lines(db.dialect), [id, limit])
            db.prefetch(ofRow.map { ($0, [id]) } + [ContactMatcher.Reader.user(user).sheets, lines])
            guard let found = try Customer.live(db, mergedInto(db, id) ?? id) else { return nil }
            var customer = try settled(db, found)
            let entries = try ContactMatcher(db, of: .user(user)).entries(of: customer.id)
            if entries.isEmpty { return nil }
            customer.enquiry = entries.enquiry(of: customer.id)
            let leads = try entries.filter { $0.row == customer.id }.compactMap { try Lead.fetch(db, of: $0.id) }
            let others = try entries.rows.filter { $0 != customer.id }.compactMap { id -> PersonRow? in
                guard var other = try Customer.live(db, id) else { return nil }
                other.enquiry = entries.enquiry(of: id)
                return PersonRow(customer: other, spreadsheet: try liveSheet(db, other.spreadsheetID).name)
            }
            return Person(
                customer: customer, leads: leads.sorted { $0.createdTime > $1.createdTime }, others: others,
                timeline: try timeline(db, entries, limit: limit))
        }
    }

    public func joined(in spreadsheet: Spreadsheet.ID, limit: Int) throws -> [JoinedLead] {
        try read { db in
            try db.rows(MergeSQL.joined(db.dialect), [spreadsheet, limit]).compactMap { try joinedLead(db, $0[0], into: $0[1]) }
        }
    }

    func joinedLead(_ db: any Session, _ id: Customer.ID, into row: Customer.ID) throws -> JoinedLead? {
        guard var customer = try Customer.any(db, id) else { return nil }
        let entries = try finder(db, for: customer).entries(of: row)
        // The row it is a part of was deleted since.
        guard !entries.isEmpty else { return nil }
        // A claim on the row is one on its parts, unless the one who has it may not see where these came in: then the owner is to hear of them.
        if let claim = try Customer.live(db, row).flatMap({ try settled(db, $0).claim }),
            try right(db, on: customer.spreadsheetID, of: claim.userID) != nil
        {
            customer.claim = claim
        }
        customer.enquiry = entries.enquiry(of: id) ?? Enquiry(number: Enquiry.most, count: Enquiry.most)
        return JoinedLead(customer: customer, into: row)
    }

    func finder(_ db: any Session, for customer: Customer) throws -> ContactMatcher {
        let owner = ContactMatcher.Reader.owner(of: customer.spreadsheetID)
        db.prefetch([(SpreadsheetSQL.live, [customer.spreadsheetID]), owner.sheets])
        _ = try liveSheet(db, customer.spreadsheetID)
        return try ContactMatcher(db, of: owner)
    }

    /// The row that a row was merged into, nil when it was not.
    func mergedInto(_ db: any Session, _ id: Customer.ID) throws -> Customer.ID? {
        try db.value(Int64.self, MergeSQL.whole, [id])
    }

    /// The rows that were merged into a row.
    func merged(_ db: any Session, into id: Customer.ID) throws -> [Customer.ID] {
        try db.values(Int64.self, MergeSQL.parts, [id])
    }

    /// The events of rows, the newest first. Each row's lines are read along their index, and put together here.
    func timeline(_ db: any Session, _ entries: ContactMatcher.Entries, limit: Int) throws -> [Activity] {
        let statement = TimelineSQL.lines(db.dialect)
        var lines: [Activity] = []
        var isMixed = entries.count > 1
        for entry in entries {
            if let row = try db.one(TimelineSQL.importLine, [entry.id]) {
                lines.append(
                    Activity(
                        id: row[0], kind: .created, at: Date(milliseconds: row[1]), author: row[2],
                        text: "imported into \(row[3] as String)", row: entry.row))
                isMixed = true
            }
            lines += try db.rows(statement, [entry.id, limit]).map { row in
                var line = Activity(line: row)
                if line.kind == .lead, entry.id != entry.row { line.text = "asked again: \(line.text)" }
                line.row = entry.row
                return line
            }
        }
        if isMixed { lines.sort { ($0.at, $0.id) > ($1.at, $1.id) } }
        return Array(lines.prefix(limit))
    }
}
