import ArgumentParser
import Testing

@testable import leadsheet

@Suite("The simulated leads between two runs of the screens") struct SelfStartTests {
    @Test(
        "the demo takes the options of the screens, and leads back to them",
        arguments: [["leadsheet"], ["leadsheet", "--home", "/tmp/x", "--user", "ana"], ["leadsheet", "screens", "--home", "/tmp/x"]])
    func words(_ words: [String]) async throws {
        let demo = SelfStart.demo(from: words)
        #expect(Array(demo.prefix(3)) == ["leadsheet", "demo", "--back"])
        let parsed = try await Leadsheet.asyncParseAsRoot(Array(demo.dropFirst()))
        let command = try #require(parsed as? DemoCommand)
        #expect(command.leadsBack)
        #expect(SelfStart.screens(from: demo) == words.filter { $0 != "screens" })
    }
}
