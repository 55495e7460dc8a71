import Foundation

/// Takes the ids of erased leads out of the body of a POST that tells of other leads as well.
enum BodyRedaction {
    /// Blanks the ids where they stand alone, byte for byte: in quotes by zeros, as a bare JSON number by 0 and spaces, so that
    /// length and form stay. Gives nil when nobody can say that the body is free of the ids and of the `traces`: it has fewer of an
    /// id than told, as where it is written in escapes; it has an id within something longer; it is no JSON; or one of its texts, read
    /// as JSON reads them, holds an id or a trace.
    static func blank(_ body: Data, ids: [String: Int], traces: [String] = []) -> Data? {
        var bytes = [UInt8](body)
        for (id, mentions) in ids {
            let wanted = Array(id.utf8)
            guard !wanted.isEmpty else { continue }
            var found = 0
            var at = 0
            while at + wanted.count <= bytes.count {
                guard bytes[at] == wanted[0], bytes[at..<at + wanted.count].elementsEqual(wanted) else {
                    at += 1
                    continue
                }
                let before = at > 0 ? bytes[at - 1] : nil
                let after = at + wanted.count < bytes.count ? bytes[at + wanted.count] : nil
                guard let before, let after, !isPart(before), !isPart(after) else { return nil }
                let isQuoted = before == UInt8(ascii: "\"") && after == UInt8(ascii: "\"")
                for index in at..<at + wanted.count {
                    bytes[index] = isQuoted || index == at ? UInt8(ascii: "0") : UInt8(ascii: " ")
                }
                found += 1
                at += wanted.count
            }
            guard found >= mentions else { return nil }
        }
        let blanked = Data(bytes)
        guard let value = try? JSONSerialization.jsonObject(with: blanked, options: .fragmentsAllowed) else { return nil }
        let unwanted = (traces + ids.keys).filter { !$0.isEmpty }
        return holds(value, unwanted) ? nil : blanked
    }

    private static func holds(_ value: Any, _ unwanted: [String]) -> Bool {
        switch value {
        case let text as String: unwanted.contains { text.contains($0) }
        case let list as [Any]: list.contains { holds($0, unwanted) }
        case let object as [String: Any]: object.contains { holds($0.key, unwanted) || holds($0.value, unwanted) }
        default: false
        }
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
