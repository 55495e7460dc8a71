import CRM

extension CRMStore: PreferenceStoring {
    public func preferences(of user: User.ID) throws -> [String: String] {
        try read { db in
            let rows = try db.rows("SELECT name, value FROM preference WHERE user_id = ?", [user])
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
    }

    public func setPreference(_ name: String, to value: String?, of user: User.ID) throws {
        try write { db in
            _ = try userName(db, user)
            guard let value else {
                try db.run("DELETE FROM preference WHERE user_id = ? AND name = ?", [user, name])
                return
            }
            try db.run(
                """
                INSERT INTO preference (user_id, name, value) VALUES (?, ?, ?)
                ON CONFLICT (user_id, name) DO UPDATE SET value = excluded.value
                """, [user, name, FieldRules.withoutNUL(value)])
        }
    }
}
