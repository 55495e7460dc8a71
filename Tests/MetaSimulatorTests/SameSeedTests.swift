import MetaSimulator
import Testing

struct SameSeedTests {
    @Test("the same seed gives the same leads, another seed other ones", arguments: LeadKind.allCases)
    func sameSeed(_ kind: LeadKind) async {
        func leads(_ seed: UInt64) async -> [SimulatedLead] {
            let simulator = Scene.simulator(seed: seed)
            let leads = simulator.makeLeads(50, kind: kind)
            await simulator.stop()
            return leads
        }
        let first = await leads(7)
        #expect(await leads(7) == first)
        let other = await leads(8)
        #expect(Set(first.map(\.id)).isDisjoint(with: other.map(\.id)))
        if kind == .ordinary { #expect(first.map(\.answers) != other.map(\.answers)) }
    }

    @Test("lead ids are distinct, of 16 digits, and exact as floating point numbers")
    func ids() {
        let factory = LeadFactory(seed: 99)
        let ids = (0..<5000).map(factory.id)
        #expect(Set(ids).count == 5000)
        #expect(ids.allSatisfy { $0.count == 16 && Int($0).map { $0 < 1 << 53 } == true })
    }

    @Test("people come from many countries and in many scripts, and can be reached nowhere")
    func people() {
        let factory = LeadFactory(seed: 3)
        let page = Scene.pages[0]
        let leads = (0..<600).map { factory.lead(number: $0, kind: .ordinary, page: page, createdTime: Scene.now) }
        func answers(_ matches: (String) -> Bool) -> [String] {
            leads.flatMap(\.answers).compactMap(\.values?.first).filter(matches)
        }
        let phones = answers { $0.hasPrefix("+") }
        #expect(phones.allSatisfy { (8...16).contains($0.count) && $0.dropFirst().allSatisfy(\.isNumber) })
        #expect(Set(phones.map { $0.prefix(3) }).count > 10)
        let domains = Set(answers { $0.contains("@") }.compactMap { $0.split(separator: "@").last })
        #expect(domains.isSubset(of: ["example.com", "example.org", "example.net", "mail.example.com"]))
        #expect(Set(leads.map(\.formID)).count == 9)
        #expect(answers { $0.unicodeScalars.contains { (0x3040...0x9FFF).contains($0.value) } }.count > 5)
        #expect(answers { $0.unicodeScalars.contains { (0x600...0x6FF).contains($0.value) } }.count > 5)
    }
}
