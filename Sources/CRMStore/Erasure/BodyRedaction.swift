import Base
import Foundation

/// Takes the ids of erased leads out of the body of a POST that tells of other leads as well.
enum BodyRedaction {
    /// Blanks the ids where they stand alone, byte for byte: in quotes by zeros, as a bare JSON number by 0 and spaces, so that
    /// length and form stay. Gives nil when nobody can say that the body is free of the ids and of the `traces`: it has fewer of an
    /// id than told, as where it is written in escapes; it has an id within something longer; it is no JSON; one of its texts, read
    /// as JSON reads them, holds an id or a trace; or it is made so that looking for them takes too long.
    static func blank(_ body: Data, ids: [String: Int], traces: [String] = []) -> Data? {
        var bytes = [UInt8](body)
        guard blank(ids.filter { !$0.key.isEmpty }, in: &bytes), let texts = texts(of: bytes) else { return nil }
        var isFree = true
        let unwanted = ByteSearch((traces + ids.keys).filter { !$0.isEmpty }.map { Array(comparable($0).utf8) })
        let isSearched = unwanted.search(Array(comparable(texts).utf8)) { _, _ in
            isFree = false
            return false
        }
        return isSearched && isFree ? Data(bytes) : nil
    }

    /// False when an id stands within something longer, or fewer times than told.
    private static func blank(_ ids: [String: Int], in bytes: inout [UInt8]) -> Bool {
        let wanted = ids.map { (text: Array($0.key.utf8), mentions: $0.value) }
        var found = wanted.map { _ in 0 }
        var places: [Range<Int>] = []
        var stand = true
        let isSearched = ByteSearch(wanted.map(\.text)).search(bytes) { at, id in
            let place = at..<at + wanted[id].text.count
            stand = at > 0 && place.upperBound < bytes.count && !isPart(bytes[at - 1]) && !isPart(bytes[place.upperBound])
            found[id] += 1
            places.append(place)
            return stand
        }
        guard isSearched, stand, zip(found, wanted).allSatisfy({ $0 >= $1.mentions }) else { return false }
        for place in places {
            let isQuoted = bytes[place.lowerBound - 1] == UInt8(ascii: "\"") && bytes[place.upperBound] == UInt8(ascii: "\"")
            for index in place { bytes[index] = isQuoted || index == place.lowerBound ? UInt8(ascii: "0") : UInt8(ascii: " ") }
        }
        return true
    }

    /// All texts of a JSON value, keys too; nil when it is no JSON. They are read as the elements of one list, and the value without
    /// them: keys of a dictionary are told apart letter by letter, which others can make cost the square of their length.
    private static func texts(of bytes: [UInt8]) -> String? {
        let quote = UInt8(ascii: "\"")
        var frame: [UInt8] = []
        var list = [UInt8(ascii: "[")]
        var start: Int?
        var isEscaped = false
        for (index, byte) in bytes.enumerated() {
            if let begin = start {
                if byte == quote, !isEscaped {
                    if list.count > 1 { list.append(UInt8(ascii: ",")) }
                    list += bytes[begin...index]
                    frame += [quote, quote]
                    start = nil
                }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            } else if byte == quote {
                start = index
                isEscaped = false
            } else {
                frame.append(byte)
            }
        }
        list.append(UInt8(ascii: "]"))
        guard start == nil, (try? JSONSerialization.jsonObject(with: Data(frame), options: .fragmentsAllowed)) != nil,
            let texts = try? JSONSerialization.jsonObject(with: Data(list)) as? [String]
        else { return nil }
        return texts.joined(separator: "\0")
    }

    /// The same letters by the same bytes, however their accents are written.
    private static func comparable(_ text: String) -> String {
        BoundedText.cut(text, bytes: .max).precomposedStringWithCanonicalMapping
    }

    /// Whether a byte beside an id makes it part of something longer.
    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "\\"), 0x80...: true
        default: false
        }
    }
}
