/// Finds what stands first in the bytes of a terminal. It looks at all bytes that wait, and so cannot depend on how they were cut.
struct KeyScanner {
    enum Piece: Equatable {
        case key(KeyStroke)
        case mouse(MouseReport)
        case focus(Bool)
        case pasteBegins
        case background(Background)
        /// Of no meaning here.
        case nothing
    }

    /// No sequence that means something is longer.
    static let limit = 4096

    let keys: KeyTable
    /// No more bytes come: what is not whole now never will be.
    let isOver: Bool

    /// The first piece and its bytes; nil while more of it may come. There must be a byte.
    func first(in bytes: ArraySlice<UInt8>) -> (piece: Piece, count: Int)? {
        let byte = bytes[bytes.startIndex]
        if let stroke = keys.key([byte]) { return (.key(stroke), 1) }
        return byte == 0x1B ? sequence(bytes) : character(bytes, [])
    }

    /// Reads a piece that begins with ESC.
    private func sequence(_ bytes: ArraySlice<UInt8>) -> (piece: Piece, count: Int)? {
        let lone: (Piece, Int) = (.key(KeyStroke(.escape)), 1)
        guard bytes.count > 1 else { return isOver ? lone : nil }
        for count in 2...bytes.count {
            if let stroke = keys.key(Array(bytes.prefix(count))) { return (.key(stroke), count) }
            if !keys.isBeginning(Array(bytes.prefix(count))) { break }
            if count == bytes.count, !isOver { return nil }
        }
        switch bytes[bytes.startIndex + 1] {
        case 0x1B:
            guard bytes.count > 2 else { return isOver ? lone : nil }
            // Some terminals send Alt with an arrow so; else each ESC is a key.
            guard [0x5B, 0x4F].contains(bytes[bytes.startIndex + 2]) else { return lone }
            guard let inner = sequence(bytes.dropFirst()) else { return nil }
            guard case .key(var stroke) = inner.piece, inner.count > 2, !stroke.modifiers.contains(.alt) else { return lone }
            stroke.modifiers.insert(.alt)
            return (.key(stroke), inner.count + 1)
        case 0x5B: return control(bytes)
        case 0x4F: return keypad(bytes)
        case 0x5D, 0x50: return answer(bytes)
        default:
            guard let (piece, count) = character(bytes.dropFirst(), .alt) else { return nil }
            return piece == .nothing ? lone : (piece, count + 1)
        }
    }

    /// Alt with a character that begins sequences as well.
    private func alt(_ bytes: ArraySlice<UInt8>) -> (Piece, Int) {
        (.key(KeyStroke(.character(Character(Unicode.Scalar(bytes[bytes.startIndex + 1]))), .alt)), 2)
    }

    /// ESC [, parameters, a last byte.
    private func control(_ bytes: ArraySlice<UInt8>) -> (Piece, Int)? {
        let body = bytes.dropFirst(2).prefix { (0x20...0x3F).contains($0) }
        let short: (Piece, Int) = body.isEmpty ? alt(bytes) : (.nothing, 2 + body.count)
        guard let last = bytes.dropFirst(2 + body.count).first else { return isOver || bytes.count > Self.limit ? short : nil }
        // Something else begins in the middle: this one was cut off.
        guard (0x40...0x7E).contains(last) else { return short }
        let count = 3 + body.count
        switch (String(decoding: body, as: UTF8.self), Unicode.Scalar(last)) {
        case ("", "I"): return (.focus(true), count)
        case ("", "O"): return (.focus(false), count)
        case ("200", "~"): return (.pasteBegins, count)
        case ("", "M"):
            // An old mouse report: three bytes more, of any value.
            guard bytes.count >= 6 else { return isOver ? (.nothing, bytes.count) : nil }
            let report = bytes.dropFirst(3).prefix(3).map(Int.init)
            return (.mouse(MouseReport(button: report[0] - 32, x: report[1] - 33, y: report[2] - 33, released: false)), 6)
        case (_, let final): return (MouseReport(sgr: Array(body), final: final).map(Piece.mouse) ?? .nothing, count)
        }
    }

