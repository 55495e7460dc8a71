import Base
import CRM
import Foundation
import GRDB

extension StoreError {
    /// The meaning of an SQLite error for a person. The statement and its arguments are left out: they may hold people's data.
    init(_ error: DatabaseError, path: String, writing: Bool) {
        let said = error.message ?? "SQLite error \(error.extendedResultCode.rawValue)"
        switch error.resultCode {
        case .SQLITE_NOTADB: self = .databaseUnreadable(path: path, reason: "it is not a database of Leadsheet")
        case .SQLITE_CORRUPT: self = .databaseUnreadable(path: path, reason: "it is damaged: \(said)")
        case .SQLITE_FULL: self = writing ? .cannotWrite(reason: "the disk is full") : .diskFull(path: path)
        case .SQLITE_BUSY, .SQLITE_LOCKED: self = .failed(writing: writing, "another program has kept the database locked for 5 seconds")
        case .SQLITE_READONLY: self = .failed(writing: writing, "the database \(path) or its folder is read-only")
        case .SQLITE_CONSTRAINT: self = .cannotWrite(reason: "a rule of the database forbids it: \(said)")
        default: self = writing ? .cannotWrite(reason: said) : .databaseUnreadable(path: path, reason: said)
        }
    }
}
