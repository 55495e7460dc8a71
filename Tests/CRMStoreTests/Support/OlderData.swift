import Foundation
import GRDB

@testable import SQLiteEngine

/// A database file as an earlier version left it.
enum OlderData {
    /// Ana, whose country is not known, and her spreadsheet.
    static let ana = """
        INSERT INTO user (id, name, created_at) VALUES (1, 'ana', 0);
        INSERT INTO spreadsheet VALUES (1, 1, 'Leads', '', 0, NULL);

        """

    /// A folder that is not there yet.
    static func folder() -> String { NSTemporaryDirectory() + "crmstore-\(UUID().uuidString)" }

    /// Makes the file in that folder, and gives its path.
    ///
    /// - Parameter version: the last migration that has been run on it.
    static func make(in folder: String, upTo version: String, _ fill: (Database) throws -> Void) throws -> String {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let path = folder + "/leadsheet.db"
        let old = try DatabaseQueue(path: path)
        try Schema.migrator.migrate(old, upTo: version)
        try old.write(fill)
        try old.close()
        return path
    }
}
