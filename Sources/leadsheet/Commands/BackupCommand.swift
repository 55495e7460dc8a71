import ArgumentParser
import CRM
import Foundation

/// `leadsheet backup`: a copy of the data while they are in use.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup", abstract: "Copy all data into a file, also while Leadsheet runs.", usage: "leadsheet backup FILE [--force] [OPTIONS]",
        discussion: """
            The copy is whole and of one moment. To restore it, stop every Leadsheet, remove leadsheet.db-wal and leadsheet.db-shm, and \
            put the copy in the place of leadsheet.db. The key that opens the saved tokens is not in it: keep that elsewhere.
            """).withCommonOptions
    @Argument(help: "The file to write, private to you.", completion: .file()) var file: String
    @Flag(help: "Take the place of a file that is there.") var force = false
    @OptionGroup(visibility: .hidden) var options: CommonOptions

    func run() async throws {
        let settings = try await options.settings()
        if !force, FileManager.default.fileExists(atPath: file) {
            throw PlainError("There is a file \(file) already. Name another one, or add --force to write over it.")
        }
        try OpenStore.keeper(settings).backup(to: file)
        try Output.line("Copied all data to \(PlainLine.of(file)).")
        let key = settings.folders.keyFile
        let place = FileManager.default.fileExists(atPath: key) ? ", \(key)," : ""
        Output.note("the key that opens the saved tokens\(place) is not in the backup. Keep a copy of the key somewhere else.")
    }
}
