import CRM
import Foundation
import Testing

@Suite("What is wrong with a page")
struct ProblemTests {
    private static let now = Date(timeIntervalSince1970: 1_790_000_000)

    private func page(_ health: TokenHealth?, state: PageState = .ok) -> MetaPage {
        MetaPage(id: "1", userID: 1, hasAccessToken: true, signatureChecked: true, state: state, token: health)
    }

    @Test("a sentence without its full stop gets one before the remedy")
    func text() {
        #expect(Problem(.token, "Invalid Meta Page Access Token", remedy: "Renew it.").text == "Invalid Meta Page Access Token. Renew it.")
        #expect(Problem(.token, "It has expired.", remedy: "Renew it.").text == "It has expired. Renew it.")
    }

    @Test("a page that is well, or was never checked, has no problems")
    func well() {
        #expect(page(nil).problems(at: Self.now).isEmpty)
        let far = Self.now.addingTimeInterval(60 * 86_400)
        #expect(
            page(TokenHealth(checkedAt: Self.now, isValid: true, expiresAt: far, dataAccessExpiresAt: far)).problems(at: Self.now).isEmpty)
    }

    @Test("why a page is blocked comes first and is said once, and a refused token's clock no longer matters")
    func blocked() {
        let health = TokenHealth(
            checkedAt: Self.now, isValid: false, expiresAt: Self.now.addingTimeInterval(-1),
            problems: [
                Problem(.token, "Refused.", remedy: "Renew it."), Problem(.pageSubscription, "Not subscribed.", remedy: "Do it."),
            ])
        let problems = page(health, state: .blocked(reason: "Invalid Meta Page Access Token", remedy: "Save a new one.")).problems(
            at: Self.now)
        #expect(problems.map(\.sentence) == ["Invalid Meta Page Access Token", "Not subscribed."])
    }

    @Test(
        "the clocks go on after the check",
        arguments: [
            (20.0, 0, false), (13, 1, false), (0.5, 1, true), (-1, 1, true),
        ])
    func clocks(days: Double, count: Int, isFault: Bool) {
        let health = TokenHealth(checkedAt: Self.now, isValid: true, dataAccessExpiresAt: Self.now.addingTimeInterval(days * 86_400))
        let problems = page(health).problems(at: Self.now)
        #expect(problems.count == count)
        #expect((problems.first?.isFault ?? false) == isFault)
        #expect(problems.allSatisfy { $0.topic == .dataAccess && !$0.remedy.isEmpty })
    }

    @Test(
        "leads that wait for somebody's deed are a fault at once, for Meta's own trouble a remark after a while, and for themselves none",
        arguments: [
            (EventReason.versionDead, 1.0, true), (.blockedAsAbusive, 1, true), (.metaUnreachable, 60, nil), (.metaUnreachable, 900, false),
            (.rateLimited, 900, false), (.requestRefused, 900, false),
        ] as [(EventReason, Double, Bool?)])
    func held(reason: EventReason, seconds: Double, isFault: Bool?) {
        var page = page(nil)
        page.heldLeads = HeldLeads(reason: reason, remedy: "Set a newer one.", since: Self.now.addingTimeInterval(-seconds))
        let problems = page.problems(at: Self.now)
        #expect(problems.map(\.isFault) == (isFault.map { [$0] } ?? []))
        #expect(problems.allSatisfy { $0.topic == .leads && $0.remedy == "Set a newer one." })
        page.state = .blocked(reason: "r", remedy: "m")
        #expect(page.problems(at: Self.now).map(\.topic) == [.general], "the page says why")
    }

    @Test("what an earlier version noted of a token is understood")
    func old() throws {
        let text = #"{"checkedAt":700000000,"isValid":true,"missingPermissions":["leads_retrieval"],"isSubscribed":false}"#
        let health = try JSONDecoder().decode(TokenHealth.self, from: Data(text.utf8))
        #expect(health.missingPermissions == ["leads_retrieval"] && health.isSubscribed == false && health.problems.isEmpty)
        #expect(try JSONDecoder().decode(TokenHealth.self, from: JSONEncoder().encode(health)) == health)
    }

    @Test("problems are stored under the names that earlier versions gave them")
    func stored() throws {
        let text = #"{"finding":"Refused.","isFault":false,"remedy":"Renew it.","topic":"page subscription"}"#
        let problem = try JSONDecoder().decode(Problem.self, from: Data(text.utf8))
        #expect(problem == Problem(.pageSubscription, "Refused.", remedy: "Renew it.", severity: .warning))
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        #expect(String(decoding: try encoder.encode(problem), as: UTF8.self) == text)
        let health = TokenHealth(checkedAt: Self.now, isValid: true, problems: [problem])
        #expect(String(decoding: try encoder.encode(health), as: UTF8.self).contains(#""troubles":["#))
    }
}
