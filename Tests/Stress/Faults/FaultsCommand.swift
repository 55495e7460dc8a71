import ArgumentParser

/// `LeadsheetStress faults`
struct FaultsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "faults", abstract: "What goes wrong around the program: nothing is lost, it is said, and it passes without a hand.")

    enum Fault: String, CaseIterable, ExpressibleByArgument {
        case disk, lock, link, outage, answers, classes, clock
    }

    @OptionGroup var place: EngineOption

    @Argument(help: "The faults to try; without one, all of them.") var faults: [Fault] = []

    func run() async throws {
        var verdict = Verdict(maySkip: faults.isEmpty)
        for fault in faults.isEmpty ? Fault.allCases : faults {
            do {
                try await run(fault, &verdict)
            } catch {
                verdict.expect(false, "\(fault): \(error)")
            }
        }
        try verdict.conclude()
    }

    private func run(_ fault: Fault, _ verdict: inout Verdict) async throws {
        switch fault {
        case .disk: try await DiskProof(engine: place.engine).run(&verdict)
        case .lock: try await LockProof(engine: place.engine).run(&verdict)
        case .link: try await LinkProof(engine: place.engine).run(&verdict)
        case .outage: try await OutageProof(attempts: 2, engine: place.engine).run(&verdict)
        case .answers: try await MetaProof(faults: MetaFault.transport, isPatient: true, engine: place.engine).run(&verdict)
        case .classes: try await MetaProof(faults: MetaFault.classes, isPatient: true, engine: place.engine).run(&verdict)
        case .clock: try await ClockProof(engine: place.engine).run(&verdict)
        }
    }
}
