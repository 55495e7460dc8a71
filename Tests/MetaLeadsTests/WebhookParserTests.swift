import Base
import CRM
import Foundation
import MetaLeads
import Testing

@Suite("Webhook deliveries")
struct WebhookParserTests {
    private func parse(_ text: String) throws -> WebhookPayload { try WebhookParser.parse(text.utf8) }

    private func only(_ text: String) throws -> WebhookChange {
        let payload = try parse(text)
        try #require(payload.changes.count == 1)
        return payload.changes[0]
    }

    private func notice(_ text: String) throws -> LeadNotice {
        guard case .lead(let notice) = try only(text).kind else {
            Issue.record("no lead in \(text)")
            throw CancellationError()
        }
        return notice
    }

    private func delivery(_ value: String, entryID: String = "\"77\"") -> String {
        #"{"object":"page","entry":[{"id":\#(entryID),"time":1700000000,"changes":[{"field":"leadgen","value":\#(value)}]}]}"#
    }

    @Test("a lead with ids that are words")
    func words() throws {
        let change = try only(
            #"{"object":"page","entry":[{"id":"page_id_123","time":1234567890,"changes":[{"value":{"leadgen_id":"lead_abc123","page_id":"page_id_123","form_id":"form_xyz789","created_time":1234567890},"field":"leadgen"}]}]}"#
        )
        #expect(change.entryID == "page_id_123")
        #expect(change.entryTime == 1_234_567_890)
        #expect(change.field == "leadgen")
        #expect(
            change.kind
                == .lead(
                    LeadNotice(
                        leadgenID: "lead_abc123", pageID: "page_id_123", formID: "form_xyz789", adID: nil,
                        createdTime: Date(timeIntervalSince1970: 1_234_567_890))))
        #expect(
            change.raw.map { String(decoding: $0, as: UTF8.self) }
                == #"{"value":{"leadgen_id":"lead_abc123","page_id":"page_id_123","form_id":"form_xyz789","created_time":1234567890},"field":"leadgen"}"#
        )
    }

    @Test(
        "an entry's id that cannot be one is none: no NUL or length brings it near another page's",
        arguments: [
            #""77\u0000""#, #""\u000077""#, #""7 7""#, #""77\n""#, "\"" + String(repeating: "7", count: 257) + "\"", "{}", "null",
        ])
    func badEntryID(_ id: String) throws {
        let text = delivery(#"{"leadgen_id":"1"}"#, entryID: id)
        #expect(try only(text).entryID == "")
        #expect(try notice(text).pageID == "")
    }

    @Test("ids sent as numbers or as strings read the same, digit for digit")
    func numbers() throws {
        let numbers = try notice(
            delivery(
                #"{"leadgen_id":1234567890123456789012,"page_id":5,"form_id":23849651968300182,"ad_id":120251304671210738,"created_time":1700000000}"#
            ))
        let strings = try notice(
            delivery(
                #"{"created_time":"1700000000","ad_id":"120251304671210738","form_id":"23849651968300182","page_id":"5","leadgen_id":"1234567890123456789012"}"#
            ))
        #expect(numbers == strings)
        #expect(numbers.leadgenID == "1234567890123456789012")
        #expect(numbers.adID == "120251304671210738")
        #expect(numbers.createdTime == Date(timeIntervalSince1970: 1_700_000_000))
    }

    @Test(
        "the ad is the ad id, else its old name, else none",
        arguments: [
            (#""ad_id":"1","adgroup_id":"2""#, "1"), (#""adgroup_id":2"#, "2"), (#""ad_id":0,"adgroup_id":"2""#, "2"),
            (#""ad_id":0,"adgroup_id":0"#, nil), (#""ad_id":"0""#, nil), (#""ad_id":null"#, nil), (#""ad_id":"""#, nil),
            (#""x":1"#, nil), (#""ad_id":{},"adgroup_id":[1]"#, nil),
        ] as [(String, String?)])
    func ads(_ keys: String, _ expected: String?) throws {
        #expect(try notice(delivery(#"{"leadgen_id":"9",\#(keys)}"#)).adID == expected)
    }

    @Test("the page is the change's own, else the entry's")
    func page() throws {
        #expect(try notice(delivery(#"{"leadgen_id":"9","page_id":8}"#)).pageID == "8")
        #expect(try notice(delivery(#"{"leadgen_id":"9"}"#)).pageID == "77")
        #expect(try notice(delivery(#"{"leadgen_id":"9","page_id":null}"#, entryID: "77")).pageID == "77")
    }

    @Test(
        "the dashboard's Test button is told from a lead",
        arguments: [
            #"{"object":"page","entry":[{"id":"0","time":1,"changes":[{"field":"leadgen","value":{"ad_id":"444444444","form_id":"444444444444","leadgen_id":"444444444444","created_time":1,"page_id":"444444444444","adgroup_id":"44444444444"}}]}]}"#,
            #"{"object":"page","entry":[{"id":0,"time":1,"changes":[{"field":"leadgen","value":{"leadgen_id":"12"}}]}]}"#,
            #"{"object":"page","entry":[{"id":"444444444444","changes":[{"field":"leadgen","value":{"leadgen_id":444444444444}}]}]}"#,
            #"{"field":"leadgen","value":{"leadgen_id":"444444444444","page_id":"444444444444"}}"#,
            #"{"sample":{"field":"leadgen","value":{"leadgen_id":"444444444444"}}}"#,
        ])
    func testButton(_ text: String) throws {
        guard case .test = try only(text).kind else {
            Issue.record("not seen as a test: \(text)")
            return
        }
    }

    @Test("a pasted sample without envelope is a lead notice")
    func bareSample() throws {
        #expect(try notice(#"{"value":{"leadgen_id":5,"page_id":"6"},"field":"leadgen"}"#).pageID == "6")
        #expect(try notice(#"{"sample":{"field":"leadgen","value":{"leadgen_id":5}}}"#).leadgenID == "5")
    }

    @Test("all changes of all entries come out, in order, whatever the order of keys")
    func many() throws {
        let payload = try parse(
            #"{"entry":[{"changes":[{"value":{"leadgen_id":"a"},"field":"leadgen"},{"field":"leadgen","value":{"leadgen_id":"b"}}],"id":"1"},{"id":"2","changes":[{"field":"leadgen","value":{"leadgen_id":"c"}}],"x":[{}]}],"extra":{"y":1},"object":"page"}"#
        )
        let ids = payload.changes.map { change -> String in
            guard case .lead(let notice) = change.kind else { return "?" }
            return "\(notice.pageID)/\(notice.leadgenID)"
        }
        #expect(ids == ["1/a", "1/b", "2/c"])
    }

    @Test(
        "one bad element never stops the rest",
        arguments: [
            "null", "5", "\"x\"", "[]", "{}", #"{"field":"leadgen"}"#, #"{"field":"leadgen","value":null}"#,
            #"{"field":"leadgen","value":[1]}"#, #"{"field":"leadgen","value":{}}"#, #"{"field":{},"value":{}}"#,
            #"{"field":"leadgen","value":{"leadgen_id":null}}"#, #"{"field":"leadgen","value":{"leadgen_id":0}}"#,
            #"{"field":"leadgen","value":{"leadgen_id":""}}"#, #"{"field":"leadgen","value":{"leadgen_id":"a\u0000b"}}"#,
            #"{"field":"leadgen","value":{"leadgen_id":{"id":1}}}"#, #"{"field":"leadgen","value":{"leadgen_id":true}}"#,
        ])
    func badElement(_ bad: String) throws {
        let payload = try parse(
            #"{"object":"page","entry":[\#(bad),{"id":"1","changes":[\#(bad),{"field":"leadgen","value":{"leadgen_id":"ok"}}]}]}"#)
        let leads = payload.changes.filter { if case .lead = $0.kind { true } else { false } }
        #expect(leads.count == 1)
        #expect(payload.changes.allSatisfy { if case .unreadable(let why) = $0.kind { why.hasSuffix(".") } else { true } })
        let badChange = try #require(payload.changes.dropLast().last)
        #expect(badChange.raw.map { String(decoding: $0, as: UTF8.self) } == bad)
    }

    @Test("a lead change without an id says so")
    func unreadable() throws {
        let change = try only(delivery(#"{"page_id":"1"}"#))
        #expect(change.kind == .unreadable("A lead change has no usable leadgen_id, so there is nothing to fetch."))
    }

    @Test("a subscription without values is recognised")
    func valuesOff() throws {
        let payload = try parse(#"{"object":"page","entry":[{"id":"1","time":2,"changed_fields":["feed","leadgen"]}]}"#)
        #expect(payload.changes.map(\.kind) == [.other, .valuesOff])
        #expect(payload.changes.map(\.field) == ["feed", "leadgen"])
    }

    @Test(
        "what is not about leads is let pass",
        arguments: [
            (#"{"object":"page","entry":[{"id":"1","changes":[{"field":"feed","value":{"leadgen_id":"5"}}]}]}"#, "feed"),
            (
                #"{"object":"page","entry":[{"id":"1","changes":[{"field":"leadgen_update","value":{"leadgen_id":5,"updated_time":"1"}}]}]}"#,
                "leadgen_update"
            ),
            (#"{"object":"page","entry":[{"id":"1","messaging":[{"message":{}}]}]}"#, "messaging"),
            (#"{"object":"instagram","entry":[{"id":"1","changes":[{"field":"leadgen","value":{"leadgen_id":"5"}}]}]}"#, "leadgen"),
        ])
    func others(_ text: String, _ field: String) throws {
        let change = try only(text)
        #expect(change.kind == .other)
        #expect(change.field == field)
    }

    @Test(
        "an envelope may be empty",
        arguments: [
            #"{"object":"page","entry":[]}"#, #"{"object":"page","entry":[{}]}"#, #"{"object":"page","entry":[{"id":"1","changes":[]}]}"#,
        ])
    func empty(_ text: String) throws {
        #expect(try parse(text) == WebhookPayload(object: "page", changes: []))
    }

    @Test(
        "a body without the envelope is refused",
        arguments: [
            "{}", "[]", "5", "null", "\"page\"", #"{"object":"page"}"#, #"{"entry":[]}"#, #"{"object":"page","entry":{}}"#,
            #"{"object":5.0,"entry":null}"#, #"{"object":"","entry":[]}"#, #"{"field":"leadgen"}"#, #"{"sample":5}"#,
            #"[{"object":"page","entry":[]}]"#,
        ])
    func noEnvelope(_ text: String) {
        #expect(throws: WebhookBodyError.noEnvelope) { try parse(text) }
    }

    @Test(
        "a body that is not JSON is refused",
        arguments: [
            "", "hello", "{", #"{"object":"page","entry":[]"#, #"{"object":"page","entry":[]} x"#, "object=page&entry=1", "<html>",
            String(repeating: "[", count: 100_000), #"{"object":"page","entry":"# + String(repeating: "[", count: 100_000),
        ])
    func notJSON(_ text: String) {
        #expect(throws: WebhookBodyError.notJSON) { try parse(text) }
    }

    @Test("a full batch of 1,000 changes comes out whole")
    func thousand() throws {
        let changes = (0..<1000).map {
            #"{"value":{"created_time":1700000000,"leadgen_id":\#(1_000_000_000_000_000 + $0),"page_id":"1","form_id":2},"field":"leadgen"}"#
        }
        let payload = try parse(
            #"{"object":"page","entry":[{"id":"1","time":1,"changes":[\#(changes.joined(separator: ","))]}]}"#)
        let ids = payload.changes.compactMap { change -> String? in
            guard case .lead(let notice) = change.kind else { return nil }
            return notice.leadgenID
        }
        #expect(ids == (0..<1000).map { "\(1_000_000_000_000_000 + $0)" })
    }

    @Test("the last of duplicate keys counts")
    func duplicates() throws {
        let text =
            #"{"object":"user","object":"page","entry":[{"id":"9"}],"entry":[{"id":"1","id":"2","changes":[],"changes":[{"field":"leadgen","value":{"leadgen_id":"5"}}]}]}"#
        #expect(try notice(text).pageID == "2")
    }

    @Test(
        "marks in a wrong order cost no more than their length, wherever they stand", .timeLimit(.minutes(1)),
        arguments: [
            ##"{"object":"page","entry":[{"id":"1","changes":[{"field":"leadgen","value":{"leadgen_id":"5","#":1}}]}]}"##,
            ##"{"#":1,"object":"page","entry":[{"#":2,"id":"1","changes":[{"#":3,"field":"leadgen","value":{"leadgen_id":"5"}}]}]}"##,
            ##"{"object":"page","entry":[{"id":"1","changed_fields":["#"],"changes":[{"field":"#","value":{}},{"field":"leadgen","value":{"leadgen_id":"5","page_id":"#","created_time":"#"}}]}]}"##,
            ##"{"object":"page","entry":[{"id":"#","time":"#","changes":[{"field":"leadgen","value":{"leadgen_id":"5","form_id":"#","ad_id":"#"}}]}]}"##,
        ])
    func marks(_ text: String) throws {
        for marks in [String(repeating: "\u{0301}\u{0323}", count: 40_000), String(repeating: #"\u0301\u0323"#, count: 40_000)] {
            let payload = try parse(text.replacing("#", with: "a" + marks))
            #expect(payload.changes.contains { if case .lead(let notice) = $0.kind { notice.leadgenID == "5" } else { false } })
            #expect(payload.changes.allSatisfy { $0.entryID.utf8.count <= 256 && $0.field.utf8.count <= 64 })
        }
        #expect(throws: WebhookBodyError.noEnvelope) {
            try parse(##"{"object":"#","entry":[]}"##.replacing("#", with: String(repeating: "\u{0301}\u{0323}", count: 40_000)))
        }
    }

    @Test(
        "the reading stops at the first change that is too many",
        arguments: [
            #"{"object":"page","entry":["# + String(repeating: "{},", count: 5001) + "never JSON",
            #"{"object":"page","entry":[{"changes":["# + String(repeating: "{},", count: 5001) + "never JSON",
            #"{"object":"page","entry":[{"changed_fields":["# + String(repeating: "1,", count: 5001) + "never JSON",
            #"{"object":"page","entry":["# + String(repeating: #"{"messaging":[],"standby":[]},"#, count: 2501) + "never JSON",
        ])
    func tooMany(_ text: String) {
        #expect(throws: WebhookBodyError.tooManyChanges) { try parse(text) }
    }

    @Test("any bytes give a delivery or one of two errors")
    func anyBytes() throws {
        var random = SeededGenerator(seed: 7)
        let sample = Array(
            #"{"object":"page","entry":[{"id":"1","time":2,"changes":[{"value":{"leadgen_id":12,"ad_id":0},"field":"leadgen"}],"changed_fields":["x"]}]}"#
                .utf8)
        var outcomes: [String: Int] = [:]
        for _ in 0..<10_000 {
            var bytes = sample
            for _ in 0..<Int.random(in: 1...3, using: &random) where !bytes.isEmpty {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0...3, using: &random) {
                case 0: bytes[place] = .random(in: 0...255, using: &random)
                case 1: bytes.removeSubrange(place...)
                case 2: bytes.swapAt(place, bytes.count - 1 - place)
                default: bytes[place] = UInt8(ascii: "a")
                }
            }
            do throws(WebhookBodyError) {
                _ = try WebhookParser.parse(bytes)
                outcomes["read", default: 0] += 1
            } catch {
                outcomes["\(error)", default: 0] += 1
            }
        }
        #expect(outcomes.count == 3)
        #expect(outcomes.values.reduce(0, +) == 10_000)
    }
}
