import Foundation
import Testing

@testable import MetaLeads

@Suite("Questions and answers about subscriptions")
struct SubscriptionAnswerTests {
    private let access = PageAccess(accessToken: "EAAtoken", appSecret: "secret-of-the-app")

    private func address() throws -> GraphAddress { try GraphAddress(baseURL: "https://graph.facebook.com", version: "v25.0") }

    @Test("no token and no secret stands in the address of any of these questions")
    func addresses() throws {
        let address = try address()
        let requests = [
            try address.subscribedApps("123", access), try address.subscribe("123", ["feed", "leadgen"], access),
            try address.appSubscriptions("77", "secret-of-the-app"), try address.leadAccess("123", user: "7", app: "77", access),
        ]
        for request in requests {
            #expect(!request.url.contains("EAAtoken") && !request.url.contains("secret-of-the-app"))
            #expect(request.url.contains("appsecret_proof="))
            #expect(!"\(request)".contains("secret-of-the-app"))
        }
        #expect(requests[1].method == "POST")
        #expect(requests[1].url.hasPrefix("https://graph.facebook.com/v25.0/123/subscribed_apps?subscribed_fields=feed,leadgen&"))
        #expect(requests[2].url.hasPrefix("https://graph.facebook.com/v25.0/77/subscriptions?"))
        #expect(requests[2].headers.contains { $0 == ("Authorization", "Bearer 77|secret-of-the-app") })
        #expect(requests[2].secrets.contains("77|secret-of-the-app"))
    }

    @Test("an id that would be another question is refused")
    func hostileID() throws {
        let address = try address()
        #expect { try address.leadAccess("1", user: "7).x(", app: "77", access) } throws: { ($0 as? GraphFailure)?.kind == .badRequest }
    }

    @Test("a page's subscriptions are read, with and without fields")
    func subscribedApps() throws {
        let json = #"{"data":[{"link":"l","name":"CRM","id":77,"subscribed_fields":["feed","leadgen"]},{"id":"88"},{"name":"no id"}]}"#
        #expect(
            try SubscribedApp.parse(Array(json.utf8))
                == [SubscribedApp(id: "77", name: "CRM", fields: ["feed", "leadgen"]), SubscribedApp(id: "88", fields: [])])
        #expect(try SubscribedApp.parse(Array(#"{"data":[]}"#.utf8)).isEmpty)
    }

    @Test("an app's subscriptions are read, their fields as objects or as names")
    func appSubscriptions() throws {
        let json =
            #"{"data":[{"object":"page","callback_url":"https://a/b","active":true,"fields":[{"name":"leadgen","version":"v25.0"},"feed"]},{"object":"user","active":"0","fields":[]}]}"#
        #expect(
            try AppSubscription.parse(Array(json.utf8)) == [
                AppSubscription(object: "page", callbackURL: "https://a/b", isActive: true, fields: ["leadgen", "feed"]),
                AppSubscription(object: "user", callbackURL: nil, isActive: false, fields: []),
            ])
    }

    @Test("Leads Access is read with Meta's words, and what does not tell is unreadable")
    func leadAccess() throws {
        let json =
            #"{"has_lead_access":{"can_access_lead":false,"app_has_leads_permission":false,"failure_reason":"Revoked for own-words-1.","failure_resolution":""},"id":"1"}"#
        #expect(
            try LeadAccess.parse(Array(json.utf8), secrets: ["own-words-1"])
                == LeadAccess(canAccessLeads: false, appHasPermission: false, reason: "Revoked for [hidden].", resolution: nil))
        #expect { try LeadAccess.parse(Array(#"{"id":"1"}"#.utf8), secrets: []) } throws: { ($0 as? GraphFailure)?.kind == .unreadable }
    }
}
