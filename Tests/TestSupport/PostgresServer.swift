import Foundation
import Synchronization

/// A PostgreSQL server for tests: in a folder of its own below /tmp, reached by a socket there, and nothing of it safe on the disk unless that
/// is asked for. It ends with the object, and with this process, however that ends.
public final class PostgresServer: Sendable {
    public struct Missing: Error {
        public let reason: String

        public init(reason: String) {
            self.reason = reason
        }
    }

    /// The one for all tests of this process that do not stop it, started when the first of them asks for it.
    public static let shared = Result<PostgresServer, Missing> { () throws(Missing) in try PostgresServer() }

    /// Why there is none, for people; nil where there is one.
    public static var whyNot: String? { if case .failure(let missing) = shared { missing.reason } else { nil } }

    /// The role that owns all of it.
    public static let role = "desk"

    /// Holds the socket.
    public let folder: String
    private let programs: String
    /// The server ends with it.
    private let script: StartedProgram

    /// - Parameters:
    ///   - isDurable: whether what is committed is on the disk, and tables are kept in order, as with a server that people use.
    ///   - isCopied: whether its log is written so that others may follow it, ``standby()``.
    ///   - place: the host on which it runs, and listens under TLS as well; nil for this one.
    public convenience init(isDurable: Bool = false, isCopied: Bool = false, at place: FarPlace? = nil) throws(Missing) {
        try self.init(isDurable: isDurable, isCopied: isCopied, at: place, following: nil)
    }

    private init(isDurable: Bool, isCopied: Bool, at place: FarPlace?, following primary: PostgresServer?) throws(Missing) {
        guard let programs = PostgresServer.folderOfPrograms() else {
            throw Missing(reason: "there is no PostgreSQL on this machine: config/bootstrap swift test brings it")
        }
        var command = [
            "/bin/sh", "-c", PostgresServer.lines, "sh", programs, PostgresServer.role, isDurable ? "on" : "off", place?.address ?? "",
            isCopied ? "replica" : "minimal", primary?.folder ?? "",
        ]
        // The server refuses to be root's.
        if getuid() == 0 {
            command = ["/usr/sbin/runuser", "-u", getpwnam("postgres") == nil ? "nobody" : "postgres", "--"] + command
        }
        do {
            script = try StartedProgram((place?.words ?? []) + command)
        } catch {
            throw Missing(reason: error.description)
        }
        self.programs = programs
        let said = String(decoding: script.output.availableData, as: UTF8.self)
        folder = said.trimmingCharacters(in: .whitespacesAndNewlines)
        guard folder.hasPrefix("/") else { throw Missing(reason: "PostgreSQL in \(programs) did not start: \(folder)") }
    }

    /// Makes a cluster, or a copy of another server's, says where it is, does what it is told, and waits for the end of the tests' process.
    private static let lines = """
        cd / || exit 1
        trap '' INT HUP TERM PIPE
        folder=$(mktemp -d /tmp/leadsheet-pg.XXXXXX) || exit 1
        tell() {
            first=$(head -n 1 "$folder/data/postmaster.pid" 2>/dev/null) || return 1
            kill "$1" "$first" $(ps -axo pid=,ppid= | awk -v first="$first" '$2 == first { print $1 }') 2>/dev/null
        }
        locale=C.UTF-8
        locale -a 2>/dev/null | grep -qi '^C.utf-\\?8$' || locale=C
        make() {
            if [ -n "$6" ]; then
                "$1/pg_basebackup" -h "$6" -U "$2" -D "$folder/data" -R -c fast --no-sync
            else
                "$1/initdb" -D "$folder/data" -U "$2" --auth=trust --no-sync -E UTF8 --locale=$locale
            fi
        }
        if make "$@" >"$folder/log" 2>&1 && {
            echo "listen_addresses = '$4'"
            echo "unix_socket_directories = '$folder'"
            echo "fsync = $3"
            echo "synchronous_commit = $3"
            echo "full_page_writes = $3"
            echo "wal_level = $5"
            [ "$5" = replica ] || echo "max_wal_senders = 0"
            echo "autovacuum = $3"
            echo "max_connections = 600"
            if [ -n "$4" ]; then
                echo "ssl = on"
                echo "hostssl all all all trust" >>"$folder/data/pg_hba.conf"
                openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj "/CN=\(FarPlace.host)" -addext "subjectAltName=DNS:\(FarPlace.host)" \\
                    -keyout "$folder/data/server.key" -out "$folder/data/server.crt" 2>>"$folder/log"
                chmod 600 "$folder/data/server.key"
            fi
        } >>"$folder/data/postgresql.conf" && "$1/pg_ctl" -D "$folder/data" -l "$folder/log" -w start >/dev/null 2>&1; then
            echo "$folder"
            while read -r order mode; do
                case "$order" in
                -*) tell "$order" ;;
                *) "$1/pg_ctl" -D "$folder/data" -l "$folder/log" -m "${mode:-fast}" -w "$order" >/dev/null 2>&1 ;;
                esac
                echo "$?"
            done
            tell -CONT
        else
            echo "failed: $(tail -n 1 "$folder/log")"
        fi
        "$1/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1
        rm -rf "$folder"
        """

