extension String {
    /// With a full stop, where it does not end as a sentence does.
    public var asSentence: String { last.map { ".!?)".contains($0) } == false ? self + "." : self }

    /// `Did you mean NAME?` where one of the names is meant perhaps; nil where none is.
    public func didYouMean(_ names: some Sequence<String>) -> String? { nearest(among: names).map { "Did you mean \($0)?" } }

    /// The name that differs from this one by a few letters, whatever their case: at most by a third of them. Nil when none does.
    public func nearest(among names: some Sequence<String>) -> String? {
        let all = names.map { ($0, Self.distance(Array($0.lowercased()), Array(lowercased()))) }
        guard let best = all.min(by: { $0.1 < $1.1 }), best.1 <= count(where: { $0.isLetter || $0.isNumber }) / 3 else { return nil }
        return best.0
    }

    /// The number of letters that must be put in, left out, replaced or changed with the next to make one of the other (Damerau and Levenshtein).
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var (former, last) = ([Int](), Array(0...b.count))
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var cost = Swift.min(row[j] + 1, last[j + 1] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { cost = Swift.min(cost, former[j - 1] + 1) }
                row.append(cost)
            }
            (former, last) = (last, row)
        }
        return last[b.count]
    }
}
