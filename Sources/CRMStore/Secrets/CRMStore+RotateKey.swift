import CRM
import Foundation

extension CRMStore {
    /// The key before stays beside the new one until everything is sealed anew and on the disk. Secrets are sealed inside writes
    /// only, so that nobody seals with the key before while this write is under way.
    public func rotateKey() throws -> Int {
        guard let named = sealer.ring.file else {
            throw StoreError.invalid(
                "The key comes from \(sealer.source), where Leadsheet cannot change it. Only a key file beside the database can be changed by this command: leadsheet help key rotate says how to change this one."
            )
        }
        // A link stays one: the key is changed where it lies.
        let file = KeyFile.target(named)
        // One at a time: two changes of the key at once would take each other's key before for their own.
        let count = try engine.whileNobodyOpens { try exchangeKey(file) }
        // The texts that the key before had sealed are not to lie in freed parts of the file.
        _ = try purgeFreedPages()
        return count
    }

    private func exchangeKey(_ file: String) throws -> Int {
        try finishRotation(file)
        // On a machine that has another key, or for a role that may not read secrets, the saved ones would stay as they are.
        try read { db in try requireKey(db) }
        KeyFile.removeLeftDrafts(of: file)
        let draft = try KeyFile.draft(for: file)
        defer { unlink(draft) }
        let previous = KeyRing.previousFile(file)
        // When this throws late, both keys stay where they are: each secret can be opened with one of them, and a further change
        // of the key begins by ending this one.
        let count = try write { db in
            try sealer.ring.refresh()
            let count = try reseal(db, from: sealer, to: SecretSealer(try KeyRing(file: draft)))
            guard link(file, previous) == 0 else { throw KeyFile.cannotMake(previous) }
            guard rename(draft, file) == 0 else {
                let error = KeyFile.cannotMake(file)
                unlink(previous)
                throw error
            }
            KeyFile.syncFolder(of: file)
            return count
        }
        unlink(previous)
        KeyFile.syncFolder(of: file)
        try sealer.ring.refresh()
        return count
    }

    /// Ends a change of the key that was cut short: what the key before has sealed is sealed with the one that is in place.
    private func finishRotation(_ file: String) throws {
        let previous = KeyRing.previousFile(file)
        guard FileManager.default.fileExists(atPath: previous) else { return }
        try write { db in
            try sealer.ring.refresh()
            _ = try reseal(db, from: sealer, to: sealer)
        }
        unlink(previous)
        KeyFile.syncFolder(of: file)
        try sealer.ring.refresh()
    }

    /// Seals every secret anew, those kept for undo as well. Equal sealed forms stay equal, by which undo tells whether settings
    /// were changed meanwhile. What cannot be opened stays as it is. Gives how many secrets of pages there are.
    private func reseal(_ db: any Session, from old: SecretSealer, to new: SecretSealer) throws -> Int {
        var known: [Data: Data] = [:]
        func again(_ sealed: Data?, _ page: String, _ column: SecretColumn) throws -> Data? {
            guard let sealed else { return nil }
            if let done = known[sealed] { return done }
            let context = "\(page)/\(column.rawValue)"
            guard let secret = try? old.open(sealed, context: context) else { return sealed }
            let fresh = try new.seal(secret, context: context)
            known[sealed] = fresh
            return fresh
        }
        var count = 0
        for row in try db.rows(PageSQL.rows(db.dialect)) {
            let page: String = row["meta_page_id"]
            let token = try again(row["meta_page_access_token"], page, .token)
            let secret = try again(row["meta_app_secret"], page, .appSecret)
            let verify = try again(row["meta_verify_token"], page, .verifyToken)
            count += [token, secret, verify].compactMap { $0 }.count
            try db.run(PageSQL.setSecrets, [token, secret, verify, page])
        }
        try rewritePageSteps(db) { step in
            guard let page = step.pageID else { return false }
            func renewed(_ record: PageRecord?) throws -> PageRecord? {
                guard var fresh = record else { return nil }
                fresh.token = try again(fresh.token, page, .token)
                fresh.appSecret = try again(fresh.appSecret, page, .appSecret)
                fresh.verifyToken = try again(fresh.verifyToken, page, .verifyToken)
                return fresh
            }
            step.before.page = try renewed(step.before.page)
            step.after.page = try renewed(step.after.page)
            return true
        }
        return count
    }
}
