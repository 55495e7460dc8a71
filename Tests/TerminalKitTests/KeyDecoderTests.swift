import CRM
import Testing

@testable import TerminalKit

/// What a person would have done to send these bytes, in one burst.
private func events(_ text: String, keys: [Int32: KeyStroke] = [:]) -> [InputEvent] {
    var decoder = KeyDecoder(keys: keys)
    for byte in text.utf8 { decoder.feed(byte: byte) }
    decoder.flush()
    return decoder.drain()
}

private func keys(_ names: String...) -> [InputEvent] {
    names.compactMap { KeyStroke($0).map(InputEvent.key) }
}

private let pasteBegin: UInt32 = 3000
private let pasteEnd: UInt32 = 3001

@Suite("Keys")
struct KeyDecoderTests {
    @Test("bytes become the keys that sent them", arguments: [
        ("a", ["a"]), ("G", ["G"]), (" ", ["Space"]), ("\r", ["Enter"]), ("\n", ["Enter"]), ("\t", ["Tab"]),
        ("\u{7F}", ["Backspace"]), ("\u{10}", ["Ctrl-P"]), ("\u{3}", ["Ctrl-C"]), ("\u{1A}", ["Ctrl-Z"]),
        ("\u{0}", ["Ctrl-Space"]), ("é田", ["é", "田"]), ("\u{1B}", ["Esc"]), ("\u{1B}x", ["Alt-x"]),
        ("\u{1B}\u{1B}", ["Esc", "Esc"]), ("\u{1B}[", ["Alt-["]), ("\u{1B}O", ["Alt-O"]), ("\u{1B}]", ["Alt-]"]),
        ("\u{1B}\r", ["Alt-Enter"]), ("\u{1B}\u{7F}", ["Alt-Backspace"]), ("\u{1B}é", ["Alt-é"]),
    ])
    func bytesToKeys(_ text: String, _ names: [String]) {
        #expect(events(text) == names.compactMap { KeyStroke($0).map(InputEvent.key) })
    }

    @Test("an unknown escape sequence or an answer of the terminal leaves nothing behind", arguments: [
        "\u{1B}[0;36m", "\u{1B}[?62;22c", "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\", "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{7}",
        "\u{1B}P1+r\u{1B}\\", "\u{1B}OZ", "\u{1B}[27;5;13~",
    ])
    func unknownSequences(_ sequence: String) {
        #expect(events(sequence + "q") == keys("q"))
    }

    @Test("a sequence that never ends is forgotten when the input runs dry")
    func cutSequence() {
        var decoder = KeyDecoder()
        for byte in "\u{1B}[0;3".utf8 { decoder.feed(byte: byte) }
        #expect(decoder.isMidSequence)
        decoder.flush()
        decoder.feed(byte: UInt8(ascii: "q"))
        #expect(decoder.drain() == keys("q"))
    }

    @Test("standard codes are the keys that curses means", arguments: [
        (259, "Up"), (258, "Down"), (260, "Left"), (261, "Right"), (262, "Home"), (360, "End"), (338, "PgDn"),
        (339, "PgUp"), (263, "Backspace"), (330, "Delete"), (331, "Insert"), (343, "Enter"), (353, "Shift-Tab"),
        (265, "F1"), (276, "F12"), (277, "Shift-F1"), (290, "Ctrl-F2"), (393, "Shift-Left"), (336, "Shift-Down"),
    ])
    func standardCodes(_ code: Int, _ name: String) {
        var decoder = KeyDecoder()
        decoder.feed(UInt32(code), isKey: true)
        #expect(decoder.drain() == keys(name))
    }

