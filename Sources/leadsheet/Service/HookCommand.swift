import Base
import Foundation
import LeadIntake
import Subprocess
import SystemPackage

/// The command of `on_new_lead` as a process of its own: no shell, none of our secrets, a limit of time.
///
/// Broken pipes must be ignored in this process, ``Signals/ignoreBrokenPipes()``: a command need not read what it is told.
struct HookCommand: HookRunning {
    /// The program and its arguments.
    let words: [String]
    let environment: [String: String]
    /// Where it is run.
    let folder: String
    /// After so long it is asked to end, and ended ``grace`` later.
    var timeLimit: Duration = .seconds(30)
    var grace: Duration = .seconds(5)

    /// The number of bytes of its standard error that are kept.
    private static let saidBytes = 300
    /// The variables of our own environment that it is given: none that is a secret.
    private static let passedOn = ["PATH", "HOME", "LANG", "TZ"]

    /// Nil when no command is set. `environment` is that of this process.
    init?(_ settings: Settings, environment: [String: String]) {
        guard !settings.onNewLead.isEmpty else { return nil }
        words = settings.onNewLead
        folder = settings.folders.dataFolder
        self.environment = environment.filter { Self.passedOn.contains($0.key) }
    }

    func run(_ input: String) async -> HookResult {
        await withTaskGroup(of: HookResult?.self) { group in
            group.addTask { await process(input) }
            group.addTask {
                try? await Task.sleep(for: timeLimit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            if let first { return first }
            await group.waitForAll()
            if Task.isCancelled { return .calledOff }
            return .failed(reason: "it took longer than \(timeLimit.components.seconds) s and was ended", said: "")
        }
    }

    private func process(_ input: String) async -> HookResult {
        var options = PlatformOptions()
        // The processes that it starts itself end with it.
        options.createSession = true
        options.teardownSequence = [.send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace)]
        do {
            let result = try await Subprocess.run(
                Self.executable(words[0]), arguments: Arguments(Array(words.dropFirst())), environment: Self.variables(environment),
                workingDirectory: FilePath(folder), platformOptions: options, input: .inputWriter, output: .discarded, error: .sequence
            ) { execution in
                async let isWritten: Void = Self.write(input, to: execution.standardInputWriter)
                var said: [UInt8] = []
                for try await piece in execution.standardError {
                    piece.withUnsafeBytes { said += $0.prefix(Self.saidBytes - said.count) }
                }
                await isWritten
                return String(decoding: said, as: UTF8.self)
            }
            if Task.isCancelled { return .calledOff }
            switch result.terminationStatus {
            case .exited(0): return .done
            case .exited(let status): return .failed(reason: "exit status \(status)", said: result.closureResult)
            case .signaled(let signal): return .failed(reason: "it was ended by signal \(signal)", said: result.closureResult)
            }
        } catch {
            return Task.isCancelled ? .calledOff : .failed(reason: Self.sentence(error, words[0]), said: "")
        }
    }

    /// Whether a program is where it is looked for when it is run.
    static func isThere(_ program: String, environment: [String: String]) -> Bool {
        let folders = program.contains("/") ? [""] : (environment["PATH"] ?? "").split(separator: ":").map { "\($0)/" }
        return folders.contains { FileManager.default.isExecutableFile(atPath: $0 + program) }
    }

    /// An environment of these variables and no others.
    static func variables(_ environment: [String: String]) -> Environment {
        .custom(Dictionary(uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value) }))
    }

    /// A command that does not read its input is no failure.
    private static func write(_ input: String, to writer: StandardInputWriter) async {
        _ = try? await writer.write(Array(input.utf8))
        try? await writer.finish()
    }

    static func executable(_ program: String) -> Executable {
        program.contains("/") ? .path(FilePath(program)) : .name(program)
    }

    private static func sentence(_ error: any Error, _ program: String) -> String {
        guard let error = error as? SubprocessError else { return "it cannot be run" }
        if error.code == .executableNotFound { return "there is no program \(program) that can be run" }
        let reason = error.underlyingError.map { " (\(SystemError.reason($0.rawValue)))" } ?? ""
        return "it cannot be started\(reason)"
    }
}
