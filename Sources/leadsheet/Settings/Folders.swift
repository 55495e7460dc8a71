import Base
import Foundation

/// Where the program keeps its files: one folder for everything with `home`, the XDG base directories without it.
struct Folders: Equatable, Sendable {
    /// `leadsheet.yaml`.
    var configFile: String
    var database: DatabaseAddress
    /// Holds the database, where that is a file, and what is kept beside it.
    var dataFolder: String
    /// `leadsheet.log`.
    var logFile: String

    /// The key that opens the saved tokens lies beside a database that is a file, so that every program on the same data finds it. Of one on a
    /// server it is where such a file would be, for it never leaves its machine.
    var keyFile: String { Folders.join(dataFolder, "leadsheet.key") }
    var stateFolder: String { Folders.parent(of: logFile) }

    /// Takes what was named (nil or empty: nothing) and the environment; an XDG variable that is unset, empty or not absolute
    /// counts as its default (XDG Base Directory Specification).
    static func resolve(home: String?, config: String? = nil, database: String? = nil, environment: [String: String]) -> Folders {
        let person = environment["HOME"].flatMap { $0.isEmpty ? nil : $0 } ?? NSHomeDirectory()
        func standard(_ variable: String, _ fallback: String) -> String {
            if let named = environment[variable], named.hasPrefix("/") { return join(named, "leadsheet") }
            return join(join(person, fallback), "leadsheet")
        }
        func chosen(_ path: String?) -> String? {
            guard let path, !path.isEmpty else { return nil }
            return absolute(path, person: person)
        }
        let home = chosen(home)
        let standardFolder = home ?? standard("XDG_DATA_HOME", ".local/share")
        var address = DatabaseAddress.file(join(standardFolder, "leadsheet.db"))
        if let database, DatabaseAddress.isOfServer(database) {
            address = .server(database)
        } else if let file = chosen(database) {
            address = .file(file)
        }
        return Folders(
            configFile: chosen(config) ?? join(home ?? standard("XDG_CONFIG_HOME", ".config"), "leadsheet.yaml"),
            database: address, dataFolder: address.file.map(parent) ?? standardFolder,
            logFile: join(home ?? standard("XDG_STATE_HOME", ".local/state"), "leadsheet.log"))
    }

    /// Makes the data and the state folder, private to the user. Folders that are there stay as they are.
    func create() throws(PlainError) {
        for folder in [dataFolder, stateFolder] { try Folders.makePrivate(folder) }
    }

    /// Makes a folder and its missing parents with mode 0700.
    static func makePrivate(_ path: String) throws(PlainError) {
        if mkdir(path, 0o700) == 0 { return }
        var reason = errno
        if reason == ENOENT, path != "/" {
            try makePrivate(parent(of: path))
            if mkdir(path, 0o700) == 0 { return }
            reason = errno
        }
        var status = stat()
        if reason == EEXIST, stat(path, &status) == 0 {
            if status.st_mode & S_IFMT == S_IFDIR { return }
            reason = ENOTDIR
        }
        throw PlainError(
            "The folder \(path) cannot be made (\(SystemError.reason(reason))). Give yourself the right to write there, or name another folder with --home."
        )
    }

    private static func absolute(_ path: String, person: String) -> String {
        if path == "~" { return person }
        if path.hasPrefix("~/") { return join(person, String(path.dropFirst(2))) }
        if path.hasPrefix("/") { return path }
        return URL(filePath: join(FileManager.default.currentDirectoryPath, path)).standardized.path
    }

    private static func join(_ folder: String, _ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    private static func parent(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return "/" }
        return String(path[..<slash])
    }
}
