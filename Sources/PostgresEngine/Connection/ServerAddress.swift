import CPostgres
import CRM
import Foundation

/// Where a server is and which of its databases is meant, as libpq takes it: `postgres://…`, or words like `host=… dbname=…` and
/// `service=…`.
struct ServerAddress: Sendable {
    /// For people. No secret is in it.
    let location: String
    /// Whether there are several servers of which one may take another's place.
    let namesSeveral: Bool
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
        let meant = ServerAddress.resolved(text)
        isNear = ServerAddress.isNear(meant)
        if !isNear, let mode = parts["sslmode"], mode != "verify-full" {
            throw .invalid(
                "sslmode=\(mode) would let others between here and the server read and change customers. Leave sslmode away: then the server's certificate is checked."
            )
        }
        self.text = text
        self.parts = parts
        let hosts = ["host", "hostaddr"].lazy.compactMap { meant[$0]?.split(separator: ",") }.first { !$0.isEmpty } ?? []
        namesSeveral = hosts.count > 1
        let place = hosts.isEmpty ? "this machine" : hosts.joined(separator: " or ")
        location = "\(meant["dbname"] ?? meant["user"] ?? "of your name") on \(place)"
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

    /// The same for libpq's functions.
    func withParameters<T>(
        application: String, isQuiet: Bool,
        _ body: (_ keywords: UnsafePointer<UnsafePointer<CChar>?>, UnsafePointer<UnsafePointer<CChar>?>) -> T
    ) -> T {
        let parameters = parameters(application: application, isQuiet: isQuiet)
        let (keywords, values) = (CStrings(parameters.map(\.0)), CStrings(parameters.map(\.1)))
        return withExtendedLifetime((keywords, values)) { body(keywords.pointers, values.pointers) }
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

    /// Whether all places that libpq would try are sockets of this machine, or its loopback: nobody stands between. Of a host with an address
    /// that stands beside its name libpq takes the address.
    private static func isNear(_ meant: [String: String]) -> Bool {
        // A service that nobody knows: there is not even a port then.
        guard meant["port"] != nil else { return false }
        let (hosts, addresses) = (list(meant["host"]), list(meant["hostaddr"]))
        return (0..<max(hosts.count, addresses.count)).allSatisfy { place in
            let address = place < addresses.count ? addresses[place] : ""
            return isNear(address.isEmpty && place < hosts.count ? hosts[place] : address)
        }
    }

    private static func list(_ values: String?) -> [Substring] { (values ?? "").split(separator: ",", omittingEmptySubsequences: false) }

    /// Where nothing is named, libpq takes a socket.
    private static func isNear(_ place: Substring) -> Bool {
        if place.isEmpty || place.hasPrefix("/") || place.hasPrefix("@") || place == "localhost" || place == "::1" { return true }
        var address = in_addr()
        return inet_pton(AF_INET, String(place), &address) == 1 && UInt32(bigEndian: address.s_addr) >> 24 == 127
    }

    private static func parts(of text: String) throws(StoreError) -> [String: String] {
        var reason: UnsafeMutablePointer<CChar>?
        guard let options = PQconninfoParse(text, &reason) else {
            // The words of libpq may repeat the password.
            PQfreemem(reason)
            throw .invalid("The address of the database cannot be read. Write it as postgres://NAME@HOST/DATABASE.")
        }
        return values(of: options)
    }

    /// All values with which libpq would connect: those of the address, and what it finds for the rest in its files of services and in the
    /// environment. It is asked for a connection of a kind that there is not, which it refuses before it begins one. With a password it does not look
    /// for one, and has nothing to say about the rights of a file.
    private static func resolved(_ text: String) -> [String: String] {
        let (keywords, wanted) = (CStrings(["dbname", "password", "target_session_attrs"]), CStrings([text, "-", "none of these"]))
        let connection = withExtendedLifetime((keywords, wanted)) { PQconnectStartParams(keywords.pointers, wanted.pointers, 1) }
        defer { PQfinish(connection) }
        return PQconninfo(connection).map(values) ?? [:]
    }

    private static func values(of options: UnsafeMutablePointer<PQconninfoOption>) -> [String: String] {
        defer { PQconninfoFree(options) }
        var values: [String: String] = [:]
        var next = options
        while let keyword = next.pointee.keyword {
            if let value = next.pointee.val { values[String(cString: keyword)] = String(cString: value) }
            next += 1
        }
        return values
    }
}
