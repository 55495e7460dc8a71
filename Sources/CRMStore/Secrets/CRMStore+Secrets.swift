import CRM
import Foundation

extension CRMStore {
    /// The columns that hold a secret; the name is part of what a sealed form is bound to.
    enum SecretColumn: String {
        case token = "meta_page_access_token"
        case appSecret = "meta_app_secret"
        case verifyToken = "meta_verify_token"
    }

    /// Makes the key where there is none yet, and notes where it is if it is in no file. Beside saved secrets there was one, and a new one would
    /// hide that it is lost: it may be put back.
    ///
    /// - Parameter isAlone: nobody has these data on another machine. Of several machines the one that saves the first secret makes the key, when it
    ///   seals it: those of the others would open nothing.
    public func prepareKey(isAlone: Bool) throws {
        if isAlone {
            let lacksSecrets = try read { db in
                try db.value(Bool.self, PageSQL.lackSecrets(db.dialect))
            }
            if lacksSecrets == true { try sealer.ring.make() }
        }
        if try opensSecrets() { sealer.ring.noteElsewhere() }
    }

    /// Lets secrets take the place of those that the key from before had sealed, which is lost: under the key that is here, or else a new one.
    public func replaceLostKey() throws {
        sealer.ring.replacesLostKey = true
        if let file = sealer.ring.file { KeyElsewhere.forget(inPlaceOf: file) }
        try sealer.ring.make()
    }

    /// Whether the key that is here opens any of the saved secrets; true where none is saved. Another machine may have their key.
    public func opensSecrets() throws -> Bool { try opensSecrets(with: sealer) }

    /// The same of another key.
    public func opensSecrets(with sealer: SecretSealer) throws -> Bool { try read { try keyFault($0, sealer) == nil } }

    /// Throws where a secret would be sealed with a key that opens none of those that are saved: whoever has theirs could not open it.
    func requireKey(_ db: any Session) throws {
        guard !sealer.ring.replacesLostKey, let fault = try keyFault(db, sealer) else { return }
        throw fault
    }

    /// Why a key opens none of the saved secrets; nil where it opens one, or none is saved.
    private func keyFault(_ db: any Session, _ sealer: SecretSealer) throws -> StoreError? {
        var fault: StoreError?
        for row in try db.rows(PageSQL.rows(db.dialect)) {
            let page: String = row["meta_page_id"]
            for column in [SecretColumn.token, .appSecret, .verifyToken] {
                guard let sealed: Data = row[column.rawValue] else { continue }
                do throws(StoreError) {
                    _ = try CRMStore.open(sealed, page, column, with: sealer)
                    return nil
                } catch {
                    fault = error
                }
            }
        }
        return fault
    }

    private static func context(_ page: String, _ column: SecretColumn) -> String { "\(page)/\(column.rawValue)" }

    /// Nil for an empty secret.
    func seal(_ secret: Secret, _ page: String, _ column: SecretColumn) throws -> Data? {
        secret.isEmpty ? nil : try sealer.seal(secret, context: CRMStore.context(page, column))
    }

    func open(_ sealed: Data?, _ page: String, _ column: SecretColumn) throws -> Secret {
        try sealed.map { try CRMStore.open($0, page, column, with: sealer) } ?? Secret("")
    }

    private static func open(_ sealed: Data, _ page: String, _ column: SecretColumn, with sealer: SecretSealer) throws(StoreError) -> Secret
    {
        // ``Dialect/sealed(_:)`` gives that to a role for which the secret is not.
        guard !sealed.isEmpty else {
            throw StoreError.invalid(
                "Your role on the server may not read the tokens of pages, so this is done on the machine that runs leadsheet serve.")
        }
        return try sealer.open(sealed, context: context(page, column))
    }

    /// Nil when it cannot be opened, as after a change of the key: any new secret is another one then.
    func opened(_ sealed: Data?, _ page: String, _ column: SecretColumn) -> Secret? {
        try? open(sealed, page, column)
    }
}