    /// The folder of the server's programs, the newest where there are several.
    private static func folderOfPrograms() -> String? {
        let root = "/usr/lib/postgresql"
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root))?.compactMap { Int($0) }.sorted(by: >) ?? []
        let path = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map(String.init)
        return (versions.map { "\(root)/\($0)/bin" } + path).first {
            FileManager.default.isExecutableFile(atPath: $0 + "/initdb") && FileManager.default.isExecutableFile(atPath: $0 + "/pg_ctl")
        }
    }

    /// Ends the server as an administrator does, whoever is connected; it can be started again. Only for one of one's own.
    public func stop() { obey("stop") }
    public func start() { obey("start") }

    /// Ends it as a crash does: nobody is told, and nothing is written that is not on the disk.
    public func crash() { obey("stop immediate") }

    /// Another server that follows this one, which must be copied, and takes its place when it is promoted. It gets what this one writes; whether this
    /// one waits for that is for `synchronous_standby_names` to say.
    public func standby() throws(Missing) -> PostgresServer {
        try PostgresServer(isDurable: true, isCopied: true, at: nil, following: self)
    }

    /// Takes the place of the server that it has followed.
    public func promote() { obey("promote") }

    /// Has all its processes stand still, as on a machine that hangs, and go on.
    public func hang() { obey("-STOP") }
    public func wake() { obey("-CONT") }

    private func obey(_ order: String) {
        script.input.write(Data("\(order)\n".utf8))
        _ = script.output.availableData
    }

    /// Makes a database as another one is, or without any table.
    public func makeDatabase(_ name: String, like template: String = "template1") throws { try run("createdb", ["-T", template, name]) }

    /// Ends whoever is connected to it.
    public func removeDatabase(_ name: String) throws { try run("dropdb", ["--force", name]) }

    /// The words that start one of PostgreSQL's programs that connect to a server.
    public func command(_ name: String, _ arguments: [String]) -> [String] {
        ["\(programs)/\(name)", "-h", folder, "-U", PostgresServer.role] + arguments
    }

    /// Runs one to its end and gives what it wrote. Throws where that is not a good one.
    @discardableResult
    public func run(_ name: String, _ arguments: [String]) throws -> String { try StartedProgram.run(command(name, arguments)) }

    /// Runs a statement in a database as the owner of all, and gives the answer. Throws where it fails.
    @discardableResult
    public func ask(_ statement: String, in database: String = "postgres") throws -> String {
        try run("psql", ["-qAtX", "-d", database, "-c", statement]).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The address of a database in the words of libpq.
    public func words(_ database: String, as role: String = role) -> String { "host=\(folder) user=\(role) dbname=\(database)" }

    /// The same as people write it.
    public func address(_ database: String, as role: String = role) -> String { "postgres://\(role)@/\(database)?host=\(folder)" }

    /// The address of a database that is kept by this server, or by the one that has taken its place.
    public func address(_ database: String, as role: String = role, or standby: PostgresServer) -> String {
        "\(address(database, as: role)),\(standby.folder)&target_session_attrs=read-write"
    }

    /// The address by way of the cable to the host on which it runs.
    public func address(_ database: String, as role: String = role, at place: FarPlace) -> String {
        "postgres://\(role)@\(FarPlace.host)/\(database)?hostaddr=\(place.address)&sslrootcert=\(folder)/data/server.crt"
    }
}
