import CRM
import Foundation
import MetaSimulator

/// The secrets of `leadsheet simulate` in files, so that `page set` can read them and a later run goes on with the same ones.
struct SimulatorSecrets {
    let folder: String

    var systemTokenFile: String { "\(folder)/system-token" }
    var accessTokenFile: String { "\(folder)/access-token" }
    var appSecretFile: String { "\(folder)/app-secret" }
    var verifyTokenFile: String { "\(folder)/verify-token" }

    /// Takes the page from the files, and makes those that are missing (mode 0600, in a folder of mode 0700). The page's own token is for those
    /// who try a page without a system user, or faults.
    func page() throws -> SimulatedPage {
        try Folders.makePrivate(folder)
        var page = DemoPages.make(1)[0]
        page.accessToken = try keep(page.accessToken, in: accessTokenFile)
        page.appSecret = try keep(page.appSecret, in: appSecretFile)
        page.verifyToken = try keep(page.verifyToken, in: verifyTokenFile)
        return page
    }

    /// The token of the system user who has the page, kept in the same way.
    func systemToken() throws -> String { try keep(DemoPages.token(), in: systemTokenFile) }

    private func keep(_ fresh: String, in file: String) throws -> String {
        if FileManager.default.fileExists(atPath: file) {
            return try SecretInput.read([(option: "simulate", file: file)], standardInput: { [] }).compactMap { $0?.reveal() }.first
                ?? fresh
        }
        try OutputFile.write(file) { try $0.write(fresh + "\n") }
        return fresh
    }
}
