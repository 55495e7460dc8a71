import Base
import CRMStore

/// Whether the files are where they should be, and private. Pure: facts in, findings out.
struct FileFindings {
    /// Where the key that opens the saved tokens comes from.
    enum KeySource: Hashable, Sendable {
        case variable
        case credential(FileFacts)
        case file(FileFacts)
    }

    var configuration: FileFacts
    var dataFolder: FileFacts
    var stateFolder: FileFacts
    /// Nil: it is no file, but on a server.
    var database: FileFacts?
    /// The files that SQLite keeps beside the database, where they are there.
    var besideDatabase: [FileFacts]
    var log: FileFacts
    var key: KeySource
    /// A clause that says where the key is if it is in no file, and how a command is given it.
    var keyElsewhere: String?

    /// Looks at the files of these folders.
    init(_ folders: Folders, environment: [String: String]) {
        configuration = .init(folders.configFile)
        dataFolder = .init(folders.dataFolder)
        stateFolder = .init(folders.stateFolder)
        database = folders.database.file.map { .init($0) }
        besideDatabase = folders.database.file.map { file in ["-wal", "-shm"].map { .init(file + $0) } } ?? []
        log = .init(folders.logFile)
        // The same order as when the key is taken.
        let credential = environment["CREDENTIALS_DIRECTORY"].map { FileFacts("\($0)/leadsheet.key") }
        if environment["LEADSHEET_KEY"]?.isEmpty == false {
            key = .variable
        } else if let credential, credential.isThere {
            key = .credential(credential)
        } else {
            key = .file(.init(folders.keyFile))
        }
        keyElsewhere = KeyElsewhere.reason(inPlaceOf: folders.keyFile)
    }

    var findings: [Finding] {
        // Of what is in it nothing can be told then.
        if let refusal = refusal("data folder", dataFolder) { return [refusal] }
        var findings = [ofConfiguration, ofFolder("data folder", dataFolder)]
        if stateFolder.path != dataFolder.path { findings.append(ofFolder("log folder", stateFolder)) }
        return findings + [ofKey] + (database.map { [of($0)] } ?? []) + [ofLog]
    }

    private var ofConfiguration: Finding {
        let check = "configuration"
        if let refusal = refusal(check, configuration) { return refusal }
        guard configuration.isThere else { return .ok(check, "There is no \(configuration.path); every setting has its default.") }
        guard !configuration.isWritableByOthers else {
            return .fault(check, "Others can change \(configuration.path).", remedy: "chmod go-w \(ShellWord.quoted(configuration.path))")
        }
        return .ok(check, "Every setting of \(configuration.path) is understood.")
    }

    /// The fault of a file that is another account's.
    private func refusal(_ check: String, _ file: FileFacts) -> Finding? {
        file.refusal.map {
            .fault(check, "\(file.path) cannot be used: \($0)")
        }
    }

    private func ofFolder(_ check: String, _ folder: FileFacts) -> Finding {
        if let refusal = refusal(check, folder) { return refusal }
        guard folder.isThere else {
            return .note(check, "There is no \(folder.path) yet.", remedy: "Nothing to do: the first start makes it.")
        }
        let remedy = "chmod 700 \(ShellWord.quoted(folder.path))"
        if folder.isWritableByOthers { return .fault(check, "Others can change what is in \(folder.path).", remedy: remedy) }
        if folder.isReadableByOthers { return .note(check, "Others can see which files are in \(folder.path).", remedy: remedy) }
        return .ok(check, "\(folder.path) is yours alone.")
    }

    private var ofKey: Finding {
        let check = "key"
        switch key {
        case .variable: return .ok(check, "The key that opens the saved tokens comes from LEADSHEET_KEY.")
        case .credential(let file): return .ok(check, "The key that opens the saved tokens is the system's credential \(file.path).")
        case .file(let file):
            if let refusal = refusal(check, file) { return refusal }
            guard file.isThere else {
                guard let database else {
                    return .note(
                        check, "There is no key on this machine, so it opens no saved token.",
                        remedy: "Nothing to do where leadsheet serve brings leads in on another machine, which has the key.")
                }
                guard database.isThere else {
                    return .note(check, "There is no key yet.", remedy: "Nothing to do: the first start makes it.")
                }
                if let keyElsewhere { return .fault(check, "No saved token can be opened, for \(keyElsewhere).") }
                return .fault(
                    check, "The key \(file.path) that opens the saved tokens is not there.",
                    remedy:
                        "Put it back from your copy. Only where it is lost for good, save the secrets of each page again: \(PageEntry.command) --verify-token-file FILE --key-is-lost"
                )
            }
            guard !file.isReadableByOthers, !file.isWritableByOthers else {
                return .fault(
                    check, "Others can read the key \(file.path) that opens the saved tokens.",
                    remedy: "chmod 600 \(ShellWord.quoted(file.path))")
            }
            return .ok(check, "\(file.path) can be read by you alone.")
        }
    }

    private func of(_ database: FileFacts) -> Finding {
        let check = "database file"
        if let refusal = ([database] + besideDatabase).lazy.compactMap({ self.refusal(check, $0) }).first { return refusal }
        guard database.isThere else {
            return .fault(
                check, "There is no data at \(database.path).",
                remedy:
                    "If yours is elsewhere, name its place with --home DIR or --database FILE. To begin here, add yourself: leadsheet user add NAME"
            )
        }
        guard let open = ([database] + besideDatabase).first(where: { $0.isReadableByOthers || $0.isWritableByOthers }) else {
            return .ok(check, "\(database.path) can be read by you alone.")
        }
        return .fault(
            check, "Others can read \(open.path), and your customers with it.", remedy: "chmod 600 \(ShellWord.quoted(open.path))")
    }

    private var ofLog: Finding {
        if let refusal = refusal("log", log) { return refusal }
        guard log.isThere else { return .ok("log", "There is no \(log.path) yet.") }
        guard !log.isReadableByOthers, !log.isWritableByOthers else {
            return .fault("log", "Others can read \(log.path).", remedy: "chmod 600 \(ShellWord.quoted(log.path))")
        }
        return .ok("log", "\(log.path) can be read by you alone.")
    }
}
