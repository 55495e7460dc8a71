import Foundation

/// The words of a text, before they are read.
extension CallDateParser {
    /// Parts that belong together are one word: `31 / 1`, `17 : 30`, `3 d`, `5 pm`, `31 jan`, `31 jan 2027`, `next fri`; parts that do not
    /// are two: `tom10`. A month before its day is moved behind it: `jan 31`. Behind a day and a month, what is no hour is the year's.
    static func words(_ plain: String) -> [String] {
        var words: [String] = []
        for part in plain.split(whereSeparator: \.isWhitespace).flatMap({ split(String($0)) }) {
            guard let last = words.last else {
                words.append(part)
                continue
            }
            if MonthNames.month(last) != nil, isNumber(part), part.count <= 2 {
                words[words.count - 1] = part + last
            } else if last == CallDateWords.next || isDayAndMonth(last) && isYear(part) {
                words[words.count - 1] = last.hasSuffix(".") ? last + part : last + " " + part
            } else if belong(last, part) {
                words[words.count - 1] = last + part
            } else {
                words.append(part)
            }
        }
        return words
    }

    /// `in 2 hours` and `in a week` as `2 hours` and `1 week`, any other text as it is. Nil on the way there, while `in 2` could be anything.
    static func withoutIn(_ plain: String) -> String? {
        var words = plain.split(whereSeparator: \.isWhitespace)
        guard words.first == "in" else { return plain == "i" ? nil : plain }
        words.removeFirst()
        if let first = words.first, ["a", "an"].contains(first) { words[0] = "1" }
        guard let first = words.first else { return nil }
        guard first.first?.isNumber == true else { return plain }
        return words.count == 1 && isNumber(first) ? nil : words.joined(separator: " ")
    }

    /// `tom10` and `jan31` are two words; in `9h30` and `3d` the number comes first.
    private static func split(_ word: String) -> [String] {
        guard word.first?.isLetter == true, let digit = word.firstIndex(where: \.isNumber) else { return [word] }
        return [String(word[..<digit]), String(word[digit...])]
    }

    private static func belong(_ last: String, _ word: String) -> Bool {
        let signs: Set<Character> = ["/", ":"]
        if last.last.map(signs.contains) == true || word.first.map(signs.contains) == true { return true }
        // `1. 12.` and `1. dez.`
        if last.last == ".", last.count <= 3, isNumber(last.dropLast()) {
            return word.first?.isNumber == true || MonthNames.begins(with: word) || isShortMonth(word)
        }
        if isNumber(last), isShortMonth(word) { return true }
        guard word.allSatisfy(\.isLetter) else { return false }
        if isNumber(last) { return CallDateWords.canFollowNumber(word) }
        return isClock(last) && CallDateWords.begins(CallDateWords.meridiems, with: word)
    }

    private static func isClock(_ word: String) -> Bool {
        word.contains(":") && word.utf8.allSatisfy { (48...58).contains($0) }
    }

    /// `dez.`
    private static func isShortMonth(_ word: String) -> Bool { word.last == "." && MonthNames.month(word.dropLast()) != nil }

    /// `2027`, `202` on its way there, and `27`; up to `23` it is an hour.
    private static func isYear(_ word: String) -> Bool {
        isNumber(word) && ((3...4).contains(word.count) || word.count == 2 && word > "23")
    }

    /// `31jan`, `31-jan`, or `31.1.` with its last dot: a year may follow.
    private static func isDayAndMonth(_ word: String) -> Bool {
        let (number, rest) = numberAndRest(word)
        if number.isEmpty { return false }
        return MonthNames.month(rest.trimmingCharacters(in: nameSigns)) != nil
            || rest.hasPrefix(".") && rest.hasSuffix(".") && isNumber(rest.dropFirst().dropLast())
    }
}
