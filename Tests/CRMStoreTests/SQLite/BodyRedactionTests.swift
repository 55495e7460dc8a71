import Foundation
import Testing

@testable import CRMStore

@Suite("Ids taken out of a body of any size and shape")
struct BodyRedactionTests {
    private static let id = "7000000000000001"
    private static let size = 1 << 18

    /// Large texts that cost much where something is done again for each of their parts, and whether they are JSON.
    private static let shapes: [String: (text: String, isJSON: Bool)] = [
        "no spaces": ("\"" + String(repeating: "x", count: size) + "\"", true),
        "short texts": ("[" + String(repeating: "\"a\",\n", count: size / 5) + "0]", true),
        "a key of marks": ("{\"a" + String(repeating: "\u{301}\u{323}", count: size / 4) + "\":1}", true),
        "a key of marks in escapes": ("{\"a" + String(repeating: "\\u0301\\u0323", count: size / 12) + "\":1}", true),
        "digits": ("\"" + String(repeating: "7", count: size) + "\"", true),
        "nested arrays": (String(repeating: "[", count: size) + String(repeating: "]", count: size), false),
        "quotes": (String(repeating: "\"", count: size + 1), false),
        "backslashes": ("\"" + String(repeating: "\\", count: size) + "\"", true),
    ]

    @Test("the id is blanked, and the rest stays byte for byte; what is no JSON goes whole", arguments: shapes.keys.sorted())
    func shape(_ name: String) throws {
        let (text, isJSON) = try #require(Self.shapes[name])
        let body = "[\"\(Self.id)\",\(text)]"
        let ids = Dictionary(uniqueKeysWithValues: (0..<200).map { ("\(7_000_000_000_000_001 + $0)", $0 == 0 ? 1 : 0) })
        let traces = (0..<200).map { "Zenobia Quill \($0)" }
        let blanked = BodyRedaction.blank(Data(body.utf8), ids: ids, traces: traces)
        let expected = "[\"\(String(repeating: "0", count: Self.id.count))\",\(text)]"
        #expect((blanked == nil) == !isJSON)
        if let blanked { #expect(blanked == Data(expected.utf8)) }
    }

    @Test(
        "a name is found in texts and keys, by any way to write its accents",
        arguments: [
            "[\"José Núñez\"]", "{\"José Núñez\":1}", "[\"Jose\\u0301 Nu\\u0301n\\u0303ez\"]", "[[{\"a\":[\"x\",\"dear José Núñez!\"]}]]",
        ])
    func accents(_ json: String) {
        #expect(BodyRedaction.blank(Data(json.utf8), ids: [:], traces: ["José Núñez"]) == nil)
        #expect(BodyRedaction.blank(Data(json.utf8), ids: [:], traces: ["Jose\u{301} Nu\u{301}n\u{303}ez"]) == nil)
        #expect(BodyRedaction.blank(Data(json.utf8), ids: [:], traces: ["José Núñes", "Quill"]) == Data(json.utf8))
    }

    @Test("two texts that together make a name are no name")
    func apart() {
        let body = Data("[\"Zenobia\",\" Quill\"]".utf8)
        #expect(BodyRedaction.blank(body, ids: [:], traces: ["Zenobia Quill"]) == body)
    }

    @Test("all texts are found where they stand, also within each other")
    func places() {
        var found: [String] = []
        let search = ByteSearch(["ana", "an", "banana", "x"].map { Array($0.utf8) })
        let isThrough = search.search(Array("bananax".utf8)) { at, text in
            found.append("\(at) \(text)")
            return true
        }
        #expect(isThrough && found.sorted() == ["0 2", "1 0", "1 1", "3 0", "3 1", "6 3"])
        found = []
        _ = search.search(Array("bananax".utf8)) { at, text in
            found.append("\(at) \(text)")
            return false
        }
        #expect(found.count == 1)
        #expect(ByteSearch([]).search([1]) { _, _ in false })
    }

    @Test("what is made so that every text may begin everywhere is given up, and the body goes whole")
    func givenUp() {
        let alike = (0..<1000).map { String(repeating: "a", count: 100) + "b\($0)" } + ["bbbb"]
        let body = String(repeating: "a", count: 10_000)
        var found = 0
        let isThrough = ByteSearch(alike.map { Array($0.utf8) }).search(Array(body.utf8)) { _, _ in
            found += 1
            return true
        }
        #expect(!isThrough && found == 0)
        #expect(BodyRedaction.blank(Data("[\"\(body)\"]".utf8), ids: [:], traces: alike) == nil)
        #expect(BodyRedaction.blank(Data("[\"\(body)\"]".utf8), ids: [:], traces: [alike[0]]) != nil)
    }
}
