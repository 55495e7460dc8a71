import CRM
import Foundation

extension CRMStore {
    public func users() throws -> [User] {
        try read { db in
            try db.rows(UserSQL.list(db.dialect)).map(User.init)
        }
    }

    public func addUser(_ name: String, country: Country?) throws -> User {
        let name = try FieldRules.userName(name)
        try FieldRules.check(country)
        return try write { db in
            try checkFree(db, name)
            let id = try db.insert(UserSQL.insert, [name, Date().milliseconds, country?.code])
            try addBuiltInViews(db, of: id)
            return User(id: id, name: name, country: country)
        }
    }

    public func renameUser(_ id: User.ID, to name: String) throws {
        let name = try FieldRules.userName(name)
        try write { db in
            let old = try userName(db, id)
            try checkFree(db, name, except: old)
            try db.run(UserSQL.rename, [name, id])
            try db.run(UserSQL.renameAuthor, [name, old])
        }
    }

    /// Throws for the name of another user, and for one that differs from it in capitals alone: nobody tells the two apart.
    private func checkFree(_ db: any Session, _ name: String, except old: String? = nil) throws {
        let others = try db.values(String.self, UserSQL.names).filter { $0 != old }
        if let other = others.first(where: { $0.isSameName(as: name) }) { throw StoreError.userNameTaken(other) }
    }

    public func setCountry(_ country: Country?, of user: User.ID) throws {
        try FieldRules.check(country)
        try write { db in
            _ = try userName(db, user)
            try db.run(UserSQL.setCountry, [country?.code, user])
            for sheet in try db.values(Int64.self, UserSQL.sheets, [user]) {
                try readPhones(db, ofSheet: sheet, in: country)
            }
        }
    }

    /// Reads the numbers of a spreadsheet's customers anew, slice by slice, deleted ones too: they may come back. One that starts with
    /// a plus names its country itself.
    func readPhones(_ db: any Session, ofSheet sheet: Spreadsheet.ID, in country: Country?) throws {
        let portion = 1000
        var last: Customer.ID = 0
        while true {
            let slice = try db.rows(UserSQL.nationalNumbers, [sheet, last, portion])
            for row in slice {
                let customer = Customer(row: row)
                last = customer.id
                let keys = CustomerKeys(customer, in: country)
                if keys.e164 == row["phone_e164"], keys.searchText == row["search_text"] { continue }
                try db.writeAsRead(UserSQL.setNumber, [keys.e164, keys.searchText, customer.id, customer.version])
            }
            if slice.count < portion { return }
        }
    }

    public func removeUser(_ id: User.ID, at now: Date) throws {
        try write { db in
            _ = try userName(db, id)
            for page in try db.rows(PageSQL.owners) where page[1] == id { try free(db, page: page[0], at: now) }
            // No secret is to outlive its page's user, not even sealed and for undo.
            try db.run(UserSQL.removePageSteps, [id])
            // The user's lines about other users' customers stay on their timelines, but are nobody's to undo.
            try db.run(UserSQL.remove, [id])
        }
    }

    func userName(_ db: any Session, _ id: User.ID) throws -> String {
        guard let name = try db.value(String.self, UserSQL.name, [id]) else {
            let known = try db.values(String.self, UserSQL.names)
            throw StoreError.userUnknown("number \(id)", known: known)
        }
        return name
    }
}

extension User {
    /// A row of `id`, `name` and `country`.
    init(row: SQLRow) {
        self.init(id: row[0], name: row[1], country: (row[2] as String?).flatMap { Country($0) })
    }
}
