import ArgumentParser
import Base
import Foundation

/// `leadsheet manual`
struct ManualCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "manual", abstract: "Write the manual's pages into a folder, for man.",
        usage: "leadsheet manual --output DIR",
        discussion: """
            A page for the program and one for each command, leadsheet.yaml(5) for the settings and leadsheet-keys(7) for the keys of the \
            screens. Read one with man -l DIR/leadsheet.1, or put them below ~/.local/share/man in man1, man5 and man7. A package has \
            put them there.
            """)
    @Option(help: ArgumentHelp("The folder, which is made if it is not there.", valueName: "dir"), completion: .directory)
    var output: String

    func run() throws {
        do {
            try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        } catch {
            throw PlainError("The folder \(output) cannot be made (\(SystemError.reason(of: error))). Name another one with --output.")
        }
        let pages = Manual.pages
        for page in pages { try OutputFile.write("\(output)/\(page.fileName)") { try $0.write(page.text) } }
        try Output.line("\(Counted.text(pages.count, "page")) of the manual are in \(output).")
    }
}
