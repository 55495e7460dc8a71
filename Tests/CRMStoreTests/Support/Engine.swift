import CRM
import CRMStore
import Foundation
import PostgresEngine
import SQLiteEngine
import Testing

typealias Store = SheetStoring & PageStoring & JournalStoring & LedgerStoring & PeopleStoring & FormStoring & CustomerImporting
    & PreferenceStoring & LeadEventStoring & TemplateStoring & InsightStoring & CallPresence & ViewStoring & CallListing
    & ActivityListing & BulkChanging & SheetSharing

/// An engine that keeps the contract of the store; the tests that take one run on each.
struct Engine: Sendable, CustomTestStringConvertible {
    let testDescription: String
    private let make:
        @Sendable (_ folder: String, _ sealer: SecretSealer, _ mergesEnquiries: Bool, _ hooksNewLeads: Bool) throws -> any Store
    private let keeping: @Sendable (_ folder: String) throws -> [(place: String, content: Data)]
    private let forget: @Sendable (_ folder: String) -> Void

    /// PostgreSQL is there where this machine has it; ``ContractTests`` says so where it has not.
    static let all = [sqlite] + ((try? PostgresCluster.shared.get()).map { [postgres($0)] } ?? [])

    /// With one who reads and writes as a salesperson whose rows the server guards: user "ana" is there already, and no other can be added.
    static let withSales = all + ((try? PostgresCluster.shared.get()).map { [postgres($0, by: .sales)] } ?? [])

    /// With one who does all as the service does; users are the owner's to add, and the tests'.
    static let withService =
        all
        + ((try? PostgresCluster.shared.get()).map { [postgres($0, by: .serve, may: #"INSERT, UPDATE, DELETE ON leadsheet."user""#)] } ?? [])

    static let sqlite = Engine(testDescription: "SQLite") { folder, sealer, mergesEnquiries, hooksNewLeads in
        try CRMStore(path: folder + "/leadsheet.db", sealer: sealer, mergesEnquiries: mergesEnquiries, hooksNewLeads: hooksNewLeads)
    } keeping: { folder in
        try FileManager.default.contentsOfDirectory(atPath: folder).map { ($0, try Data(contentsOf: URL(filePath: folder + "/" + $0))) }
    } forget: { _ in
    }

    /// Each folder stands for a database of its own.
    private static func postgres(_ cluster: PostgresCluster) -> Engine {
        Engine(testDescription: "PostgreSQL") { folder, sealer, mergesEnquiries, hooksNewLeads in
            try CRMStore(
                address: cluster.database(databaseName(folder)), sealer: sealer, mergesEnquiries: mergesEnquiries,
                hooksNewLeads: hooksNewLeads)
        } keeping: { folder in
            try cluster.contents(databaseName(folder))
        } forget: { folder in
            cluster.remove(databaseName(folder))
        }
    }

    /// - Parameter may: what the role may besides.
    private static func postgres(_ cluster: PostgresCluster, by part: TeamPart, may: String? = nil) -> Engine {
        let owner = postgres(cluster)
        return Engine(testDescription: "PostgreSQL by a role for \(part)") { folder, sealer, mergesEnquiries, hooksNewLeads in
            let (name, store) = (databaseName(folder), try owner.open(folder, sealer))
            let role = "\(part)_\(name)"
            if try store.users().isEmpty {
                if part == .sales { _ = try store.addUser("ana") }
                try ServerDatabase(cluster.database(name)).grant(part, to: role, of: "ana")
                if let may { try cluster.command("GRANT \(may) TO \(role)", in: name) }
            }
            return try CRMStore(
                address: cluster.database(name, as: role), sealer: sealer, mergesEnquiries: mergesEnquiries, hooksNewLeads: hooksNewLeads)
        } keeping: { folder in
            try owner.contents(folder)
        } forget: { folder in
            owner.remove(folder)
        }
    }

    static func databaseName(_ folder: String) -> String {
        String(folder.lowercased().suffix(40).map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }.drop { !$0.isLetter })
    }

    /// Opens the data in a folder, which may be empty; `sealer` is the same for every opening of it.
    func open(_ folder: String, _ sealer: SecretSealer, mergesEnquiries: Bool = false, hooksNewLeads: Bool = false) throws -> any Store {
        try make(folder, sealer, mergesEnquiries, hooksNewLeads)
    }

    /// All that is kept of the data, as far as a program can read it: files byte by byte, or the rows of tables.
    func contents(_ folder: String) throws -> [(place: String, content: Data)] { try keeping(folder) }

    /// Removes what is kept of the data elsewhere than in the folder.
    func remove(_ folder: String) { forget(folder) }
}
