import CRM
import Testing

@Suite("text from outside on a terminal")
struct PlainLineTests {
    @Test(
        "one line, nothing that a terminal obeys",
        arguments: [
            ("María Rossi", "María Rossi"), ("a\nb\r\nc\rd\te", "a b c d e"), ("a\u{2028}b\u{2029}c\u{85}d\u{0B}e", "a b c d e"),
            ("\u{1B}]0;title\u{07}x", "\u{FFFD}]0;title\u{FFFD}x"), ("\u{9B}2Jx\u{7F}", "\u{FFFD}2Jx\u{FFFD}"),
            ("\u{202E}gpj.exe", "\u{FFFD}gpj.exe"),
            ("\u{FEFF}\u{200F}\u{2066}\u{61C}", "\u{FFFD}\u{FFFD}\u{FFFD}\u{FFFD}"), ("👩‍💼 हिन्दी العربية", "👩‍💼 हिन्दी العربية"), ("", ""),
        ])
    func line(text: String, plain: String) {
        #expect(PlainLine.of(text).unicodeScalars.elementsEqual(plain.unicodeScalars))
    }

    @Test("text of several lines keeps its lines and tabs and loses the rest")
    func lines() {
        #expect(
            PlainLine.lines("a,b\r\n\"c\nd\",\u{1B}[31m\te\r\n").unicodeScalars.elementsEqual(
                "a,b\n\"c\nd\",\u{FFFD}[31m\te\n".unicodeScalars))
    }
}
