import Base
import CRM
import CRMStore
import Foundation

/// Copies all data to a file: the engine does it, or where the data are on a server, the server's own program.
struct BackupMaker {
    private enum Way {
        case engine(any StoreMaintenance)
        case program(any ClosedData)
    }

    private let way: Way
    private let environment: [String: String]
    private let folder: String

    /// The longest time that a copy takes: a day.
    private static let timeLimit = Duration.seconds(86_400)

    /// `environment` is that of this process. A database on a server is not opened, for it may be one of an earlier version.
    init(_ settings: Settings, environment: [String: String]) throws {
        self.environment = environment
        folder = settings.folders.dataFolder
        if settings.folders.database.isOnServer {
            try settings.folders.create()
            DraftNote.removeLeft(in: settings.folders.stateFolder)
            way = .program(OpenStore.closed(settings.folders))
        } else {
            way = .engine(try OpenStore.keeper(settings))
        }
    }

    /// The file is private to the user, and appears under its name only when it is complete.
    func write(to path: String) async throws {
        switch way {
        case .engine(let store): try store.backup(to: path)
        case .program(let data): try await run(data, to: path)
        }
    }

    private func run(_ data: any ClosedData, to path: String) async throws {
        // The program has another folder as its own.
        let path = path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
        let draft = DraftName.of(path, process: getpid())
        guard let words = try data.copyCommand(to: draft), let program = words.first else { return }
        guard ProgramRun.isThere(program, environment: environment) else {
            throw PlainError(
                "There is no program \(program), which makes the copy, on this machine. Install the client programs of PostgreSQL: apt-get install postgresql-client"
            )
        }
        let descriptor = open(draft, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure(path) }
        defer {
            close(descriptor)
            unlink(draft)
        }
        let result = await ProgramRun(words: words, environment: passedOn, folder: folder, timeLimit: Self.timeLimit).run()
        guard result.end == .done else {
            let said = result.said.split(separator: "\n").first.map { ": \($0)" } ?? ""
            throw PlainError("The backup was not made, because \(program) failed\(said)")
        }
        guard fsync(descriptor) == 0, rename(draft, path) == 0 else { throw failure(path) }
    }

    private func failure(_ path: String) -> PlainError {
        PlainError("The backup \(path) cannot be written (\(SystemError.reason())). Name another file.")
    }

    /// With the variables by which PostgreSQL's programs find the server, the password's file and a ticket, as this program does.
    private var passedOn: [String: String] {
        environment.filter { name, _ in ProgramRun.passedOn.contains(name) || name.hasPrefix("PG") || name.hasPrefix("KRB5") }
    }
}
