import Base
import CRM
import Foundation
import Logging

/// The command of `dial_command` as a process of its own; its output goes to the log.
struct DialCommand: Dialling {
    /// With the places for the number still in them.
    private let words: [String]
    private let environment: [String: String]
    private let folder: String
    private let log: Logger
    var timeLimit: Duration = .seconds(5)
    var grace: Duration = .seconds(1)

    /// Nil when no command is set. `environment` is that of this process.
    init?(_ settings: Settings, environment: [String: String], log: Logger = Logger(label: "dial")) {
        guard !settings.dialCommand.isEmpty else { return nil }
        words = settings.dialCommand
        self.environment = environment.filter { ProgramRun.passedOnToDesktop.contains($0.key) }
        folder = settings.folders.dataFolder
        self.log = log
    }

    func dial(_ request: DialRequest) async -> String? {
        var program = ProgramRun(words: request.filled(words), environment: environment, folder: folder, timeLimit: timeLimit)
        program.grace = grace
        program.hearsOutput = true
        let result = await program.run()
        let said = PlainLine.of(result.said).withoutOuterBlanks
        if !said.isEmpty { log.notice("The dial command says: \(said)") }
        guard case .failed(let reason) = result.end else { return nil }
        log.warning("The dial command failed: \(PlainLine.of(reason)).")
        return said.isEmpty ? reason : "\(reason) (\(BoundedText.cut(said, characters: 80)))"
    }
}

/// A telephone of the desktop, which is told the number as a link.
struct DesktopDialler: Dialling {
    let opener: any LinkOpening

    func dial(_ request: DialRequest) async -> String? { await opener.open(MessageLink.call(request.number)) }
}

extension DialCommand {
    /// The command that is set, or else this desktop's telephone; nil where there is neither.
    static func dialler(_ settings: Settings, environment: [String: String], opener: (any LinkOpening)?) -> (any Dialling)? {
        DialCommand(settings, environment: environment) ?? opener.map(DesktopDialler.init)
    }
}
