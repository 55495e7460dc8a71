import CRM

/// The `lost_reasons` setting: entries of a reason and the letter that chooses it, such as `no need n`.
enum LostReasonList {
    /// The standard reasons, as entries.
    static var defaultLines: [String] { LostReason.standard.map { "\($0.id) \($0.letter)" } }

    /// The reasons, or the sentence's part that says which entry is wrong and why.
    static func parse(_ lines: [String]) -> Result<[LostReason], StatusList.Fault> {
        var reasons: [LostReason] = []
        for (index, line) in lines.enumerated() {
            let words = line.split(whereSeparator: \.isWhitespace)
            guard words.count >= 2, let last = words.last, last.count == 1, let letter = last.first, letter.isLetter || letter.isNumber
            else { return .failure(StatusList.Fault("the entry \"\(line)\" is not a reason and a single letter", in: index)) }
            let reason = words.dropLast().joined(separator: " ")
            guard !reasons.contains(where: { $0.id == reason }) else {
                return .failure(StatusList.Fault("\"\(reason)\" is there twice", in: index))
            }
            if let other = reasons.first(where: { $0.letter == letter }) {
                return .failure(StatusList.Fault("\"\(other.id)\" and \"\(reason)\" have the same letter \(letter)", in: index))
            }
            reasons.append(LostReason(id: reason, letter: letter))
        }
        return .success(reasons)
    }
}
