import Base
import CRM
import Foundation
import Testing

@Suite("JSON for scripts")
struct JSONTextTests {
    @Test("what a terminal would obey is escaped, everything else stays readable")
    func escapes() {
        let text = JSONText.string("a\"\\\n\r\t\u{0}\u{1B}[2J\u{7F}\u{9B}\u{202E}\u{2066}\u{200F}\u{61C}\u{2028}\u{FEFF}/é田👩‍💼").line
        #expect(text == #""a\"\\\n\r\t\u0000\u001b[2J\u007f\u009b\u202e\u2066\u200f\u061c\u2028\ufeff/é田👩‍💼""#)
    }

    @Test("any text comes back from a JSON reader, and none leaves a control character in the line")
    func anyText() throws {
        var random = SeededGenerator(seed: 3)
        for _ in 0..<2000 {
            let scalars = (0..<8).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 0...(Bool.random(using: &random) ? 0x2100 : 0x10FFFF), using: &random))
            }
            let text = String(String.UnicodeScalarView(scalars))
            let line = JSONText.object([.init(text, .array([.string(text), .null, .bool(true), .number(.min)]))]).line
            #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 && !(0x7F...0x9F).contains($0.value) })
            let read = try JSONDecoder().decode([JSONScalar].self, from: Data(JSONText.array([.string(text)]).line.utf8))
            #expect(read.first?.text.unicodeScalars.elementsEqual(text.unicodeScalars) == true)
        }
    }

    private struct JSONScalar: Decodable {
        var text: String
        init(from decoder: any Decoder) throws { text = try decoder.singleValueContainer().decode(String.self) }
    }
}
