import Base
import CRM
import Testing

@testable import TerminalKit

/// What a person would have done to send these bytes, in one burst, after which nothing comes any more.
private func events(_ text: String, keys: KeyTable = .standard) -> [InputEvent] {
    var decoder = KeyDecoder(keys: keys)
    decoder.feed(Array(text.utf8), at: 0)
    decoder.settle(at: 10_000)
    return decoder.drain()
}

private func keys(_ names: String...) -> [InputEvent] {
    names.compactMap { KeyStroke($0).map(InputEvent.key) }
}

@Suite("Keys")
struct KeyDecoderTests {
    @Test(
        "bytes become the keys that sent them",
        arguments: [
            ("a", ["a"]), ("G", ["G"]), (" ", ["Space"]), ("\r", ["Enter"]), ("\n", ["Enter"]), ("\t", ["Tab"]),
            ("\u{7F}", ["Backspace"]), ("\u{10}", ["Ctrl-P"]), ("\u{3}", ["Ctrl-C"]), ("\u{1A}", ["Ctrl-Z"]),
            ("\u{0}", ["Ctrl-Space"]), ("é田", ["é", "田"]), ("\u{1B}", ["Esc"]), ("\u{1B}x", ["Alt-x"]),
            ("\u{1B}\u{1B}", ["Esc", "Esc"]), ("\u{1B}[", ["Alt-["]), ("\u{1B}O", ["Alt-O"]), ("\u{1B}]", ["Alt-]"]),
            ("\u{1B}\r", ["Alt-Enter"]), ("\u{1B}\u{7F}", ["Alt-Backspace"]), ("\u{1B}é", ["Alt-é"]), ("\u{1B}X", ["Alt-X"]),
            ("\u{1B}Px", ["Alt-P", "x"]), ("\u{1B}]x", ["Alt-]", "x"]), ("\u{1B}\u{1B}x", ["Esc", "Alt-x"]),
        ])
    func bytesToKeys(_ text: String, _ names: [String]) {
        #expect(events(text) == names.compactMap { KeyStroke($0).map(InputEvent.key) })
    }

    @Test(
        "the sequences of terminals are keys",
        arguments: [
            ("[A", "Up"), ("OA", "Up"), ("[B", "Down"), ("[C", "Right"), ("OD", "Left"), ("[H", "Home"), ("[F", "End"), ("[1~", "Home"),
            ("[2~", "Insert"), ("[3~", "Delete"), ("[5~", "PgUp"), ("[6~", "PgDn"), ("[Z", "Shift-Tab"), ("[1;5C", "Ctrl-Right"),
            ("[1;3A", "Alt-Up"), ("\u{1B}[A", "Alt-Up"), ("[3;2~", "Shift-Delete"), ("OP", "F1"), ("[15~", "F5"), ("[24~", "F12"),
            ("[1;2P", "Shift-F1"), ("[15;5~", "Ctrl-F5"),
        ])
    func sequences(_ tail: String, _ name: String) {
        #expect(events("\u{1B}" + tail) == keys(name))
    }

    @Test("the numeric keypad types what stands on its keys")
    func keypad() {
        let sent = "pqrstuvwxykmojlnX".map { "\u{1B}O\($0)" }.joined()
        let typed = events(sent).map { event in
            if case .key(let stroke) = event, case .character(let character) = stroke.key { String(character) } else { "?" }
        }
        #expect(typed.joined() == "0123456789+-/*,.=")
        #expect(events("\u{1B}OM") == keys("Enter"))
        #expect(events("\u{1B}O2p") == [.key(KeyStroke(.character("0"), .shift))])
    }

    @Test("a terminal's description adds keys, and does not turn the keypad into function keys")
    func description() throws {
        let says = ["kcuu1": "\u{1B}A", "kf6": "\u{1B}Ou", "kbs": "\u{8}", "kf1": "\u{1B}[[A", "kf13": "\u{1B}[25~", "kri": ""]
        let table = KeyTable { says[$0].map { Array($0.utf8) } }
        #expect(events("\u{1B}A", keys: table) == keys("Up"))
        #expect(events("\u{1B}[[A", keys: table) == keys("F1"))
        #expect(events("\u{1B}[25~", keys: table) == keys("Shift-F1"))
        #expect(events("\u{8}", keys: table) == keys("Backspace"))
        #expect(events("\u{1B}Ou", keys: table) == keys("5"))
    }

    @Test(
        "an unknown escape sequence or an answer of the terminal leaves nothing behind",
        arguments: [
            "\u{1B}[0;36m", "\u{1B}[?62;22c", "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\", "\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{7}",
            "\u{1B}P1+r\u{1B}\\", "\u{1B}OZ", "\u{1B}[27;5;13~",
        ])
    func unknownSequences(_ sequence: String) {
        #expect(events(sequence + "q") == keys("q"))
    }

