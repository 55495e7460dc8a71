import Foundation
import TestSupport

/// `leadsheet simulate` as a person would start it in another shell, and what it says of itself.
package struct StandIn {
    package let process: Child
    package let graphURL: String
    package let page: String
    package let systemTokenFile: String
    package let accessTokenFile: String
    package let appSecretFile: String
    package let verifyTokenFile: String
    /// The leads that its Graph API knows, oldest first.
    package let leads: [Lead]

    package struct Lead {
        package let id: String
        package let form: String
    }

    /// Starts it, and lets it tell some leads to a catcher, so that the test decides when the program hears of them: unless `isListed`,
    /// they are in no list either. With `tellsProgram` it posts to the program itself, as soon as that listens, and `leads` is empty.
    package static func start(
        _ bench: Workbench, port: UInt16 = 0, leads count: Int = 2, isListed: Bool = false, tellsProgram: Bool = false,
        faults: [String] = []
    ) async throws -> StandIn {
        let catcher = try bench.catcher()
        let webhook = tellsProgram ? "http://127.0.0.1:\(bench.port)/api/meta/webhook" : "http://127.0.0.1:\(catcher.port)/hook"
        let process = try bench.start(
            ["simulate", "--port", "\(port)", "--seed", "7", "--rate", "6000", "--limit", "\(count)", "--webhook", webhook] + faults
                + (isListed ? [] : ["--unlisted"]))
        try await process.says(tellsProgram ? "Waiting for the listener" : "The callback is verified.")
        let guide = process.out
        guard let graphURL = guide.firstMatch(of: /Graph API on (\S+),/)?.1, let page = guide.firstMatch(of: /page set (\d+)/)?.1,
            let token = guide.firstMatch(of: /--(?:system|access)-token-file (\S+)/)?.1,
            let secret = guide.firstMatch(of: /--app-secret-file (\S+)/)?.1,
            let verify = guide.firstMatch(of: /--verify-token-file (\S+)/)?.1
        else { throw Waiting.NotSeen(description: "The stand-in's guide is not as expected:\n\(guide)") }
        let secrets = URL(filePath: String(token)).deletingLastPathComponent().path
        let leads: [Lead] =
            tellsProgram
            ? []
            : try await Waiting.until {
                var seen: Set<String> = []
                let leads = try catcher.posted.flatMap { try Self.leads($0, page: String(page)) }.filter { seen.insert($0.id).inserted }
                return leads.count >= count ? leads : nil
            } missing: {
                "The stand-in sent \(catcher.posted)"
            }
        return StandIn(
            process: process, graphURL: String(graphURL), page: String(page), systemTokenFile: "\(secrets)/system-token",
            accessTokenFile: "\(secrets)/access-token",
            appSecretFile: String(secret),
            verifyTokenFile: String(verify), leads: leads)
    }

    /// The secret with which this page's webhooks are signed.
    package func secret() throws -> String {
        try String(contentsOfFile: appSecretFile, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The body with which Meta tells of some leads (Meta: Graph API webhooks, leadgen).
    package func body(_ leads: [Lead]) -> String {
        let changes = leads.map { lead in
            #"{"field":"leadgen","value":{"leadgen_id":"\#(lead.id)","page_id":"\#(page)","form_id":"\#(lead.form)","created_time":1767225600}}"#
        }
        return #"{"object":"page","entry":[{"id":"\#(page)","time":1767225600,"changes":[\#(changes.joined(separator: ","))]}]}"#
    }

    /// Tells the program of a lead, signed as it should be.
    package func tell(_ leads: Lead..., to port: UInt16) async throws -> Wire.Answer {
        try await Wire.post(body(leads), secret: secret(), port: port)
    }

    /// The leads of a posted body. The dashboard's test, which is about no page and no lead, is none.
    private static func leads(_ body: String, page: String) throws -> [Lead] {
        let root = try JSONSerialization.jsonObject(with: Data(body.utf8)) as? [String: Any]
        return (root?["entry"] as? [[String: Any]] ?? []).filter { "\($0["id"] ?? "")" == page }.flatMap { entry in
            (entry["changes"] as? [[String: Any]] ?? []).compactMap { change in
                guard let value = change["value"] as? [String: Any], let id = value["leadgen_id"] else { return nil }
                return Lead(id: "\(id)", form: "\(value["form_id"] ?? "")")
            }
        }
    }
}

extension Workbench {
    /// A user with a page at a stand-in for Meta, set up by commands as people do it.
    package func connected(user: String = "ana", leads: Int = 2, isListed: Bool = false, tellsProgram: Bool = false, faults: [String] = [])
        async throws -> StandIn
    {
        let meta = try await StandIn.start(self, leads: leads, isListed: isListed, tellsProgram: tellsProgram, faults: faults)
        environment["LEADSHEET_GRAPH_URL"] = meta.graphURL
        try await connect(meta, user: user)
        return meta
    }

    /// `user add` and `page set`.
    package func connect(_ meta: StandIn, user: String = "ana") async throws {
        let added = try await leadsheet("user", "add", user)
        let set = try await leadsheet(
            "page", "set", meta.page, "--user", user, "--access-token-file", meta.accessTokenFile, "--app-secret-file", meta.appSecretFile,
            "--verify-token-file", meta.verifyTokenFile)
        guard added.status == 0, set.status == 0 else { throw Waiting.NotSeen(description: "The set-up failed: \(added) \(set)") }
    }
}
