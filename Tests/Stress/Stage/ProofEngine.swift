import ArgumentParser
import CRMStore
import EndToEndSupport
import Foundation
import PostgresEngine
import SQLiteEngine
import TestSupport

/// The engine that keeps the data of a proof.
enum ProofEngine: String, CaseIterable, ExpressibleByArgument {
    case sqlite
    /// On a server of this process's own, which ends with it.
    case postgres

    /// Those that this machine has.
    static var here: [ProofEngine] { PostgresServer.whyNot == nil ? allCases : [.sqlite] }

    /// Hands a fresh workbench to a proof, whose program keeps its data with this engine.
    func use<Result>(_ proof: (Workbench, ProofData) async throws -> Result) async throws -> Result {
        try await Workbench.use { bench in try await proof(bench, prepare(bench)) }
    }

    private func prepare(_ bench: Workbench) async throws -> ProofData {
        guard self == .postgres else { return .file("\(bench.data)/leadsheet.db") }
        let server = try PostgresServer.shared.get()
        let name = "proof_\(UUID().uuidString.prefix(8).lowercased())"
        try server.makeDatabase(name)
        // A machine that is busy with other proofs keeps the server from answering soon.
        let address = "\(server.address(name))&connect_timeout=60"
        bench.environment["LEADSHEET_DATABASE"] = address
        let made = try await bench.leadsheet("database", "create", address)
        guard made.status == 0 else { throw Waiting.NotSeen(description: "The tables could not be made: \(made)") }
        return .database(name, server)
    }
}

/// The option of a proof that runs on both engines.
struct EngineOption: ParsableArguments {
    @Option(help: "sqlite keeps the data in a file, postgres on a server that is started for this run.") var engine = ProofEngine.sqlite
}

/// The place of a proof's data.
enum ProofData: Sendable {
    case file(String)
    case database(String, PostgresServer)

    /// A way to the server on which all that is said takes a while; nil where it takes none.
    ///
    /// - Parameters:
    ///   - roundTrip: in milliseconds.
    ///   - loss: in percent of all that is said.
    func link(roundTrip: Int, loss: Int) throws -> (relay: SocketRelay, address: String)? {
        guard roundTrip > 0, case .database(let name, let server) = self else { return nil }
        let relay = try SocketRelay(to: server.folder, DelayedLink(roundTrip: roundTrip, loss: loss))
        return (relay, relay.address(name))
    }

    /// Opens them beside the program, without the key of its secrets.
    func store() throws -> CRMStore {
        switch self {
        case .file(let path): try CRMStore(path: path, sealer: .random())
        case .database(let name, let server): try CRMStore(address: server.address(name), sealer: .random())
        }
    }
}
