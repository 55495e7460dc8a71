import CRM
import Foundation

extension SecretSealer {
    /// Finds the key: in the variable `LEADSHEET_KEY` (base64 of 32 bytes), in the systemd credential `leadsheet.key`, or in
    /// `keyFile`, which is refused when others can read it. A file that is missing is made (mode 0600) when something is to be sealed,
    /// or by ``CRMStore/prepareKey(isAlone:)``.
    public static func load(environment: [String: String], keyFile: String) throws(StoreError) -> SecretSealer {
        if let text = environment["LEADSHEET_KEY"], !text.isEmpty {
            let source = "LEADSHEET_KEY"
            return SecretSealer(
                KeyRing(try KeyFile.key(Data(text.utf8), source: source), source: source) {
                    KeyElsewhere.note(.variable, inPlaceOf: keyFile)
                })
        }
        if let folder = environment["CREDENTIALS_DIRECTORY"] {
            let path = (folder as NSString).appendingPathComponent("leadsheet.key")
            if FileManager.default.fileExists(atPath: path) {
                return SecretSealer(
                    KeyRing(try KeyFile.key(KeyFile.contents(path), source: path), source: path) {
                        KeyElsewhere.note(.credential, inPlaceOf: keyFile)
                    })
            }
        }
        return SecretSealer(try KeyRing(file: keyFile))
    }
}
