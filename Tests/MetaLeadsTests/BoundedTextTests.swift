import Base
import MetaLeads
import Testing

@Suite("Bounded text")
struct BoundedTextTests {
    @Test(
        "what is short enough stays as it is",
        arguments: [
            "", "Ana", "Łódź", "José", "e\u{301}\u{323}", "नमस्ते", "日本語", "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}", "👨‍👩‍👧‍👦",
            "a\r\nb",
        ])
    func kept(_ text: String) {
        #expect(BoundedText.cut(text, characters: 100).unicodeScalars.elementsEqual(text.unicodeScalars))
        #expect(BoundedText.fits(text, characters: 100))
    }

    @Test("of marks in a row eight stay, and what follows them")
    func marks() {
        let text = "a" + String(repeating: "\u{0301}", count: 500_000) + "b"
        #expect(
            BoundedText.cut(text, bytes: .max).unicodeScalars.elementsEqual(
                ("a" + String(repeating: "\u{0301}", count: 8) + "b").unicodeScalars))
        #expect(BoundedText.cut(String(repeating: "\u{200D}", count: 9), bytes: 100).utf8.count == 24)
    }

    @Test("the end is cut between code points, by bytes and by characters")
    func ends() {
        #expect(BoundedText.cut("äöü", bytes: 5) == "äö")
        #expect(BoundedText.cut("äöü", bytes: 0) == "")
        #expect(BoundedText.cut("äöü", characters: 2) == "äö")
        #expect(BoundedText.cut("👨‍👩‍👧‍👦👨‍👩‍👧‍👦👨‍👩‍👧‍👦", characters: 2).utf8.count <= 8)
        #expect(!BoundedText.fits("äöü", characters: 2))
        #expect(!BoundedText.fits("a" + String(repeating: "\u{0301}", count: 8), characters: 2))
    }

    @Test("a lead's answers are bounded in number and length, and its JSON is kept whole", .timeLimit(.minutes(1)))
    func answers() throws {
        let marks = String(repeating: "\u{0301}\u{0323}", count: 25_000)
        let answer = ##"{"name":"#","values":["#","#"]}"##.replacing("#", with: "a" + marks)
        let many = [String](repeating: #"{"name":"q","values":["x"]}"#, count: 50_000).joined(separator: ",")
        let body = Array(#"{"id":"1","field_data":[\#(answer),\#(many)]}"#.utf8)
        let lead = try GraphLead.parse(body)
        #expect(lead.fields.count == 200)
        #expect(lead.answersLeftOut == 49_801)
        #expect(lead.fields[0].name.utf8.count < 40 && lead.fields[0].values.allSatisfy { $0.utf8.count < 40 })
        #expect(lead.raw.utf8.count == body.count)
        #expect(LeadMapper.map(lead.fields, questions: nil).other.count == 200)
    }
}