    @Test("codes that differ from run to run come from the table")
    func dynamicCodes() throws {
        var decoder = KeyDecoder(keys: [565: try #require(KeyStroke("Ctrl-Right"))])
        decoder.feed(565, isKey: true)
        decoder.feed(566, isKey: true)
        #expect(decoder.drain() == keys("Ctrl-Right"))
    }

    @Test("ESC before a key code is Alt")
    func altWithCode() {
        var decoder = KeyDecoder()
        decoder.feed(27, isKey: false)
        decoder.feed(259, isKey: true)
        decoder.flush()
        #expect(decoder.drain() == keys("Alt-Up"))
    }

    @Test("bytes that are no UTF-8 are left out and take nothing with them")
    func invalidBytes() {
        var decoder = KeyDecoder()
        for byte: UInt8 in [0xFF, 0x61, 0xC3, 0x62, 0x80, 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0x63, 0xE7, 0x94, 0xB0] {
            decoder.feed(byte: byte)
        }
        #expect(decoder.drain() == keys("a", "b", "c", "田"))
    }

    @Test("a character cut in two by the network is still one key")
    func splitCharacter() {
        var decoder = KeyDecoder()
        decoder.feed(byte: 0xC3)
        #expect(decoder.isMidSequence)
        decoder.feed(byte: 0xA9)
        #expect(decoder.drain() == keys("é"))
    }

    @Test("a paste is one event, whatever is in it")
    func paste() {
        var decoder = KeyDecoder()
        decoder.feed(pasteBegin, isKey: true)
        for byte in "q\r\nx\ry\tz\u{1B}[31m\u{3}é".utf8 { decoder.feed(byte: byte) }
        decoder.feed(259, isKey: true)
        decoder.feed(byte: 0xFF)
        decoder.flush()
        #expect(decoder.drain().isEmpty)
        decoder.feed(pasteEnd, isKey: true)
        decoder.feed(byte: UInt8(ascii: "k"))
        #expect(decoder.drain() == [.paste("q\nx\ny\tz\u{FFFD}[31m\u{FFFD}é\u{FFFD}\u{FFFD}")] + keys("k"))
    }

    @Test("a paste whose end got lost can be given up")
    func lostPaste() {
        var decoder = KeyDecoder()
        decoder.feed(pasteBegin, isKey: true)
        decoder.feed(byte: UInt8(ascii: "a"))
        decoder.abandonPaste()
        decoder.feed(byte: UInt8(ascii: "b"))
        #expect(decoder.drain() == [.paste("a")] + keys("b"))
        #expect(!decoder.isPasting)
    }

    @Test("focus reports are events")
    func focus() {
        var decoder = KeyDecoder()
        decoder.feed(3002, isKey: true)
        decoder.feed(3003, isKey: true)
        #expect(decoder.drain() == [.focus(true), .focus(false)])
    }

    @Test("random bytes never give a control character as a key")
    func randomBytes() {
        var generator = SeededGenerator(seed: 7)
        var decoder = KeyDecoder()
        var characters = 0
        for _ in 0..<20_000 {
            decoder.feed(byte: UInt8.random(in: 0...255, using: &generator))
            if Int.random(in: 0..<10, using: &generator) == 0 { decoder.flush() }
        }
        for case .key(let stroke) in decoder.drain() {
            guard case .character(let character) = stroke.key else { continue }
            characters += 1
            #expect(character.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
        }
        #expect(characters > 1000)
    }
}

@Suite("The mouse")
struct MouseDecodingTests {
    @Test("reports become what the hand did", arguments: [
        ("\u{1B}[<0;10;5M", MouseEvent(.press, x: 9, y: 4)),
        ("\u{1B}[<0;10;5m", MouseEvent(.release, x: 9, y: 4)),
        ("\u{1B}[<16;1;1M", MouseEvent(.press, x: 0, y: 0, modifiers: .control)),
        ("\u{1B}[<32;300;200M", MouseEvent(.drag, x: 299, y: 199)),
        ("\u{1B}[<64;3;3M", MouseEvent(.scrollUp, x: 2, y: 2)),
        ("\u{1B}[<65;3;3M", MouseEvent(.scrollDown, x: 2, y: 2)),
        ("\u{1B}[M %&", MouseEvent(.press, x: 4, y: 5)),
        ("\u{1B}[M#%&", MouseEvent(.release, x: 4, y: 5)),
    ])
    func reports(_ text: String, _ event: MouseEvent) {
        #expect(events(text) == [.mouse(event)])
    }

    @Test("other buttons and broken reports are nothing", arguments: [
        "\u{1B}[<2;10;5M", "\u{1B}[<0;10M", "\u{1B}[<0;-1;5M", "\u{1B}[<0;0;5M", "\u{1B}[<;;M",
        "\u{1B}[<0;99999999999999999999;5M",
    ])
    func nothing(_ text: String) {
        #expect(events(text + "q") == keys("q"))
    }

    @Test("the press and the release of a quick click arrive in order")
    func quickClick() {
        #expect(events("\u{1B}[<0;2;2M\u{1B}[<0;2;2m") == [
            .mouse(MouseEvent(.press, x: 1, y: 1)), .mouse(MouseEvent(.release, x: 1, y: 1)),
        ])
    }

    @Test("two presses on one cell within 400 ms are a double click, three are not two of them", arguments: [
        (0, 2, [MouseEvent.Kind.press, .doubleClick, .press]), (500, 2, [.press, .press, .press]),
        (0, 3, [.press, .press, .press]),
    ])
    func doubleClick(_ pause: Int64, _ secondColumn: Int, _ kinds: [MouseEvent.Kind]) {
        var decoder = KeyDecoder()
        for column in [2, secondColumn, 2] {
            for byte in "\u{1B}[<0;\(column);2M".utf8 { decoder.feed(byte: byte) }
            decoder.milliseconds += 100 + pause
        }
        let seen = decoder.drain().map { event -> MouseEvent.Kind? in
            if case .mouse(let mouse) = event { mouse.kind } else { nil }
        }
        #expect(seen == kinds)
    }

    @Test("a drag inside one cell says nothing")
    func stillDrag() {
        #expect(events("\u{1B}[<0;2;2M\u{1B}[<32;2;2M\u{1B}[<32;3;2M\u{1B}[<32;3;2M").count == 2)
    }
}
