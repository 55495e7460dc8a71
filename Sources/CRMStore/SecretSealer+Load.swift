import CRM
import Foundation

extension SecretSealer {
    /// Finds the key: in the variable `LEADSHEET_KEY` (base64 of 32 bytes), in the systemd credential `leadsheet.key`, or in
    /// `keyFile`, which is made (mode 0600) when it is missing and refused when others can read it.
    public static func load(environment: [String: String], keyFile: String) throws(StoreError) -> SecretSealer {
        if let text = environment["LEADSHEET_KEY"], !text.isEmpty {
            let source = "LEADSHEET_KEY"
            return SecretSealer(KeyRing(try KeyFile.key(Data(text.utf8), source: source), source: source))
        }
        if let folder = environment["CREDENTIALS_DIRECTORY"] {
            let path = (folder as NSString).appendingPathComponent("leadsheet.key")
            if FileManager.default.fileExists(atPath: path) {
                return SecretSealer(KeyRing(try KeyFile.key(KeyFile.contents(path), source: path), source: path))
            }
        }
        if !FileManager.default.fileExists(atPath: keyFile) { try makeKey(keyFile) }
        return SecretSealer(try KeyRing(file: keyFile))
    }

    /// Writes a new key beside `path` and links it there, so that of two processes that start together both use the same one.
    private static func makeKey(_ path: String) throws(StoreError) {
        let draft = try KeyFile.draft(for: path)
        defer { unlink(draft) }
        guard link(draft, path) == 0 || errno == EEXIST else { throw KeyFile.cannotMake(path) }
    }
}
