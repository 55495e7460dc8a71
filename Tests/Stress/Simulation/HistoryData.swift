import CRMStore
import Foundation
import PostgresEngine
import SQLiteEngine
import TestSupport

/// The place of one history's data.
protocol HistoryData: AnyObject {
    func open(_ opening: HistoryOpening) throws -> CRMStore
    /// Opens what a killed program has left, as a new start opens it, in place of the store that it had.
    func reopen(_ old: CRMStore, _ opening: HistoryOpening) throws -> CRMStore
    /// Opens them for a second program; nil where only one at a time fetches leads.
    func openBeside(_ opening: HistoryOpening) throws -> CRMStore?
    /// What dead programs had under way is free.
    func expireLeases() throws
    func remove()
}

/// How all programs of a history open its data.
struct HistoryOpening {
    let sealer: SecretSealer
    let mergesEnquiries: Bool
}

/// Files in a folder of their own.
final class HistoryFiles: HistoryData {
    private let folder: String
    private var count = 0

    /// - Parameter template: an empty database of this version.
    init(_ folder: String, template: Data) throws {
        self.folder = folder
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try template.write(to: URL(filePath: folder + "/0.sqlite"))
    }

    func open(_ opening: HistoryOpening) throws -> CRMStore {
        try CRMStore(path: "\(folder)/\(count).sqlite", sealer: opening.sealer, mergesEnquiries: opening.mergesEnquiries)
    }

    /// What was written is in the files, log and all, as they are now.
    func reopen(_ old: CRMStore, _ opening: HistoryOpening) throws -> CRMStore {
        count += 1
        for end in ["", "-wal"] where FileManager.default.fileExists(atPath: old.location + end) {
            try FileManager.default.copyItem(atPath: old.location + end, toPath: "\(folder)/\(count).sqlite\(end)")
        }
        let store = try open(opening)
        old.close()
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: old.location + end) }
        return store
    }

    func openBeside(_ opening: HistoryOpening) throws -> CRMStore? { nil }
    func expireLeases() throws {}

    func remove() { try? FileManager.default.removeItem(atPath: folder) }
}

/// A database of a server.
final class HistoryDatabase: HistoryData {
    private let name: String
    private let server: PostgresServer

    /// - Parameter template: an empty database of this version.
    init(_ name: String, on server: PostgresServer, template: String) throws {
        self.name = name
        self.server = server
        try server.makeDatabase(name, like: template)
    }

    func open(_ opening: HistoryOpening) throws -> CRMStore {
        try CRMStore(address: server.address(name), sealer: opening.sealer, mergesEnquiries: opening.mergesEnquiries)
    }

    func openBeside(_ opening: HistoryOpening) throws -> CRMStore? { try open(opening) }

    /// Leases go by the server's clock, of which the history's knows nothing.
    func expireLeases() throws {
        try server.ask("UPDATE leadsheet.event_lease SET fetching_until = 0", in: name)
    }

    func reopen(_ old: CRMStore, _ opening: HistoryOpening) throws -> CRMStore {
        try expireLeases()
        let store = try open(opening)
        old.close()
        return store
    }

    func remove() { try? server.removeDatabase(name) }
}
