import Base

/// A query cut into its pieces, none of them understood yet: `rossi`, `"after lunch"`, `-status:won,lost`.
struct QueryPiece: Hashable {
    /// A value behind a key, and whether it stood in quotes.
    struct Value: Hashable {
        var text: String
        var range: Range<Int>
    }

    /// Nil for words.
    var key: String?
    /// Of words: one.
    var values: [Value]
    var isNegated = false
    var isQuoted = false
    /// Counted in characters of the query.
    var range: Range<Int>

    /// More of them narrow nothing down, and each costs time.
    static let most = 40
    /// A query is no longer than that many characters.
    static let longest = 1000

    /// Throws where there are too many.
    static func all(in text: String) throws(QueryFault) -> [QueryPiece] {
        let letters = Array(text)
        guard letters.count <= longest else {
            throw QueryFault("A search has \(longest) letters at most; this one has \(letters.count).", longest..<letters.count)
        }
        var cutter = Cutter(letters)
        var pieces: [QueryPiece] = []
        while let piece = cutter.next() {
            guard pieces.count < most else {
                throw QueryFault("A search has \(most) pieces at most.", piece.range.lowerBound..<letters.count)
            }
            pieces.append(piece)
        }
        return pieces
    }

    /// Goes through the letters once.
    private struct Cutter {
        let letters: [Character]
        var place = 0

        init(_ letters: [Character]) { self.letters = letters }

        private var letter: Character? { place < letters.count ? letters[place] : nil }

        private static func isQuote(_ letter: Character?) -> Bool { letter.map { "\"“”„«»".contains($0) } ?? false }

        mutating func next() -> QueryPiece? {
            while letter?.isWhitespace == true { place += 1 }
            guard letter != nil else { return nil }
            let start = place
            let isNegated = takesNot()
            if isNegated { place += 1 }
            if let key = key() {
                let values = values()
                return QueryPiece(key: key, values: values, isNegated: isNegated, range: start..<place)
            }
            let isQuoted = Cutter.isQuote(letter)
            let value = isQuoted ? quoted() : bare(upTo: [])
            return QueryPiece(key: nil, values: [value], isNegated: isNegated, isQuoted: isQuoted, range: start..<place)
        }

        /// A minus before a letter; before a digit it belongs to a number.
        private func takesNot() -> Bool {
            guard letter == "-", place + 1 < letters.count else { return false }
            let next = letters[place + 1]
            return next.isLetter || next == "#" || Cutter.isQuote(next)
        }

        /// The letters before a colon with something behind it. An address such as `https://x.it` has no key.
        private mutating func key() -> String? {
            var end = place
            while end < letters.count, letters[end].isLetter { end += 1 }
            guard end > place, end < letters.count, letters[end] == ":" else { return nil }
            let key = SearchText.fold(String(letters[place..<end]))
            let behind = end + 1 < letters.count ? letters[end + 1] : nil
            guard behind != "/", behind?.isWhitespace == false || QueryKey.named(key) != nil else { return nil }
            place = end + 1
            return key
        }

        /// The values behind a key, between commas.
        private mutating func values() -> [Value] {
            var values: [Value] = []
            while true {
                let start = place
                // `<"31 Jan"`: the sign stands before the quotes.
                var sign = ""
                while let letter, "<>=".contains(letter) {
                    sign.append(letter)
                    place += 1
                }
                var value = Cutter.isQuote(letter) ? quoted() : bare(upTo: [","])
                value.text = sign + value.text
                value.range = start..<place
                if !value.text.isEmpty { values.append(value) }
                guard letter == "," else { return values }
                place += 1
            }
        }

        /// Up to the other quote, or to the end where it has not been typed yet.
        private mutating func quoted() -> Value {
            place += 1
            let start = place
            while letter != nil, !Cutter.isQuote(letter) { place += 1 }
            let value = Value(text: clean(start..<place), range: start..<place)
            if letter != nil { place += 1 }
            return value
        }

        private mutating func bare(upTo ends: Set<Character>) -> Value {
            let start = place
            while let letter, !letter.isWhitespace, !ends.contains(letter) { place += 1 }
            return Value(text: clean(start..<place), range: start..<place)
        }

        /// Without characters that nobody sees and no text has.
        private func clean(_ range: Range<Int>) -> String {
            let kept = String(letters[range]).unicodeScalars.filter { !HostileScalar.contains($0) }
            return String(String.UnicodeScalarView(kept))
        }
    }
}
