import CRM
import Foundation
import Subprocess

/// `xdg-open` as a process of its own: no shell, none of our secrets.
///
/// It may be the browser itself, where none ran before, so it is not ended: what still runs after the limit counts as opened.
struct LinkCommand: LinkOpening {
    private let program: String
    private let environment: [String: String]
    private let timeLimit: Duration

    /// Nil where no desktop is shown on this machine to the person, as over SSH. `environment` is that of this process.
    init?(environment: [String: String], program: String = "xdg-open", timeLimit: Duration = .seconds(5)) {
        func isSet(_ name: String) -> Bool { environment[name].map { !$0.isEmpty } ?? false }
        guard isSet("DISPLAY") || isSet("WAYLAND_DISPLAY"), !isSet("SSH_CONNECTION"), !isSet("SSH_TTY") else { return nil }
        self.program = program
        self.environment = environment.filter { ProgramRun.passedOnToDesktop.contains($0.key) }
        self.timeLimit = timeLimit
    }

    func open(_ link: String) async -> String? {
        guard ProgramRun.isThere(program, environment: environment) else { return "there is no program \(program) that can be run" }
        let (answers, answer) = AsyncStream.makeStream(of: String?.self)
        Task { answer.yield(await run(link)) }
        let limit = Task {
            try await Task.sleep(for: timeLimit)
            answer.yield(nil)
        }
        defer { limit.cancel() }
        for await problem in answers { return problem }
        return nil
    }

    /// Nil when it ended well, otherwise why not.
    private func run(_ link: String) async -> String? {
        var options = PlatformOptions()
        // It goes on when the screens end.
        options.createSession = true
        do {
            let result = try await Subprocess.run(
                ProgramRun.executable(program), arguments: Arguments([link]), environment: ProgramRun.variables(environment),
                platformOptions: options,
                input: .none, output: .discarded, error: .discarded)
            switch result.terminationStatus {
            case .exited(0): return nil
            case .exited(let status): return "\(program) ended with status \(status)"
            case .signaled(let signal): return "\(program) was ended by signal \(signal)"
            }
        } catch {
            return "\(program) cannot be run"
        }
    }
}
