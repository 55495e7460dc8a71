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
    /// The values of the address, by libpq's keywords.
    private let parts: [String: String]

    /// The parts that nobody else is to see: an address stands in the list of processes, in the shell's history and in settings.
    private static let secrets = ["password", "sslpassword"]

    /// Throws when it cannot be read, holds a password, or asks for less than a server whose certificate is checked.
    init(_ text: String) throws(StoreError) {
        let parts = try ServerAddress.parts(of: text)
        guard ServerAddress.secrets.allSatisfy({ parts[$0] == nil }) else {
            throw .invalid(
                "The address of the database holds a password, which others on this machine could read. Leave it out, and put a line HOST:PORT:DATABASE:NAME:PASSWORD into ~/.pgpass, a file that you alone may read: chmod 600 ~/.pgpass"
            )
        }
        let variables = ProcessInfo.processInfo.environment
        let named = parts["hostaddr"] ?? parts["host"] ?? variables["PGHOSTADDR"] ?? variables["PGHOST"] ?? ""
        let hosts = named.split(separator: ",")
        isNear = parts["service"] == nil && variables["PGSERVICE"] == nil && hosts.allSatisfy(ServerAddress.isNear)
        if !isNear, let mode = parts["sslmode"], mode != "verify-full" {
            throw .invalid(
                "sslmode=\(mode) would let others between here and the server read and change customers. Leave sslmode away: then the server's certificate is checked."
            )
        }
        self.text = text
        self.parts = parts
        let host = hosts.first.map(String.init) ?? parts["service"].map { "service \($0)" } ?? "this machine"
        location = "\(parts["dbname"] ?? parts["user"] ?? "of your name") on \(host)"
    }

    /// The parameters of libpq, in its order: what stands behind the address has precedence over it, and it over what stands before.
    /// Of a connection that is quiet the way is tried every few seconds.
    func parameters(application: String, isQuiet: Bool = false) -> [(String, String)] {
        let patience =
            [("keepalives_count", "3")]
            + (isQuiet
                ? [("connect_timeout", "3"), ("keepalives_idle", "2"), ("keepalives_interval", "1"), ("tcp_user_timeout", "3000")]
                : [("connect_timeout", "5"), ("keepalives_idle", "15"), ("keepalives_interval", "5"), ("tcp_user_timeout", "15000")])
        let after = [("application_name", application), ("client_encoding", "UTF8")] + (isNear ? [] : [("sslmode", "verify-full")])
        return patience + [("dbname", text)] + after
    }

    /// The same place for the server's own programs, with what this program insists on.
    func text(forProgram application: String) -> String {
        var parts = parts
        parts["application_name"] = application
        if !isNear { parts["sslmode"] = "verify-full" }
        return parts.sorted { $0.key < $1.key }.map { keyword, value in
            "\(keyword)='\(value.replacing("\\", with: "\\\\").replacing("'", with: "\\'"))'"
        }.joined(separator: " ")
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
