import CPostgres
import CRM
import Foundation

/// Where a server is and which of its databases is meant, as libpq takes it: `postgres://…`, or words like `host=… dbname=…` and
/// `service=…`.
struct ServerAddress: Sendable {
    /// For people. No secret is in it.
    let location: String
    private let text: String
    private let isNear: Bool

    /// Throws when it cannot be read, or asks for less than a server whose certificate is checked.
    init(_ text: String) throws(StoreError) {
        let parts = try ServerAddress.parts(of: text)
        let hosts = (parts["hostaddr"] ?? parts["host"] ?? ProcessInfo.processInfo.environment["PGHOST"] ?? "").split(separator: ",")
        isNear = parts["service"] == nil && hosts.allSatisfy(ServerAddress.isNear)
        if !isNear, let mode = parts["sslmode"], mode != "verify-full" {
            throw .invalid(
                "sslmode=\(mode) would let others between here and the server read and change customers. Leave sslmode away: then the server's certificate is checked."
            )
        }
        self.text = text
        let host = hosts.first.map(String.init) ?? parts["service"].map { "service \($0)" } ?? "this machine"
        location = "\(parts["dbname"] ?? parts["user"] ?? "of your name") on \(host)"
    }

    /// The parameters of libpq, in its order: what stands behind the address has precedence over it, and it over what stands before.
    /// Of a connection that is quiet the way is tried every few seconds.
    func parameters(application: String, isQuiet: Bool = false) -> [(String, String)] {
        let patience =
            [("connect_timeout", "5"), ("keepalives_count", "3")]
            + (isQuiet
                ? [("keepalives_idle", "3"), ("keepalives_interval", "1"), ("tcp_user_timeout", "6000")]
                : [("keepalives_idle", "15"), ("keepalives_interval", "5"), ("tcp_user_timeout", "15000")])
        let after = [("application_name", application), ("client_encoding", "UTF8")] + (isNear ? [] : [("sslmode", "verify-full")])
        return patience + [("dbname", text)] + after
    }

    /// A socket of this machine, or its loopback: nobody stands between.
    private static func isNear(_ host: Substring) -> Bool {
        host.hasPrefix("/") || host.hasPrefix("@") || host == "localhost" || host == "::1" || host.hasPrefix("127.")
    }

    private static func parts(of text: String) throws(StoreError) -> [String: String] {
        var reason: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(text, &reason) else {
            // The words of libpq may repeat the password.
            PQfreemem(reason)
            throw .invalid("The address of the database cannot be read. Write it as postgres://NAME@HOST/DATABASE.")
        }
        defer { PQconninfoFree(options) }
        var parts: [String: String] = [:]
        var next = options
        while let keyword = next.pointee.keyword {
            if let value = next.pointee.val { parts[String(cString: keyword)] = String(cString: value) }
            next += 1
        }
        return parts
    }
}
