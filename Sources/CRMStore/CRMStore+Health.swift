import CRM
import Foundation
import GRDB

extension CRMStore {
    /// What is wrong with the data in the file, as ``integrity()`` finds it. Reads the whole file and needs no key.
    /// Throws when it is no database at all.
    public static func faults(inFile path: String) throws(StoreError) -> [String] {
        do {
            var configuration = Configuration()
            configuration.readonly = true
            configuration.busyMode = .timeout(5)
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            return try queue.read(faults)
        } catch let error as DatabaseError {
            throw StoreError(error, path: path, writing: false)
        } catch {
            throw .databaseUnreadable(path: path, reason: "\(error)")
        }
    }
}
