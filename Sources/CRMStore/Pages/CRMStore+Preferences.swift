import CRM

extension CRMStore: PreferenceStoring {
    public func preferences(of user: User.ID) throws -> [String: String] {
        try read { db in
            let rows = try db.rows(PreferenceSQL.list, [user])
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
    }

    public func setPreference(_ name: String, to value: String?, of user: User.ID) throws {
        try write { db in
            _ = try userName(db, user)
            // Nothing about a customer is written once that was erased. One that is deleted may come back.
            let customer = UnsavedWordsName.subject(of: name)?.customer
            guard let value, try customer.map({ try db.exists(CustomerSQL.any, [$0]) }) ?? true else {
                try db.run(PreferenceSQL.remove, [user, name])
                return
            }
            try db.run(PreferenceSQL.set, [user, name, FieldRules.withoutNUL(value)])
        }
    }
}
