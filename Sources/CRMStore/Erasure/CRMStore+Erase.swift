import CRM
import Foundation

extension CRMStore {
    public func owner(ofCustomer id: Customer.ID) throws -> (customer: Customer, user: User)? {
        try read { db in
            guard let customer = try Customer.any(db, mergedInto(db, id) ?? id) else { return nil }
            return try db.one(UserSQL.ofSheet, [customer.spreadsheetID]).map { (customer, User(row: $0)) }
        }
    }

    public func erasures() throws -> [ErasureRecord] {
        try read { db in
            try db.rows(ErasureSQL.list).map {
                ErasureRecord(at: Date(milliseconds: $0[0]), author: $0[1], customerID: $0[2])
            }
        }
    }

    public func isErased(lead leadgenID: String) throws -> Bool {
        try read { db in try ErasedLeads(db).contains(leadgenID, db) }
    }

    public func erase(customer id: Customer.ID, by author: String, at now: Date) throws -> Erasure {
        var erasure = try write { db in
            // The freed parts are overwritten at once, so that no page on its way to the file holds their content any more.
            try db.overwriteDeleted()
            let rows = try whole(db, id)
            guard let first = rows.first else { throw StoreError.customerGone }
            let leads = try Set(rows.flatMap { row in try db.values(String.self, ErasureSQL.leads, [row.id]) }).sorted()
            var traces: Set<String> = []
            for row in rows {
                let own = try self.traces(db, of: row)
                traces.formUnion(own.all)
                try forgetLastLead(db, of: row, names: own.names)
                try forgetMerges(db, of: row.id)
            }
            var erasure = Erasure(leads: leads.count, lookalikes: try lookalikes(db, of: rows))
            try redactBodies(db, leads: leads, traces: Array(traces), &erasure)
            for lead in leads {
                let place = try db.one(ErasureSQL.place, [lead])
                try ErasedLeads.remember(lead, page: place?[0] ?? "", form: place?[1], db)
                try db.run(ErasureSQL.forgetEvents, [CRMStore.erasedSentence, lead])
                // Meta's words about another event may name it.
                for statement in ErasureSQL.forgetWords(db.dialect) { try db.run(statement, [lead]) }
            }
            for row in rows {
                try db.run(ErasureSQL.forgetCustomer, [row.id, CRMStore.erasedSentence])
                try db.run(PreferenceSQL.removeAll, [UnsavedWordsName.all(of: row.id)])
                try db.run(ErasureSQL.add, [now.milliseconds, author, row.id])
            }
            try db.run(ErasureSQL.removeCustomer, [first.id])
            return erasure
        }
        erasure.isScrubbed = try purgeFreedPages()
        return erasure
    }

    /// The sentence in the feed about an event whose person was erased.
    static let erasedSentence = "the person was erased"

    /// Texts that tell who the customer is: all names it has had, and numbers and addresses, edits and answers included.
    private func traces(_ db: any Session, of customer: Customer) throws -> (names: Set<String>, all: [String]) {
        var names: Set<String> = [customer.customerName]
        var all: Set<String> = [customer.phoneNumber, customer.email]
        for row in try db.rows(ErasureSQL.steps, [customer.id]) {
            guard let step = try ChangeRecord(row: row) else { continue }
            for side in [step.before, step.after] {
                for field in [CustomerField.customerName, .phoneNumber, .email] {
                    guard let text = side.fields?[field.rawValue] else { continue }
                    if field == .customerName { names.insert(text) } else { all.insert(text) }
                }
            }
        }
        for answer in try Lead.fetch(db, of: customer.id)?.answers ?? [] { all.formUnion(answer.values) }
        names.remove("")
        // Very short answers, such as "yes", are in any text and tell nobody's name.
        return (names, all.union(names).filter { $0.utf8.count >= 4 })
    }

    /// The page's last lead is named among its settings, and in the undo steps that kept them.
    private func forgetLastLead(_ db: any Session, of customer: Customer, names: Set<String>) throws {
        let arrivals = try Set(db.values(Int64.self, ErasureSQL.arrivals, [customer.id]))
        guard !arrivals.isEmpty else { return }
        for row in try db.rows(PageSQL.lastLeads) {
            let at: Int64? = row[1]
            let name: String? = row[2]
            guard at.map(arrivals.contains) == true || name.map(names.contains) == true else { continue }
            try db.run(PageSQL.renameLastLead, [CRMStore.erasedName, row[0] as String])
        }
        func clean(_ side: inout ChangeRecord.Side) -> Bool {
            guard let page = side.page, page.lastLeadName != nil else { return false }
            guard page.lastLeadAt.map(arrivals.contains) == true || page.lastLeadName.map(names.contains) == true else { return false }
            side.page?.lastLeadName = CRMStore.erasedName
            return true
        }
        try rewritePageSteps(db) { step in
            let before = clean(&step.before)
            return clean(&step.after) || before
        }
    }

    private static let erasedName = "(erased)"

    /// Every POST that names one of the leads: those that tell of nobody else are removed.
    private func redactBodies(_ db: any Session, leads: [String], traces: [String], _ erasure: inout Erasure) throws {
        var mentions: [Int64: [String: Int]] = [:]
        for lead in leads {
            for delivery in try db.values(Int64.self, ErasureSQL.deliveries, [lead]) {
                mentions[delivery, default: [:]][lead, default: 0] += 1
            }
            // A part of a POST that was not taken, being signed by nobody, made no event.
            let named = try db.values(Int64.self, ErasureSQL.deliveriesNaming(db.dialect), [Data(lead.utf8)])
            for delivery in named where mentions[delivery]?[lead] == nil { mentions[delivery, default: [:]][lead] = 0 }
        }
        for (delivery, ids) in mentions {
            let others = try db.rows(ErasureSQL.leadsOfDelivery, [delivery]).filter {
                ($0[0] as String?).map { !leads.contains($0) } ?? true
            }
            let body = try db.value(Data.self, ErasureSQL.body, [delivery]) ?? Data()
            var kept = Data()
            if others.isEmpty {
                erasure.bodiesRemoved += 1
            } else if let blanked = BodyRedaction.blank(body, ids: ids, traces: traces) {
                kept = blanked
                erasure.bodiesBlanked += 1
            } else {
                erasure.bodiesDropped += 1
            }
            try db.run(JournalSQL.setBody, [kept, delivery])
        }
    }

    /// Hands every undo step of a page's settings to `change`, and writes those back for which it says so.
    func rewritePageSteps(_ db: any Session, _ change: (inout ChangeRecord) throws -> Bool) throws {
        for row in try db.rows(PageSQL.steps) {
            guard var step = try ChangeRecord(row: row), try change(&step) else { continue }
            try db.run(
                PageSQL.rewriteStep,
                [try ChangeRecord.json(step.before), try ChangeRecord.json(step.after), row["id"] as Int64])
        }
    }
}
