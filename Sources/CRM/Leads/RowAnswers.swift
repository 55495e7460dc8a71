/// The questions of forms as columns of a list: forms that ask the same, in whatever letters, are one.
public enum QuestionKey {
    /// Longer questions are the same when they begin so. In characters.
    static let longest = 200

    /// A question as it is compared: folded (``SearchText/fold(_:)``), blanks made one. Empty for one without any letter.
    public static func of(_ label: String) -> String {
        String(SearchText.fold(label).split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(longest))
    }
}

/// The texts with which the leads of one row have answered questions.
public enum RowAnswers {
    /// The texts by ``QuestionKey``; the first answer to a question that says something counts.
    ///
    /// - Parameters:
    ///   - answers: those of all leads of the row, the newest lead first.
    ///   - questions: the keys of the questions that are asked for.
    public static func texts(_ answers: [Answer], to questions: Set<String>) -> [String: String] {
        var texts: [String: String] = [:]
        for answer in answers {
            let key = QuestionKey.of(answer.label)
            guard texts[key] == nil, questions.contains(key) else { continue }
            let text = answer.values.joined(separator: ", ")
            if !text.isEmpty { texts[key] = text }
        }
        return texts
    }
}
