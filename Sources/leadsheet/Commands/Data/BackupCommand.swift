import ArgumentParser
import CRM
import CRMStore
import Foundation

/// `leadsheet backup`: a copy of the data while they are in use.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy all data into a file, also while Leadsheet runs.",
        usage: "leadsheet backup FILE [--force] [OPTIONS]",
        discussion: """
            The copy is whole and of one moment. To restore it, stop every Leadsheet, remove leadsheet.db-wal and leadsheet.db-shm, and \
            put the copy in the place of leadsheet.db. Of a database on a server pg_dump makes it, and pg_restore puts it into an empty \
            database. The key that opens the saved tokens is not in it: keep that elsewhere.
            """
    ).withCommonOptions
    @Argument(help: "The file to write, private to you.", completion: .file()) var file: String
    @Flag(help: "Take the place of a file that is there.") var force = false
    @OptionGroup(visibility: CommonOptions.visibility) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        try OwnFiles(settings.folders).refuse(file)
        guard !OutputPlace.isTerminal(file) else {
            throw PlainError(
                "A backup is no text for a terminal, so nothing was written. Name a file, leadsheet backup FILE, or a pipe: leadsheet backup - | COMMAND"
            )
        }
        let maker = try BackupMaker(settings, environment: ProcessInfo.processInfo.environment)
        let place = try OutputPlace(file)
        switch place {
        case .file(let path): try await copy(maker, to: path, settings.folders)
        case .stream, .descriptor: try await pass(maker, settings.folders)
        }
        if place != .descriptor(STDOUT_FILENO) { try Output.line("Copied all data to \(PlainLine.of(file)).") }
        Output.note(keyNote(settings))
    }

    /// Of data on a server the key may be on another machine, and the one that is here another key. Tables of another version are not opened.
    private func keyNote(_ settings: Settings) -> String {
        let (key, isOnServer) = (settings.folders.keyFile, settings.folders.database.isOnServer)
        let opens = isOnServer ? (try? OpenStore.engine(settings).opensSecrets()) : true
        if opens == false {
            return """
                the key that opens the saved tokens is not in the backup, and no such key was found here. Keep a copy of the leadsheet.key of the \
                machine on which the pages were set up somewhere else.
                """
        }
        let place = opens == true && FileManager.default.fileExists(atPath: key) ? ", \(key)," : ""
        return "the key that opens the saved tokens\(place) is not in the backup. Keep a copy of the key somewhere else."
    }

    private func copy(_ maker: BackupMaker, to path: String, _ folders: Folders) async throws {
        if !force, FileManager.default.fileExists(atPath: path) {
            throw PlainError("There is a file \(file) already. Name another one, or add --force to write over it.")
        }
        let note = DraftNote(of: path, in: folders.stateFolder)
        defer { withExtendedLifetime(note) {} }
        try await maker.write(to: path)
    }

    /// The copy is written to a plain file alone: what is to go into a pipe or a device is made in the data folder first, and is gone afterwards.
    private func pass(_ maker: BackupMaker, _ folders: Folders) async throws {
        let target = "\(folders.dataFolder)/leadsheet.backup"
        let note = DraftNote(of: target, in: folders.stateFolder)
        defer { withExtendedLifetime(note) {} }
        let draft = DraftName.of(target, process: getpid())
        defer { unlink(draft) }
        try await maker.write(to: draft)
        let whole = try InputFile(draft)
        try OutputFile.write(file) { output in
            while case let piece = try whole.next(), !piece.isEmpty { try output.write(piece) }
        }
    }
}
