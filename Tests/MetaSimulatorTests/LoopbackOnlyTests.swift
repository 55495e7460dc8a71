import MetaSimulator
import TestSupport
import Testing

struct LoopbackOnlyTests {
    @Test(
        "leads are never posted to another machine",
        arguments: [
            "http://example.com/hook", "http://10.0.0.1/hook", "http://127.0.0.1.example.com/hook",
            "http://127.0.0.1@example.com/hook", "http://localhost.example.com/hook", "http://[2001:db8::1]/hook",
            "http://0.0.0.0/hook", "http://127.1/hook",
        ])
    func refused(_ url: String) async throws {
        let simulator = Scene.simulator(webhook: url)
        await #expect { try await simulator.start() } throws: { error in
            "\(error)".contains("is not a loopback address")
        }
        #expect(throws: SimulatorError.self) { try simulator.setWebhook(url) }
        let result = await simulator.send()
        #expect(result.status == nil)
        #expect(result.problem?.contains("is not a loopback address") == true)
        #expect(await !simulator.verifyCallback())
        await simulator.stop()
    }

    @Test(
        "what is no address at all is named as it was written",
        arguments: ["", "8080", "ftp://127.0.0.1/", "http://"])
    func notAnAddress(_ url: String) async {
        let simulator = Scene.simulator()
        #expect(throws: SimulatorError.notAnAddress(url)) { try simulator.setWebhook(url) }
        await simulator.stop()
    }

    @Test(
        "this machine is accepted in its usual spellings",
        arguments: [
            "http://127.0.0.1:8080/api/meta/webhook", "http://localhost:8080/hook", "http://[::1]:8080/hook",
            "http://127.8.9.10/hook",
        ])
    func accepted(_ url: String) async throws {
        let simulator = Scene.simulator()
        try simulator.setWebhook(url)
        await simulator.stop()
    }

    @Test("it ends without a word")
    func quietEnd() async throws {
        let book = LogBook()
        let simulator = MetaSimulator(SimulatorConfiguration(pages: Scene.pages), logger: book.logger)
        try await simulator.start()
        await simulator.stop()
        #expect(book.lines == [])
    }

    @Test("a taken port is said in a sentence")
    func portTaken() async throws {
        let first = Scene.simulator()
        let port = try await first.start()
        let second = MetaSimulator(
            SimulatorConfiguration(port: port, pages: Scene.pages), logger: Scene.quiet())
        await #expect { try await second.start() } throws: { error in
            "\(error)".contains("cannot listen on 127.0.0.1:\(port)")
        }
        await second.stop()
        await first.stop()
    }
}
