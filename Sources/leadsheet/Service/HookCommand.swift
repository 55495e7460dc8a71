import Foundation
import LeadIntake

/// The command of `on_new_lead` as a process of its own.
struct HookCommand: HookRunning, Hashable {
    private var program: ProgramRun

    var timeLimit: Duration {
        get { program.timeLimit }
        set { program.timeLimit = newValue }
    }
    var grace: Duration {
        get { program.grace }
        set { program.grace = newValue }
    }

    /// Nil when no command is set. `environment` is that of this process.
    init?(_ settings: Settings, environment: [String: String]) {
        guard !settings.onNewLead.isEmpty else { return nil }
        program = ProgramRun(
            words: settings.onNewLead, environment: environment.filter { ProgramRun.passedOn.contains($0.key) },
            folder: settings.folders.dataFolder, timeLimit: .seconds(30))
    }

    func run(_ input: String) async -> HookResult {
        let result = await program.run(input)
        return switch result.end {
        case .done: .done
        case .failed(let reason): .failed(reason: reason, said: result.said)
        case .calledOff: .calledOff
        }
    }
}
