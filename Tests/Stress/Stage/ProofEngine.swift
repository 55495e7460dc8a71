import ArgumentParser
import CRM
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
    ///
    /// - Parameter place: the host that a server of the proof's own runs on; nil for the server of this process.
    func use<Result>(at place: FarPlace? = nil, _ proof: (Workbench, ProofData) async throws -> Result) async throws -> Result {
        try await Workbench.use { bench in try await proof(bench, prepare(bench, place)) }
    }

    private func prepare(_ bench: Workbench, _ place: FarPlace?) async throws -> ProofData {
        guard self == .postgres else { return .file("\(bench.data)/leadsheet.db") }
        let server = try place.map { try PostgresServer(isDurable: true, at: $0) } ?? PostgresServer.shared.get()
        let name = "proof_\(UUID().uuidString.prefix(8).lowercased())"
        try server.makeDatabase(name)
        // A machine that is busy with other proofs keeps the server from answering soon.
        let address = "\(server.address(name))&connect_timeout=60"
        try await bench.makeTables(address)
        return .database(name, server)
    }
}

extension Workbench {
    /// Makes the tables in an empty database of a server, in which the programs of the bench keep their data from now on.
    func makeTables(_ address: String) async throws {
        environment["LEADSHEET_DATABASE"] = address
        let made = try await leadsheet("database", "create", address)
        guard made.status == 0 else { throw Waiting.NotSeen(description: "The tables could not be made: \(made)") }
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

    /// Makes a role with a part in the data of user ana, for one program, and gives the address under which it logs in, by way of the cable to the
    /// host of the server where there is one. Nil for a file, which knows no roles.
    func grant(_ part: String, number: Int, in bench: Workbench, at place: FarPlace? = nil) async throws -> String? {
        guard case .database(let name, let server) = self else { return nil }
        let role = "\(part)\(number)_\(name)"
        let user = part == "serve" ? [] : ["--user", "ana"]
        let granted = try await bench.leadsheet(["database", "grant", role, part] + user)
        guard granted.status == 0 else { throw Waiting.NotSeen(description: "The role \(role) could not be made: \(granted)") }
        return place.map { server.address(name, as: role, at: $0) } ?? "\(server.address(name, as: role))&connect_timeout=60"
    }

    /// Waits until a note with this text is there, and gives how often it is.
    func notes(_ text: String) async throws -> Int {
        let store = try store()
        defer { store.close() }
        return try await Waiting.until {
            var ids: [Customer.ID] = []
            try store.export(user: nil, spreadsheet: nil) { ids.append($0.customer.id) }
            let count = try ids.flatMap { try store.timeline(of: $0, limit: 100) }.count { $0.text == text }
            return count > 0 ? count : nil
        } missing: {
            "The note \"\(text.suffix(20))\" was not saved."
        }
    }

    /// Opens them beside the program, without the key of its secrets.
    func store() throws -> CRMStore {
        switch self {
        case .file(let path): try CRMStore(path: path, sealer: .random())
        case .database(let name, let server): try CRMStore(address: server.address(name), sealer: .random())
        }
    }
}
