import CRM

/// Where the data are. It decides which engine is opened, in ``OpenStore``.
enum DatabaseAddress: Hashable, Sendable {
    /// The full path of a file of this machine.
    case file(String)
    /// A database of a server, as libpq takes it. No password is in it.
    case server(String)

    /// The ways in which an address of a server begins.
    private static let beginnings = ["postgres://", "postgresql://", "service="]

    /// Words of libpq, as `psql` takes them, are no path that anybody means.
    private static let words = ["host", "hostaddr", "port", "dbname", "user", "password", "passfile", "sslmode"]

    static func isOfServer(_ text: String) -> Bool { beginnings.contains { text.hasPrefix($0) } }

    /// Whether it is an address of a kind that is not taken.
    static func isOfOtherKind(_ text: String) -> Bool {
        text.contains("://") || words.contains { text.hasPrefix("\($0)=") || text.hasPrefix("\($0) =") }
    }

    /// The path; nil for a database of a server.
    var file: String? { if case .file(let path) = self { path } else { nil } }
    var isOnServer: Bool { file == nil }

    /// As a setting names it.
    var text: String {
        switch self {
        case .file(let path): path
        case .server(let address): address
        }
    }
}

extension SettingValue {
    /// The path of a file as it was written, or an address of a server without a password in it.
    @Sendable static func database(_ loader: SettingsLoader, _ setting: Setting<String>) throws(PlainError) -> String {
        let text: String = try loader.value(of: setting) { $0 }
        if DatabaseAddress.isOfServer(text) {
            do throws(StoreError) {
                try OpenStore.check(address: text)
            } catch {
                throw PlainError("\(loader.place(of: setting)): \(error.message)")
            }
        } else if DatabaseAddress.isOfOtherKind(text) {
            // It is not repeated, for a password may be in it.
            throw PlainError("\(loader.place(of: setting)): \(setting.name) is an address of another kind, expected \(setting.expected).")
        }
        return text
    }
}
