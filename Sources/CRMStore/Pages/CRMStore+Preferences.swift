import CRM
import GRDB

extension CRMStore: PreferenceStoring {
    public func preferences(of user: User.ID) throws -> [String: String] {
        try read { db in
            let rows = try Row.fetchAll(db, sql: "SELECT name, value FROM preference WHERE user_id = ?", arguments: [user])
            return Dictionary(uniqueKeysWithValues: rows.map { ($0[0], $0[1]) })
        }
    }

    public func setPreference(_ name: String, to value: String?, of user: User.ID) throws {
        try write { db in
            _ = try userName(db, user)
            guard let value else {
                return try db.execute(sql: "DELETE FROM preference WHERE user_id = ? AND name = ?", arguments: [user, name])
            }
            try db.execute(
                sql: """
                    INSERT INTO preference (user_id, name, value) VALUES (?, ?, ?)
                    ON CONFLICT (user_id, name) DO UPDATE SET value = excluded.value
                    """, arguments: [user, name, FieldRules.withoutNUL(value)])
        }
    }
}
