import Foundation

/// A small web service as many would write it, Starlette and SQLite with a durable commit for each event, under the same load.
enum PeerService {
    static let missing = "peer not installed"
    static let advice =
        "a: no peer: to have one, python3 -m venv peers && peers/bin/pip install starlette uvicorn uvloop httptools, then --python peers/bin/python."

    static func run(python: String, folder: WorkFolder, seconds: Double, ours: Outcome, busy: Outcome) throws -> Outcome {
        var outcome = Outcome()
        guard isThere(python) else {
            outcome.add("a", "the same, Starlette + SQLite", missing)
            outcome.notes.append(advice)
            return outcome
        }
        let service = Process()
        service.executableURL = URL(filePath: "/usr/bin/env")
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Peer/service.py").path
        let output = Pipe()
        service.standardOutput = output
        service.arguments = [python, script, folder.file("peer.sqlite"), PreparedRequests.appSecret]
        let lifeline = Lifeline.attach(to: service)
        try service.run()
        let id = service.processIdentifier
        let limiter = DispatchWorkItem { kill(id, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + seconds + 60, execute: limiter)
        defer {
            try? lifeline.close()
            service.waitUntilExit()
            limiter.cancel()
        }
        // It writes its port once it listens.
        let line = String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
        guard let port = Int(line.trimmingCharacters(in: .whitespacesAndNewlines)) else { throw Trouble("The peer did not start.") }
        let peer = try Job(kind: .load, database: "", seconds: seconds, port: port).inChild().values
        guard let rate = peer["rate"], let p99 = peer["p99"], rate > 0, p99 > 0 else { throw Trouble("The peer answered nothing.") }
        outcome.add("a", "the same, Starlette + SQLite, one commit each", "\(Amount.grouped(Int(rate))) a second, p99 \(Amount.time(p99))")
        for (name, values) in [("ratio to it", ours.values), ("ratio to it, the intake at work", busy.values)] {
            guard let our = values["rate"], let ourP99 = values["p99"] else { continue }
            outcome.add("a", name, "\(Amount.short(our / rate)) times the rate, p99 1 / \(Amount.short(p99 / max(ourP99, 1e-3)))")
        }
        return outcome
    }

    private static func isThere(_ python: String) -> Bool {
        (try? Command.run([python, "-c", "import starlette, uvicorn"], limit: 30)) != nil
    }
}
