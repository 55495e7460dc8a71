extension String {
    /// With a full stop, where it does not end as a sentence does.
    public var asSentence: String { last.map { ".!?)".contains($0) } == false ? self + "." : self }

    /// `Did you mean NAME?` where one of the names is meant perhaps; nil where none is.
    public func didYouMean(_ names: some Sequence<String>) -> String? { nearest(among: names).map { "Did you mean \($0)?" } }

    /// The name that differs from this one by a few letters, whatever their case: at most a third of them, or two. Nil when none does.
    public func nearest(among names: some Sequence<String>) -> String? {
        let all = names.map { ($0, Self.distance(Array($0.lowercased()), Array(lowercased()))) }
        guard let best = all.min(by: { $0.1 < $1.1 }), best.1 <= max(2, count / 3) else { return nil }
        return best.0
    }

    /// The number of letters that must be put in, left out or replaced to make one of the other (Levenshtein).
    private static func distance(_ a: [Character], _ b: [Character]) -> Int {
        var row = Array(0...b.count)
        for i in a.indices {
            var diagonal = row[0]
            row[0] = i + 1
            for j in b.indices {
                let cost = Swift.min(row[j] + 1, row[j + 1] + 1, diagonal + (a[i] == b[j] ? 0 : 1))
                diagonal = row[j + 1]
                row[j + 1] = cost
            }
        }
        return row[b.count]
    }
}
