import CRM
import CRMStore
import Foundation
import SQLiteEngine

/// A store on SQLite in a folder of its own, which goes with it, and a user "ana".
public final class TestStore: Sendable {
    private let files: TestFolder
    public let store: CRMStore
    public let user: User

    public init(sealer: SecretSealer = .random(), mergesEnquiries: Bool = false, hooksNewLeads: Bool = false) throws {
        files = try TestFolder()
        store = try CRMStore(
            path: files.path + "/leadsheet.db", sealer: sealer, mergesEnquiries: mergesEnquiries, hooksNewLeads: hooksNewLeads)
        user = try store.addUser("ana")
    }

    public var folder: String { files.path }

    /// Saves a page of ana's.
    public func savePage(
        _ id: String, token: String = "token", secret: String = "secret", verify: String = "verify", at now: Date
    ) throws {
        let settings = PageSettings(
            metaPageId: id, metaPageAccessToken: Secret(token), metaAppSecret: Secret(secret), metaVerifyToken: Secret(verify))
        _ = try store.apply(.savePage(settings), by: user.id, at: now)
    }

    /// The newest events of the journal, the newest first.
    public func events() throws -> [WebhookEvent] { try store.events(before: nil, state: nil, user: nil, limit: 5000).map(\.event) }

    /// The customers of ana's first spreadsheet; none while she has no spreadsheet.
    public func customers() throws -> [Customer] {
        guard let sheet = try store.spreadsheets(of: user.id).first else { return [] }
        return try store.rows(SheetQuery(sheet.id), from: .start, limit: 5000).rows
    }
}
