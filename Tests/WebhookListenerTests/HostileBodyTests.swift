import CRM
import Foundation
import Testing
import WebhookListener

/// Bodies that are made to hurt, over a real connection into a real journal. All are posted for a page that nobody has connected,
/// so no signature keeps them out.
@Suite struct HostileBodyTests {
    private static func lead(_ id: String, time: String = "1", created: String = "1700000000") -> String {
        #"{"object":"page","entry":[{"id":"9","time":\#(time),"changes":[{"field":"leadgen","value":{"leadgen_id":\#(id),"page_id":"9","created_time":\#(created)}}]}]}"#
    }

    @Test(
        "JSON that is made to burst a reader is refused whole",
        arguments: [
            ("deep lists", String(repeating: "[", count: 500_000)),
            ("deep objects", String(repeating: #"{"a":"#, count: 150_000)),
            (
                "deep inside an entry",
                #"{"object":"page","entry":[{"x":"# + String(repeating: "[", count: 100_000) + String(repeating: "]", count: 100_000)
                    + "}]}"
            ),
            (
                "a flood of changes",
                #"{"object":"page","entry":[{"id":"9","changes":["# + String(repeating: "{},", count: 300_000) + "{}]}]}"
            ),
            ("a flood of entries", #"{"object":"page","entry":["# + String(repeating: "{},", count: 300_000) + "{}]}"),
            (
                "a flood of names",
                #"{"object":"page","entry":[{"id":"9","changed_fields":["# + String(repeating: #""a","#, count: 200_000) + #""a"]}]}"#
            ),
        ])
    func bombs(_ kind: String, _ text: String) async throws {
        try await House.open { (house) async throws in
            #expect(try await house.ask(House.post(Array(text.utf8))).status == 400)
            #expect(try house.events().isEmpty)
            #expect(try await house.ask(House.post(House.body())).status == 200)
        }
    }

    @Test(
        "numbers of any size are taken without harm, and one that is no id fails with a sentence",
        arguments: [
            "1e999999999", "-1e-999999999", String(repeating: "9", count: 500_000), "0." + String(repeating: "0", count: 500_000) + "1",
        ])
    func numbers(_ number: String) async throws {
        try await House.open { (house) async throws in
            let times = Self.lead(#""lead_1""#, time: number, created: number)
            #expect(try await house.ask(House.post(Array(times.utf8))).status == 200)
            let event = try #require(try house.events().first)
            #expect(event.leadgenID == "lead_1")
            #expect(event.createdTime.map { abs($0.timeIntervalSince1970) < 253_402_300_800 } ?? true)
            if number.utf8.count > 256 {
                #expect(try await house.ask(House.post(Array(Self.lead(number).utf8))).status == 200)
                let failed = try #require(try house.events().first { $0.leadgenID == nil })
                #expect(failed.state == .failed)
                #expect(failed.error == "A lead change has no usable leadgen_id, so there is nothing to fetch.")
            }
        }
    }

    @Test("of a key that comes twice the last counts, also a hundred thousand times")
    func duplicates() async throws {
        try await House.open { (house) async throws in
            let many = (0..<50_000).map { #""leadgen_id":"\#($0)""# }.joined(separator: ",")
            let text =
                #"{"object":"user","object":"page","entry":[],"entry":[{"id":"9","changes":[{"field":"feed","field":"leadgen","value":{\#(many),"page_id":"9"}}]}]}"#
            #expect(try await house.ask(House.post(Array(text.utf8))).status == 200)
            #expect(try house.events().map(\.leadgenID) == ["49999"])
        }
    }

    @Test("bytes that are not UTF-8 are kept as the mark for such, and take nothing with them")
    func invalidText() async throws {
        try await House.open { (house) async throws in
            var body = Array(Self.lead(#""lead_?""#).utf8)
            let place = try #require(body.firstIndex(of: UInt8(ascii: "?")))
            body.replaceSubrange(place...place, with: [0xC3, 0x28, 0xED, 0xA0, 0x80, 0xFF])
            #expect(try await house.ask(House.post(body)).status == 200)
            let id = try #require(try house.events().first?.leadgenID)
            #expect(id.hasPrefix("lead_\u{FFFD}"))
            let outside = Array(#"{"object":"page","entry":[]"#.utf8) + [0xFF] + Array("}".utf8)
            #expect(try await house.ask(House.post(outside)).status == 400)
        }
    }

    @Test(
        "a time that cannot be is no time, and its lead is kept",
        arguments: [
            "-1", "0", "99999999999999999999", "\"soon\"", "\"9999-99-99T99:99:99+0000\"", "null", "[]", "{}", "true", "\"NaN\"",
            "\"-inf\"", "\"\"",
        ])
    func times(_ time: String) async throws {
        try await House.open { (house) async throws in
            #expect(try await house.ask(House.post(Array(Self.lead(#""lead_1""#, time: time, created: time).utf8))).status == 200)
            let event = try #require(try house.events().first)
            #expect(event.leadgenID == "lead_1")
            #expect(event.createdTime == nil)
            #expect(event.state == .blocked)
        }
    }
}
