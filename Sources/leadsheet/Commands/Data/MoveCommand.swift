import ArgumentParser
import Base
import CRM
import CRMStore
import Foundation

/// `leadsheet move --to ADDRESS`: all data, into another database.
struct MoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Bring all data into another database: on a PostgreSQL server, or in a file.",
        usage: "leadsheet move --to ADDRESS [OPTIONS]",
        discussion: """
            The other database has no user yet: on a server its owner has made the tables with leadsheet database create, a file is made. \
            Every row is read there again and compared. Whatever fails leaves it as it was, and the command can be given again. The data \
            stay where they were, too. End every Leadsheet that works on them first.
            """
    ).withCommonOptions
    @Option(
        help: ArgumentHelp("The other database: postgres://NAME@HOST/DATABASE, service=NAME or a file.", valueName: "address"),
        completion: .file())
    var to: String
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        var others = options
        others.database = to
        let other = try await others.settings()
        guard other.folders.database != settings.folders.database else {
            throw PlainError("The data are in that database already. Name another one with --to.")
        }
        let atWork = try settings.folders.database.isOnServer ? OpenStore.closed(settings.folders).status().atWork : []
        let source = try OpenStore.engine(settings)
        let lock = source.intakeLock()
        guard lock.isAllowed else {
            throw PlainError("Your role on the server sees a part of the data, so nothing was moved. The owner of the tables moves them.")
        }
        // The file's lock tells of screens as well; on a server those of salespeople have none.
        guard atWork.isEmpty else {
            throw PlainError(
                "Leadsheet works on these data with the role \(PlainLine.of(atWork.joined(separator: ", "))), so nothing was moved: what is written there meanwhile or afterwards would stay behind. End it first: q in its screens, or stop leadsheet serve."
            )
        }
        guard try lock.tryAcquire() else {
            let holder = lock.holder().map { " (\($0.name))" } ?? ""
            throw PlainError(
                "A Leadsheet takes in leads on these data\(holder), so nothing was moved. End it first: q in its screens, or stop leadsheet serve."
            )
        }
        defer { lock.release() }
        try checkKey(source, settings.folders, other.folders)
        try bringKey(settings.folders, to: other.folders)
        let moved = try move(source, to: OpenStore.engine(other, begins: true))
        let rows = moved.reduce(0) { $0 + $1.rows }
        try Output.line(
            "Moved \(Counted.text(rows, "row")) of \(moved.count) tables to \(PlainLine.of(to)), and compared each. The old database stays as it was."
        )
        guard !other.folders.database.isOnServer else { return Output.note(DatabaseCommand.rolesOfTheirOwn) }
        Output.note(
            "from now on give --database, or put this line into \(settings.folders.configFile): database: \(other.folders.database.text)")
    }

    private func move(_ source: CRMStore, to other: CRMStore) throws -> [CRMStore.MovedTable] {
        var progress = ProgressLine()
        defer { progress.clear() }
        return try source.move(to: other) { table, rows in progress.show("\(table): \(rows) moved") }
    }

    /// A key that is made for the other place opens nothing of what is moved there, and nobody would notice before a lead is to be fetched.
    private func checkKey(_ source: CRMStore, _ folders: Folders, _ other: Folders) throws {
        if try source.opensSecrets() { return }
        let others = try SecretSealer.load(environment: ProcessInfo.processInfo.environment, keyFile: other.keyFile)
        if try source.opensSecrets(with: others) { return }
        throw PlainError(
            "No key here opens the saved tokens, so nothing was moved: in the other database nobody could open them either. Bring the file leadsheet.key from the machine on which the pages were set up, as \(folders.keyFile), then move again."
        )
    }

    /// The secrets are moved as they are sealed: the other place needs the key that opens them.
    private func bringKey(_ folders: Folders, to other: Folders) throws {
        guard folders.keyFile != other.keyFile, FileManager.default.fileExists(atPath: folders.keyFile) else { return }
        if FileManager.default.fileExists(atPath: other.keyFile) {
            guard FileManager.default.contentsEqual(atPath: folders.keyFile, andPath: other.keyFile) else {
                throw PlainError(
                    "\(other.keyFile) is another key than \(folders.keyFile), so the saved tokens could not be opened there. Move it away first, if it opens nothing you need."
                )
            }
            return
        }
        try other.create()
        do {
            // The mode goes with it: private to the user.
            try FileManager.default.copyItem(atPath: folders.keyFile, toPath: other.keyFile)
        } catch {
            throw PlainError("The key \(folders.keyFile) cannot be copied to \(other.keyFile). Copy it by hand, then move again.")
        }
    }
}