    @Test(
        "the answer to the question for the background is heard whenever it comes",
        arguments: [
            ("\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{1B}\\", Background.dark), ("\u{1B}]11;rgb:ff/ff/ff\u{7}", .light),
            ("\u{1B}]11;rgba:f0f0/f0f0/f0f0/ffff\u{7}", .light), ("\u{1B}]11;rgb:0/0/0\u{7}", .dark),
        ])
    func background(_ answer: String, _ background: Background) {
        var decoder = KeyDecoder()
        #expect(decoder.background == nil)
        decoder.feed(Array("j\(answer)k".utf8), at: 5_000)
        #expect(decoder.background == background)
        #expect(decoder.drain() == keys("j", "k"))
    }

    @Test(
        "an answer about something else, or of nonsense, tells no background",
        arguments: [
            "\u{1B}]10;rgb:ffff/ffff/ffff\u{7}", "\u{1B}]11;rgb:12345/0/0\u{7}", "\u{1B}]11;rgb:ff/ff\u{7}", "\u{1B}]11;?\u{7}",
            "\u{1B}]11;rgb:gg/0/0\u{7}",
        ])
    func noBackground(_ answer: String) {
        var decoder = KeyDecoder()
        decoder.feed(Array(answer.utf8), at: 0)
        #expect(decoder.background == nil)
        #expect(decoder.drain().isEmpty)
    }

    @Test("a sequence that never ends is forgotten after a while")
    func cutSequence() {
        var decoder = KeyDecoder()
        decoder.feed(Array("\u{1B}[0;3".utf8), at: 0)
        decoder.settle(at: 2000)
        decoder.feed(Array("q".utf8), at: 2001)
        #expect(decoder.drain() == keys("q"))
    }

    @Test(
        "Esc is a key as soon as nothing has followed it for the delay, which the person may set",
        arguments: [KeyDecoder.standardEscapeDelay, 25, 900])
    func escape(_ delay: Int64) throws {
        var decoder = KeyDecoder(escapeDelay: delay)
        decoder.feed([0x1B], at: 100)
        #expect(decoder.deadline == 100 + delay)
        decoder.settle(at: 100 + delay - 1)
        #expect(decoder.drain().isEmpty)
        decoder.settle(at: 100 + delay)
        #expect(decoder.drain() == keys("Esc"))
        #expect(decoder.deadline == nil)
    }

    @Test("a letter that follows Esc after a moment is no Alt, and nobody waits for more")
    func escapeThenLetter() {
        var decoder = KeyDecoder()
        decoder.feed([0x1B], at: 0)
        decoder.feed(Array("d".utf8), at: 60)
        #expect(decoder.drain() == keys("Esc", "d"))
        #expect(decoder.deadline == nil)
    }

    @Test("bytes that are no UTF-8 are left out and take nothing with them")
    func invalidBytes() {
        var decoder = KeyDecoder()
        decoder.feed([0xFF, 0x61, 0xC3, 0x62, 0x80, 0xC0, 0xAF, 0xED, 0xA0, 0x80, 0x63, 0xE7, 0x94, 0xB0], at: 0)
        #expect(decoder.drain() == keys("a", "b", "c", "田"))
    }

    @Test("focus reports are events")
    func focus() {
        #expect(events("\u{1B}[I\u{1B}[O") == [.focus(true), .focus(false)])
    }

    @Test("random bytes never give a control character as a key")
    func randomBytes() {
        var generator = SeededGenerator(seed: 7)
        var decoder = KeyDecoder()
        var characters = 0
        for time in 0..<20_000 {
            decoder.feed([UInt8.random(in: 0...255, using: &generator)], at: Int64(time))
            if Int.random(in: 0..<10, using: &generator) == 0 { decoder.settle(at: Int64(time) + 5000) }
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
    @Test(
        "reports become what the hand did",
        arguments: [
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

    @Test(
        "other buttons and broken reports are nothing",
        arguments: [
            "\u{1B}[<2;10;5M", "\u{1B}[<0;10M", "\u{1B}[<0;-1;5M", "\u{1B}[<0;0;5M", "\u{1B}[<;;M",
            "\u{1B}[<0;99999999999999999999;5M",
        ])
    func nothing(_ text: String) {
        #expect(events(text + "q") == keys("q"))
    }

    @Test("the press and the release of a quick click arrive in order")
    func quickClick() {
        #expect(
            events("\u{1B}[<0;2;2M\u{1B}[<0;2;2m") == [
                .mouse(MouseEvent(.press, x: 1, y: 1)), .mouse(MouseEvent(.release, x: 1, y: 1)),
            ])
    }

    @Test(
        "two presses on one cell within 400 ms are a double click, three are not two of them",
        arguments: [
            (0, 2, [MouseEvent.Kind.press, .doubleClick, .press]), (500, 2, [.press, .press, .press]),
            (0, 3, [.press, .press, .press]),
        ])
    func doubleClick(_ pause: Int64, _ secondColumn: Int, _ kinds: [MouseEvent.Kind]) {
        var decoder = KeyDecoder()
        for (number, column) in [2, secondColumn, 2].enumerated() {
            decoder.feed(Array("\u{1B}[<0;\(column);2M".utf8), at: Int64(number) * (100 + pause))
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
