import Foundation
import TestSupport

/// A real terminal: a server of tmux for this test alone, with one window and a shell in it.
package final class Tmux {
    private let socket: String
    private let folder: String
    private let environment: [String: String]
    private let program: String
    private var calls = 0

    package init(socket: String, folder: String, environment: [String: String]) throws {
        self.socket = socket
        self.folder = folder
        var environment = environment
        environment["PS1"] = "ready$ "
        environment["TERM"] = "xterm-256color"
        self.environment = environment
        program = try Product.tmux()
    }

    /// Opens the window; `type` is what the programs in it find as TERM.
    package func open(columns: Int, rows: Int, type: String) async throws {
        let settings = """
            set -g default-terminal \(type)
            set -g status off
            set -g escape-time 0
            set -g focus-events on
            """
        try settings.write(toFile: "\(socket).conf", atomically: true, encoding: .utf8)
        try await call("-f", "\(socket).conf", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "-c", folder, "/bin/sh", "-i")
        try await shows("ready$")
    }

    /// Ends everything that runs in it.
    package func kill() async {
        // There is no server when the test failed before it came up.
        _ = try? await call("kill-server")
    }

    // MARK: The person at it

    /// Types keys by tmux's names: `Enter`, `C-z`, `Escape`, or a character.
    package func press(_ keys: String...) async throws {
        try await press(keys)
    }

    /// The same with the keys in an array; they come all at once.
    package func press(_ keys: [String]) async throws {
        try await call(["send-keys"] + keys)
    }

    /// Types a text as it is.
    package func type(_ text: String) async throws {
        try await call("send-keys", "-l", text)
    }

    /// Types a text and Enter.
    package func enter(_ text: String) async throws {
        try await type(text)
        try await press("Enter")
    }

    /// Pastes a text as a terminal does: in brackets when the program asked for that.
    package func paste(_ text: String) async throws {
        let file = "\(socket).paste"
        try text.write(toFile: file, atomically: true, encoding: .utf8)
        try await call("load-buffer", file)
        try await call("paste-buffer", "-p")
    }

    /// Clicks with the left button on a cell, counted from 0, as a terminal tells it to a program that asked for the mouse.
    package func click(_ column: Int, _ row: Int, times: Int = 1) async throws {
        let click = "\u{1B}[<0;\(column + 1);\(row + 1)M\u{1B}[<0;\(column + 1);\(row + 1)m"
        try await type(String(repeating: click, count: times))
    }

    package func resize(columns: Int, rows: Int) async throws {
        try await call("resize-window", "-x", "\(columns)", "-y", "\(rows)")
    }

    /// Runs a command of the shell and waits for its end.
    package func run(_ command: String, line: Int = #line) async throws {
        calls += 1
        let mark = "\(socket).done\(calls)"
        try await enter("\(command); echo > \(mark)")
        _ = try await Waiting.until {
            FileManager.default.fileExists(atPath: mark) ? true : nil
        } missing: {
            await self.failure("The shell did not finish: \(command)", line)
        }
    }

    /// Starts a program from the shell and gives its process id. The shell is at its prompt again when the program ends.
    package func start(_ command: String, line: Int = #line) async throws -> Int32 {
        calls += 1
        let file = "\(socket).pid\(calls)"
        try await enter("clear; sh -c 'echo $$ > \(file); exec \(command)'")
        return try await Waiting.until {
            (try? String(contentsOfFile: file, encoding: .utf8)).flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
        } missing: {
            await self.failure("The program did not start: \(command)", line)
        }
    }

    /// Waits for the end of a program that was killed, and puts the terminal right, for which SIGKILL leaves no time.
    package func mend(after process: Int32, line: Int = #line) async throws {
        try await Waiting.until {
            Foundation.kill(process, 0) != 0 ? true : nil
        } missing: {
            await self.failure("Process \(process) was to end", line)
        }
        // Enter is no line feed now.
        try await press("C-j")
        try await type("stty sane; clear; echo mended")
        try await press("C-j")
        // Keys that are typed before may be lost to the change of settings.
        try await screen("have the shell's prompt again", line: line) { $0.split(separator: "\n").prefix(2) == ["mended", "ready$"] }
    }

    /// The settings of the terminal, as `stty` tells them.
    package func settings(line: Int = #line) async throws -> String {
        let file = "\(socket).stty"
        try await run("stty -a > \(file) 2>&1", line: line)
        return try String(contentsOfFile: file, encoding: .utf8)
    }

    /// Waits until the settings are those of before: the shell, too, has its own to put back.
    package func comesBack(to before: String) async throws {
        try await Waiting.until {
            try await self.settings() == before ? true : nil
        } missing: {
            "The terminal was to be as before."
        }
    }

    // MARK: What is to be seen

    /// Copies every byte that is drawn from now on into a file, which may be a named pipe.
    package func copyOutput(to file: String) async throws {
        try await call("pipe-pane", "-O", "exec cat > '\(file)'")
    }

    /// The screen as one text.
    package func screen() async throws -> String { try await call("capture-pane", "-p") }

    /// The screen with its colours, as escape sequences.
    package func colouredScreen() async throws -> String { try await call("capture-pane", "-p", "-e") }

    /// Waits until a text stands on the screen; gives the screen.
    @discardableResult
    package func shows(_ text: String, within patience: Duration = Waiting.patience, line: Int = #line) async throws -> String {
        try await screen("show \"\(text)\"", within: patience, line: line) { $0.contains(text) }
    }

    /// Waits until a sentence stands on the screen, be it in several lines.
    @discardableResult
    package func says(_ sentence: String, line: Int = #line) async throws -> String {
        try await screen("say \"\(sentence)\"", line: line) {
            $0.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(sentence)
        }
    }

    /// Waits until a text is gone from the screen; gives the screen.
    @discardableResult
    package func hides(_ text: String, line: Int = #line) async throws -> String {
        try await screen("be without \"\(text)\"", line: line) { !$0.contains(text) }
    }

    /// Waits until the screen is as it should be; gives it. `wish` completes "the screen was to …".
    @discardableResult
    package func screen(
        _ wish: String, within patience: Duration = Waiting.patience, beat: Duration = .milliseconds(20), line: Int = #line,
        _ fits: (String) -> Bool
    ) async throws -> String {
        try await Waiting.until(within: patience, beat: beat) {
            let screen = try await screen()
            return fits(screen) ? screen : nil
        } missing: {
            await self.failure("The screen was to \(wish)", line)
        }
    }

    private func failure(_ sentence: String, _ line: Int) async -> String {
        "\(sentence) (line \(line)). It shows:\n\((try? await screen()) ?? "nothing: the terminal is gone")"
    }

    @discardableResult
    private func call(_ arguments: String...) async throws -> String { try await call(arguments) }

    @discardableResult
    private func call(_ arguments: [String]) async throws -> String {
        let child = try Child(program, ["-S", socket] + arguments, environment: environment, output: "\(socket).call")
        // It is done in some milliseconds, and how soon a screen is seen is measured through it.
        let status = try await child.end(beat: .milliseconds(1))
        guard status == 0 else { throw Waiting.NotSeen(description: "tmux \(arguments.joined(separator: " ")): \(child.err)") }
        return child.out
    }
}
