import Base
import AsyncHTTPClient
import Foundation
import MetaLeads
import MetaSimulator
import NIOCore
import NIOHTTP1
import Testing

struct CatchUpTests {
    private func get(_ scene: Scene, _ path: String, _ query: String = "") async throws -> JSONValue {
        var request = HTTPClientRequest(url: "\(scene.simulator.graphURL)/v25.0/\(path)?\(query)")
        request.headers.add(name: "Authorization", value: "Bearer \(Scene.pages[0].accessToken)")
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(600))
        return try JSONValue.parse(Array(try await response.body.collect(upTo: 1 << 22).readableBytesView))
    }

    @Test("every lead of a page is found once by paging through its forms")
    func paging() async throws {
        try await Scene.run { scene in
            let leads = scene.simulator.makeLeads(200).filter { $0.pageID == Scene.pages[0].id }
            let page = Scene.pages[0].id
            let forms = try await get(scene, "\(page)/leadgen_forms", "fields=id,name,leads_count")
            var found: [String] = []
            for form in forms["data"]?.elements ?? [] {
                let id = try #require(form["id"]?.text)
                let before = found.count
                var after: String?
                repeat {
                    let answer = try await get(
                        scene, "\(id)/leads", "fields=id,field_data&limit=7" + (after.map { "&after=\($0)" } ?? ""))
                    found += answer["data"]?.elements?.compactMap { $0["id"]?.text } ?? []
                    let paging = answer["paging"]
                    after = paging?["next"] == nil ? nil : paging?["cursors"]?["after"]?.text
                } while after != nil
                #expect(form["leads_count"]?.int == found.count - before)
            }
            #expect(found.count == leads.count)
            #expect(Set(found) == Set(leads.map(\.id)))
        }
    }

    @Test("a filter by time leaves older leads out")
    func filtering() async throws {
        try await Scene.run { scene in
            let lead = try #require(scene.simulator.makeLeads(1).first)
            let time = Int(Scene.now.timeIntervalSince1970)
            func count(_ comparison: String) async throws -> Int? {
                let filter =
                    "%5B%7B%22field%22:%22time_created%22,%22operator%22:%22\(comparison)%22,%22value%22:\(time)%7D%5D"
                return try await get(scene, "\(lead.formID)/leads", "filtering=\(filter)")["data"]?.elements?.count
            }
            #expect(try await count("GREATER_THAN") == 0)
            #expect(try await count("GREATER_THAN_OR_EQUAL") == 1)
            #expect(try await count("LESS_THAN") == 0)
        }
    }

    @Test("asking for too much at once is answered with Meta's request to ask for less")
    func tooMuch() async throws {
        try await Scene.run { scene in
            let lead = try #require(scene.simulator.makeLeads(1).first)
            let answer = try await get(scene, "\(lead.formID)/leads", "limit=15000")
            #expect(answer["error"]?["code"]?.int == 1)
            #expect(answer["error"]?["message"]?.text?.contains("reduce the amount of data") == true)
        }
    }

    @Test("the page tells which fields the app is subscribed to")
    func subscription() async throws {
        try await Scene.run { scene in
            let answer = try await get(scene, "\(Scene.pages[0].id)/subscribed_apps")
            let fields = answer["data"]?.elements?.first?["subscribed_fields"]?.elements?.compactMap(\.text)
            #expect(fields == ["leadgen"])
        }
    }

    @Test("the client reads every form and lead part by part, each once")
    func client() async throws {
        try await Scene.run { scene in
            let page = Scene.pages[0].id
            let leads = scene.simulator.makeLeads(60).filter { $0.pageID == page }
            var forms: [CountedForm] = []
            var found: [String] = []
            var cursor: String?
            repeat {
                let list = try await scene.graph.forms(of: page, after: cursor, limit: 2, access: scene.access()).value
                forms += list.items
                cursor = list.next
            } while cursor != nil
            for form in forms {
                let before = found.count
                repeat {
                    let list = try await scene.graph.leads(
                        of: form.id, since: Scene.now, after: cursor, limit: 3, fields: .minimal, access: scene.access()
                    ).value
                    found += list.items.map(\.id)
                    cursor = list.next
                } while cursor != nil
                #expect(form.held == found.count - before)
            }
            #expect(found.sorted() == leads.map(\.id).sorted())
        }
    }

    @Test("the client's failures are those of a single lead: a token, a limit, a wish for less")
    func clientFailures() async throws {
        try await Scene.run { scene in
            let lead = try #require(scene.simulator.makeLeads(1).first)
            func failure(limit: Int = 100) async -> GraphFailure? {
                do throws(GraphFailure) {
                    _ = try await scene.graph.leads(
                        of: lead.formID, since: Scene.now, after: nil, limit: limit, fields: .minimal, access: scene.access())
                    return nil
                } catch {
                    return error
                }
            }
            #expect(await failure() == nil)
            #expect(await failure(limit: 9999)?.asksForLess == true)
            scene.simulator.faults.rateLimited = true
            #expect(await failure()?.retryAfter == .seconds(60))
            scene.simulator.faults.expiredToken = true
            #expect(await failure()?.kind == .tokenRefused)
        }
    }
}
