import ArgumentParser
import CRM
import Foundation
import MetaSimulator
import TestSupport
import Testing

@testable import leadsheet

@Suite("page set with the token of a system user")
struct PageSetCommandTests {
    private static let page = PageAtMetaTests.page
    private static let systemToken = "EAAtokenOfTheSystemUser"

    /// Gives the command files with a system user's token and perhaps the app secret, against a simulator and on data of its own.
    /// The answer is the page as it is saved then; throws what the command throws.
    private func set(
        _ pageID: String = page.id, token: String = systemToken, appSecret: String? = page.appSecret,
        faults: SimulatorFaults = SimulatorFaults()
    ) async throws -> PageSettings? {
        let folder = try TestFolder()
        let simulator = MetaSimulator(
            SimulatorConfiguration(seed: 7, pages: [Self.page], systemToken: Self.systemToken, faults: faults), logger: .quiet)
        try await simulator.start()
        var words = [pageID, "--home", folder.path, "--graph-url", simulator.graphURL]
        words += ["--system-token-file", try folder.write(token + "\n", to: "system-token")]
        if let appSecret { words += ["--app-secret-file", try folder.write(appSecret + "\n", to: "app-secret")] }
        let command = try await PageSetCommand.asyncParse(words)
        let result: Result<PageSettings?, any Error>
        do {
            try await command.run()
            result = .success(try OpenStore.open(try await command.options.settings(environment: [:])).settings(of: pageID))
        } catch {
            result = .failure(error)
        }
        await simulator.stop()
        withExtendedLifetime(folder) {}
        return try result.get()
    }

    private func complaint(_ answer: () async throws -> PageSettings?) async throws -> String? {
        do {
            _ = try await answer()
            return nil
        } catch let error as PlainError {
            return error.message
        }
    }

    @Test("the page's own token is fetched and saved, and the system user's is not")
    func fetched() async throws {
        let saved = try #require(try await set())
        #expect(saved.metaPageAccessToken.reveal() == Self.page.accessToken)
        #expect(saved.metaAppSecret.reveal() == Self.page.appSecret)
    }

    @Test("a token that Meta refuses saves nothing, and the sentence says what to generate anew, without the token")
    func refused() async throws {
        let said = try #require(try await complaint { try await set(token: "EAAtokenOfNobody") })
        #expect(said.contains("was not saved") && said.contains("Generate a new token of the system user"))
        #expect(!said.contains("EAAtokenOfNobody"))
    }

    @Test("a user without rights on the page, and a page that the user does not have, name what to give the system user")
    func withoutRights() async throws {
        for said in [
            try await complaint { try await set(faults: SimulatorFaults(permissionMissing: true)) },
            try await complaint { try await set("998877") },
        ] {
            #expect(said?.contains("pages_show_list and pages_read_engagement") == true, "\(said ?? "nothing")")
        }
    }

    @Test("where Meta does not answer whole sentences say so, and promise no further try, for there is none")
    func unanswered() async throws {
        let folder = try TestFolder()
        let command = try await PageSetCommand.asyncParse([
            "1", "--home", folder.path, "--graph-url", "http://127.0.0.1:9", "--system-token-file", try folder.write("EAAx\n", to: "token"),
        ])
        let error = await #expect(throws: PlainError.self) { try await command.run() }
        #expect(
            error?.message.contains("by itself") == false && error?.message.contains(". Check this machine's network") == true,
            "\(error?.message ?? "")")
        withExtendedLifetime(folder) {}
    }

    @Test("an app secret that is not the token's is said as that")
    func proof() async throws {
        let said = try #require(try await complaint { try await set(appSecret: "of-another-app") })
        #expect(said.contains("App Secret"))
    }

    @Test("two ways to the page's token at once are wrong usage")
    func both() async {
        await #expect(throws: (any Error).self) {
            try await PageSetCommand.asyncParse(["1", "--system-token-file", "a", "--access-token-file", "b"])
        }
    }
}
