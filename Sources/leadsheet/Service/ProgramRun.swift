import Base
import Foundation
import Subprocess
import SystemPackage

/// A program as a process of its own: no shell, the variables that it is given and no others, a limit of time. The commands that a person
/// sets are run so.
///
/// Broken pipes must be ignored in this process, ``Signals/ignoreBrokenPipes()``: a program need not read what it is told.
struct ProgramRun: Hashable, Sendable {
    enum End: Hashable, Sendable {
        case done
        /// A clause that says why.
        case failed(String)
        /// The task that waits for it was cancelled, and the program was ended.
        case calledOff
    }

    /// How it ended, and the first bytes that it said.
    struct Result: Hashable, Sendable {
        var end: End
        var said = ""
    }

    /// The program and its arguments.
    let words: [String]
    let environment: [String: String]
    /// Where it is run.
    let folder: String
    /// After this time it is asked to end, and ended ``grace`` later.
    var timeLimit: Duration
    var grace: Duration = .seconds(5)
    /// Its standard output is heard as well as its standard error.
    var hearsOutput = false

    /// The number of bytes that are kept of what it says.
    private static let saidBytes = 300

    func run(_ input: String = "") async -> Result {
        await withTaskGroup(of: Result?.self) { group in
            group.addTask { await process(input) }
            group.addTask {
                try? await Task.sleep(for: timeLimit)
                return nil
            }
            let first = await group.next() ?? nil
            group.cancelAll()
            if let first { return first }
            await group.waitForAll()
            if Task.isCancelled { return Result(end: .calledOff) }
            return Result(end: .failed("it took longer than \(timeLimit.components.seconds) s and was ended"))
        }
    }

    private func process(_ input: String) async -> Result {
        var options = PlatformOptions()
        // The processes that it starts itself end with it.
        options.createSession = true
        options.teardownSequence = [.send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: grace)]
        do {
            let (status, said) = try await hearsOutput ? runHearingAll(input, options) : runHearingErrors(input, options)
            if Task.isCancelled { return Result(end: .calledOff) }
            switch status {
            case .exited(0): return Result(end: .done, said: said)
            case .exited(let status): return Result(end: .failed("exit status \(status)"), said: said)
            case .signaled(let signal): return Result(end: .failed("it was ended by signal \(signal)"), said: said)
            }
        } catch {
            return Task.isCancelled ? Result(end: .calledOff) : Result(end: .failed(Self.sentence(error, words[0])))
        }
    }

    private func runHearingErrors(_ input: String, _ options: PlatformOptions) async throws -> (TerminationStatus, String) {
        let result = try await Subprocess.run(
            Self.executable(words[0]), arguments: Arguments(Array(words.dropFirst())), environment: Self.variables(environment),
            workingDirectory: FilePath(folder), platformOptions: options, input: .inputWriter, output: .discarded, error: .sequence
        ) { execution in
            async let isWritten: Void = Self.write(input, to: execution.standardInputWriter)
            let said = try await Self.hear(execution.standardError)
            await isWritten
            return said
        }
        return (result.terminationStatus, result.closureResult)
    }

    private func runHearingAll(_ input: String, _ options: PlatformOptions) async throws -> (TerminationStatus, String) {
        let result = try await Subprocess.run(
            Self.executable(words[0]), arguments: Arguments(Array(words.dropFirst())), environment: Self.variables(environment),
            workingDirectory: FilePath(folder), platformOptions: options, input: .inputWriter, output: .sequence, error: .combinedWithOutput
        ) { execution in
            async let isWritten: Void = Self.write(input, to: execution.standardInputWriter)
            let said = try await Self.hear(execution.standardOutput)
            await isWritten
            return said
        }
        return (result.terminationStatus, result.closureResult)
    }

    /// The first bytes; the rest is read as well, so that the program is not held up.
    private static func hear(_ pieces: SubprocessOutputSequence) async throws -> String {
        var said: [UInt8] = []
        for try await piece in pieces {
            piece.withUnsafeBytes { said += $0.prefix(saidBytes - said.count) }
        }
        return String(decoding: said, as: UTF8.self)
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

    /// The variables of our own environment that any program is given: none that is a secret.
    static let passedOn = ["PATH", "HOME", "LANG", "TZ"]

    /// Those that a desktop's programs need besides; none is a secret.
    static let passedOnToDesktop =
        passedOn + [
            "DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_CURRENT_DESKTOP",
            "XDG_DATA_DIRS", "XDG_CONFIG_DIRS", "XDG_SESSION_TYPE", "DESKTOP_SESSION", "BROWSER",
        ]

    /// A program that does not read its input is no failure.
    private static func write(_ input: String, to writer: StandardInputWriter) async {
        if !input.isEmpty { _ = try? await writer.write(Array(input.utf8)) }
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
