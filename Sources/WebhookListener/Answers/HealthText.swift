import Foundation

/// The JSON of `/healthz`. The probe of another Leadsheet reads it too.
struct HealthText: Codable, Hashable {
    struct Check: Codable, Hashable {
        var name: String
        var ok: Bool
        var detail: String
    }

    /// The part that strangers are told: enough for a watcher from outside.
    private struct Outside: Encodable {
        var name: String
        var ok: Bool
    }

    static let program = "leadsheet"
    private static let unknownFault = "Free disk space, or give yourself the right to write to the folder."

    var name: String
    /// Nil in the answer of one from before it was told.
    var version: String?
    var process: Int32
    /// Which data the answering process works on.
    var data: String
    var ok: Bool
    var checks: [Check]
    var events: [String: Int]
    /// Nil where an earlier version answers.
    var connections: ConnectionMetrics?

    init(_ report: ListenerReport, _ connections: ConnectionMetrics) {
        name = Self.program
        version = report.version
        process = ProcessInfo.processInfo.processIdentifier
        data = report.data
        let journal = Check(
            name: "journal", ok: report.canWrite,
            detail: report.canWrite
                ? "" : "The journal cannot be written, so Meta is asked to send its leads again. \(report.writeFault ?? Self.unknownFault)")
        checks = [journal] + report.checks.map { Check(name: $0.name, ok: $0.isWell, detail: $0.detail) }
        ok = checks.allSatisfy(\.ok)
        events = report.events
        self.connections = connections
    }

    /// `inFull` is for this machine alone: the rest names pages, and what is wrong with them.
    func bytes(inFull: Bool) throws -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let text = try inFull ? encoder.encode(self) : encoder.encode(Outside(name: name, ok: ok))
        return Array(text) + [10]
    }
}
