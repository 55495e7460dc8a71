import CRM
import Foundation
import GRDB

extension CRMStore {
    public func users() throws -> [User] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT id, name FROM user ORDER BY id").map { User(id: $0[0], name: $0[1]) }
        }
    }

    public func addUser(_ name: String) throws -> User {
        let name = try FieldRules.userName(name)
        return try write { db in
            guard try Int64.fetchOne(db, sql: "SELECT id FROM user WHERE name = ?", arguments: [name]) == nil else {
                throw StoreError.userNameTaken(name)
            }
            try db.execute(sql: "INSERT INTO user (name, created_at) VALUES (?, ?)", arguments: [name, Date().milliseconds])
            return User(id: db.lastInsertedRowID, name: name)
        }
    }

    public func removeUser(_ id: User.ID) throws {
        try write { db in
            _ = try userName(db, id)
            // No secret is to outlive its page's user, not even sealed and for undo.
            try db.execute(sql: "DELETE FROM activity WHERE user_id = ? AND page_id IS NOT NULL", arguments: [id])
            // What the user wrote to other users' customers stays on their timelines, but is nobody's to undo.
            try db.execute(sql: "DELETE FROM user WHERE id = ?", arguments: [id])
        }
    }

    func userName(_ db: Database, _ id: User.ID) throws -> String {
        guard let name = try String.fetchOne(db.cachedStatement(sql: "SELECT name FROM user WHERE id = ?"), arguments: [id]) else {
            let known = try String.fetchAll(db, sql: "SELECT name FROM user ORDER BY id")
            throw StoreError.userUnknown("number \(id)", known: known)
        }
        return name
    }
}
