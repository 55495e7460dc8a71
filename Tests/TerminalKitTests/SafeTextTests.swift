import Base
import CRM
import Testing

@testable import TerminalKit

/// What must never be in a cell, told from the Unicode properties and not from the code under test.
func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: return true
    default: break
    }
    return scalar.properties.isBidiControl || scalar.value == 0xFEFF || scalar.value == 0x200D
}

func randomText(_ generator: inout SeededGenerator) -> String {
    var text = ""
    let pools: [ClosedRange<UInt32>] = [
        0...0x7F, 0x80...0x24F, 0x300...0x36F, 0x590...0x6FF, 0x900...0x97F, 0x1100...0x11FF, 0x2000...0x206F,
        0x2500...0x27BF, 0x3040...0x30FF, 0x4E00...0x4FFF, 0xFE00...0xFEFF, 0xFFF0...0xFFFF, 0x1F1E6...0x1F1FF,
        0x1F300...0x1F9FF, 0xE0000...0xE01EF, 0...0x10FFFF,
    ]
    for _ in 0..<Int.random(in: 0...30, using: &generator) {
        let pool = pools[Int.random(in: 0..<pools.count, using: &generator)]
        if let scalar = Unicode.Scalar(UInt32.random(in: pool, using: &generator)) {
            text.unicodeScalars.append(scalar)
        }
    }
    return text
}

@Suite("Safe text and its width")
struct SafeTextTests {
    @Test(
        "names of the world keep their letters and take the cells a terminal gives them",
        arguments: [
            ("Maria", 5), ("田中", 4), ("田中 花子", 9), ("Đặng", 4), ("हिन्दी", 5), ("العربية", 7), ("Zoë", 3), ("ｱ", 1), ("한글", 4),
            ("Zoe\u{308}", 3), ("❤", 1),
        ])
    func widths(_ text: String, _ width: Int) {
        #expect(TextWidth.of(text) == width)
        #expect(SafeText.clean(text) == text)
    }

    @Test(
        "what a terminal cannot show whole is shown in part",
        arguments: [
            ("👩‍💼", "👩", 2), ("👍🏽", "👍", 2), ("🇩🇪", "DE", 2), ("🇻🇳🇩", "VND", 3), ("❤️", "❤", 1), ("👨‍👩‍👧‍👦!", "👨!", 3),
            ("soft\u{AD}hyphen", "softhyphen", 10), ("a\u{200B}b", "ab", 2), ("\u{301}", "\u{25CC}\u{301}", 1), ("🏽", "\u{FFFD}", 1),
            ("e\u{301}\u{302}\u{303}\u{304}\u{305}\u{306}", "e\u{301}\u{302}\u{303}", 1), ("🏴\u{E0067}\u{E0062}\u{E007F}", "🏴", 2),
        ])
    func reduced(_ text: String, _ shown: String, _ width: Int) {
        #expect(SafeText.clean(text) == shown)
        #expect(TextWidth.of(text) == width)
    }

    @Test(
        "what could harm a terminal becomes a visible mark",
        arguments: [
            "\u{1B}", "\u{7}", "\u{0}", "\u{7F}", "\u{9B}", "\u{202E}", "\u{2066}", "\u{200F}", "\u{61C}", "\u{FEFF}", "\u{2028}",
            "\u{378}", "\u{FFFF}", "\u{10FFFF}",
        ])
    func harmful(_ text: String) {
        #expect(SafeText.clean("a" + text + "b") == "a\u{FFFD}b")
    }

    @Test(
        "known attacks lose their teeth",
        arguments: [
            "\u{1B}]52;c;cm0gLXJm\u{7}", "\u{1B}]0;title\u{7}", "\u{1B}]8;;http://x\u{1B}\\", "\u{1B}[6n", "\u{1B}P+q\u{1B}\\",
            "\u{1B}_x\u{1B}\\", "\u{9B}31m", "\u{9D}52;c;eA==\u{9C}",
        ])
    func attacks(_ text: String) {
        #expect(!SafeText.clean(text).unicodeScalars.contains(where: isHarmful))
    }

    @Test("line breaks are marked, opened or kept, tabs are blanks")
    func breaks() {
        #expect(SafeText.clean("a\nb\r\nc\td") == "a⏎b⏎c d")
        #expect(SafeText.clean("a\nb", newline: .space) == "a b")
        #expect(SafeText.clean("a\r\nb\u{1B}", newline: .keep) == "a\nb\u{FFFD}")
    }

    @Test(
        "text is cut by cells and never through a wide letter",
        arguments: [
            ("Globex", 6, "Globex"), ("Globex", 5, "Glob…"), ("田中花子", 8, "田中花子"), ("田中花子", 7, "田中花…"),
            ("田中花子", 6, "田中…"), ("田", 1, "…"), ("abc", 0, ""), ("abc", -1, ""), ("", 5, ""),
        ])
    func truncation(_ text: String, _ width: Int, _ shown: String) {
        #expect(TextWidth.truncate(text, to: width) == shown)
    }

    @Test("without the mark a cut text is only shorter")
    func truncationWithoutMark() {
        #expect(TextWidth.truncate("Globex", to: 3, ellipsis: false) == "Glo")
        #expect(TextWidth.truncate("a田", to: 2, ellipsis: false) == "a")
    }

    @Test("any text is made safe, once and for all, and is as wide as measured")
    func randomTexts() {
        var generator = SeededGenerator(seed: 1)
        for _ in 0..<5000 {
            let text = randomText(&generator)
            let clean = SafeText.clean(text)
            #expect(!clean.unicodeScalars.contains(where: isHarmful), "\(text.unicodeScalars.map(\.value))")
            #expect(SafeText.clean(clean) == clean, "\(text.unicodeScalars.map(\.value))")
            let cut = TextWidth.truncate(text, to: 9)
            #expect(TextWidth.of(cut) <= 9, "\(text.unicodeScalars.map(\.value))")
        }
    }

    @Test("every scalar there is comes out safe")
    func everyScalar() {
        var harmful: [UInt32] = []
        for value in UInt32(0)...0x10FFFF {
            guard let scalar = Unicode.Scalar(value) else { continue }
            var text = ""
            var width = 0
            SafeText.forEachPiece(of: Character(scalar), newline: .mark) {
                text += $0; width += $1
            }
            let tooWide = width > 2
            if tooWide || text.unicodeScalars.contains(where: isHarmful) { harmful.append(value) }
        }
        #expect(harmful.isEmpty)
    }

    @Test("the rough table agrees with the locale on common text")
    func roughWidths() {
        for scalar in "aé–…●│█田あ한ｱ！\u{301}\u{5B4}".unicodeScalars {
            #expect(CharacterWidths.roughWidth(scalar) == CharacterWidths.shared.width(scalar), "\(scalar)")
        }
    }

    @Test("an address wider than a line is broken behind a slash, and anywhere where it has none")
    func brokenAddress() {
        let address = "https://crm.example.com/api/meta/webhook"
        #expect(Wrapped.lines(address, width: 37) == ["https://crm.example.com/api/meta/", "webhook"])
        #expect(Wrapped.lines(address, width: 12) == ["https://", "crm.example.", "com/api/", "meta/webhook"])
        #expect(Wrapped.lines("to " + address, width: 40) == ["to", address])
        #expect(Wrapped.lines("abcdefgh", width: 3) == ["abc", "def", "gh"])
    }
}