    /// ESC O and a byte, with a number between them when something was held.
    private func keypad(_ bytes: ArraySlice<UInt8>) -> (Piece, Int)? {
        let number = bytes.dropFirst(2).prefix { (0x30...0x39).contains($0) }
        guard number.count < 3 else { return alt(bytes) }
        guard let last = bytes.dropFirst(2 + number.count).first else { return isOver ? alt(bytes) : nil }
        return (0x21...0x7E).contains(last) ? (.nothing, 3 + number.count) : alt(bytes)
    }

    /// Reads a terminal's answer: ESC ] or ESC P, text, BEL or ESC \.
    private func answer(_ bytes: ArraySlice<UInt8>) -> (Piece, Int)? {
        let text = bytes.dropFirst(2).prefix { $0 >= 0x20 && $0 != 0x7F }
        guard let start = bytes.dropFirst(2).first else { return isOver ? alt(bytes) : nil }
        // Else a person typed it: no answer begins with a letter.
        guard (0x21...0x3F).contains(start) else { return alt(bytes) }
        let rest = bytes.dropFirst(2 + text.count)
        let cut: (Piece, Int) = (.nothing, 2 + text.count)
        switch (rest.first, rest.dropFirst().first) {
        case (nil, _): return isOver || bytes.count > Self.limit ? cut : nil
        case (0x07, _): return (meaning(of: text), cut.1 + 1)
        case (0x1B, 0x5C): return (meaning(of: text), cut.1 + 2)
        case (0x1B, nil): return isOver ? cut : nil
        default: return cut
        }
    }

    private func meaning(of answer: ArraySlice<UInt8>) -> Piece {
        Background(answer: String(decoding: answer, as: UTF8.self)).map(Piece.background) ?? .nothing
    }

    private func character(_ bytes: ArraySlice<UInt8>, _ modifiers: Modifiers) -> (Piece, Int)? {
        let byte = bytes[bytes.startIndex]
        let length: Int
        switch byte {
        case 0..<0x80: return (stroke(Unicode.Scalar(byte), modifiers), 1)
        case 0xC2..<0xE0: length = 2
        case 0xE0..<0xF0: length = 3
        case 0xF0..<0xF5: length = 4
        default: return (.nothing, 1)
        }
        let found = 1 + bytes.dropFirst().prefix(length - 1).prefix { $0 & 0xC0 == 0x80 }.count
        // Bytes that are no UTF-8 are left out, and take nothing with them.
        if found < length { return found == bytes.count && !isOver ? nil : (.nothing, found) }
        let scalar = String(validating: bytes.prefix(length), as: UTF8.self)?.unicodeScalars.first
        return (scalar.map { stroke($0, modifiers) } ?? .nothing, length)
    }

    private func stroke(_ scalar: Unicode.Scalar, _ modifiers: Modifiers) -> Piece {
        switch scalar.value {
        case 0x0D, 0x0A: .key(KeyStroke(.enter, modifiers))
        case 0x09: .key(KeyStroke(.tab, modifiers))
        case 0x7F: .key(KeyStroke(.backspace, modifiers))
        case 0x00: .key(KeyStroke(.character(" "), modifiers.union(.control)))
        case 0x01...0x1A: .key(KeyStroke(.character(Character(Unicode.Scalar(UInt8(scalar.value + 0x60)))), modifiers.union(.control)))
        case 0x1C...0x1F: .key(KeyStroke(.character(Character(Unicode.Scalar(UInt8(scalar.value + 0x40)))), modifiers.union(.control)))
        case 0x80...0x9F: .nothing
        default: .key(KeyStroke(.character(Character(scalar)), modifiers))
        }
    }
}
