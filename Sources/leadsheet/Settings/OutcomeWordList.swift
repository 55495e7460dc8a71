import CRM

/// The `outcomes` setting: entries of an outcome of calls and the words for it, such as `no_answer nobody there`.
enum OutcomeWordList {
    /// Letters of an outcome's words: all of them stand in one line of the call prompt.
    private static let longest = 20

    /// The words, or the sentence's part that says which entry is wrong and why.
    static func parse(_ lines: [String]) -> Result<OutcomeWords, StatusList.Fault> {
        var words: [CallOutcome.ID: String] = [:]
        for (index, line) in lines.enumerated() {
            let pieces = line.split(whereSeparator: \.isWhitespace).map(String.init)
            guard let first = pieces.first, let outcome = CallOutcome.ID(rawValue: first) else {
                return .failure(StatusList.Fault("the entry \"\(line)\" does not begin with an outcome", in: index))
            }
            let text = pieces.dropFirst().joined(separator: " ")
            guard (1...longest).contains(text.count) else {
                return .failure(StatusList.Fault("\"\(first)\" has no words, or more than \(longest) letters", in: index))
            }
            guard words.updateValue(text, forKey: outcome) == nil else {
                return .failure(StatusList.Fault("\"\(first)\" is there twice", in: index))
            }
        }
        return .success(OutcomeWords(words))
    }
}
