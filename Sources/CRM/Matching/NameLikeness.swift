/// Whether two names may be those of one person.
public enum NameLikeness {
    /// Alike are names of which one has no word that the other has not, an initial, a short form and one wrong letter aside: `Ida` and
    /// `Ida Rossi`, `J. Doe` and `John Doe`, `Zoe Larson` and `Zoë Larsson`. A name that nobody gave is like any.
    public static func areAlike(_ one: String, _ other: String) -> Bool {
        if Placeholder.isBlank(one, in: .customerName) || Placeholder.isBlank(other, in: .customerName) { return true }
        let (one, other) = (words(one), words(other))
        if one.isEmpty || other.isEmpty { return true }
        // In scripts without spaces the family name alone stands at the beginning.
        let (first, second) = (one.joined(), other.joined())
        if let start = first.unicodeScalars.first, start.value >= 0x2E80, first.hasPrefix(second) || second.hasPrefix(first) { return true }
        let (fewer, more) = one.count <= other.count ? (one, other) : (other, one)
        var left = more
        for word in fewer {
            guard let place = left.firstIndex(where: { isAlike(word, $0) }) else { return false }
            left.remove(at: place)
        }
        // An initial alone tells nobody from anybody.
        return fewer.contains { $0.count > 1 }
    }

    private static func words(_ name: String) -> [String] {
        SearchText.fold(name).split { !$0.isLetter && !$0.isNumber }.map(String.init).filter { !titles.contains($0) }
    }

    private static let titles: Set<String> = [
        "mr", "mrs", "ms", "miss", "dr", "prof", "sir", "herr", "frau", "sig", "sr", "sra", "srta",
        "dott", "ing", "mme", "mlle", "pan", "pani", "shri", "smt",
    ]

    private static func isAlike(_ one: String, _ other: String) -> Bool {
        if one == other { return true }
        let (short, long) = one.count <= other.count ? (one, other) : (other, one)
        if long.hasPrefix(short), short.count == 1 || short.count >= 3 { return true }
        return short.count >= 4 && differInOne(Array(short), Array(long))
    }

    /// One letter more, less, other, or two in the wrong order.
    private static func differInOne(_ short: [Character], _ long: [Character]) -> Bool {
        guard long.count - short.count <= 1 else { return false }
        let start = zip(short, long).prefix { $0 == $1 }.count
        let end = zip(short.reversed(), long.reversed()).prefix { $0 == $1 }.count
        if start + end >= short.count { return true }
        guard short.count == long.count else { return false }
        if start + end == short.count - 1 { return true }
        return start + end == short.count - 2 && short[start] == long[start + 1] && short[start + 1] == long[start]
    }
}
