/// Waiting times behind a key: `<5m`, `1m..5m`, `>=1d`, in seconds of working hours.
struct QueryWait {
    private let hours: WorkingHours
    private let value: QueryPiece.Value

    init(_ hours: WorkingHours, _ value: QueryPiece.Value) {
        self.hours = hours
        self.value = value
    }

    /// A time alone is the longest, as an age is; of two the second is no part of it.
    func span() throws(QueryFault) -> Span<Int> {
        switch QueryComparison(value.text) {
        case .equal(let text), .less(let text): return Span(until: try seconds(text))
        case .lessOrEqual(let text): return Span(until: try seconds(text) + 1)
        case .greater(let text): return Span(from: try seconds(text) + 1)
        case .greaterOrEqual(let text): return Span(from: try seconds(text))
        case .between(let first, let last):
            let from = first.isEmpty ? nil : try seconds(first)
            let until = last.isEmpty ? nil : try seconds(last)
            if let from, let until, until <= from { throw fault("\"\(value.text.prefix(30))\" ends before it begins.") }
            return Span(from: from, until: until)
        }
    }

    private func seconds(_ text: String) throws(QueryFault) -> Int {
        let (number, rest) = CallDateParser.numberAndRest(SearchText.fold(text))
        guard let count = Int(number), number.count <= 4, let unit = seconds(in: rest) else {
            throw fault("\"\(text.prefix(30))\" is no waiting time: 30s, 5m, 2h; 1d and 1w are a day and a week of work.")
        }
        return count * unit
    }

    /// Seconds of working hours in a unit; nil for what is none.
    private func seconds(in word: String) -> Int? {
        if ["s", "sec", "secs", "second", "seconds"].contains(word) { return 1 }
        return switch CallDateWords.units[word] {
        case .minutes: 60
        case .hours: 3600
        case .days: hours.secondsADay
        case .weeks: hours.secondsADay * hours.days.count
        case .months, nil: nil
        }
    }

    private func fault(_ sentence: String) -> QueryFault { QueryFault(sentence, value.range) }
}
