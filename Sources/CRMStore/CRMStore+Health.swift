import CRM
import Foundation
import GRDB

extension CRMStore {
    /// What SQLite finds wrong with the file, a sentence each, at most ten; empty when it is sound. Reads the whole file and needs
    /// no key. Throws when it is no database at all.
    public static func faults(inFile path: String) throws(StoreError) -> [String] {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return try queue.read { db in try String.fetchAll(db, sql: "PRAGMA quick_check(10)") }.filter { $0 != "ok" }
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, writing: false)
        } catch {
            throw .databaseUnreadable(path: path, reason: "\(error)")
        }
    }
}
