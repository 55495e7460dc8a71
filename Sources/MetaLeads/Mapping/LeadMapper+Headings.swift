extension LeadMapper {
    /// The subject of a column's heading in somebody's own table: by a name under which forms ask for it, or, as a guess, by the words
    /// within it; nil when it says nothing, or is about somebody else.
    public static func role(ofHeading heading: String) -> (role: LeadRole, isGuess: Bool)? {
        if let role = LeadFieldAliases.role(of: heading) { return (role, false) }
        guard let words = LeadFieldWords(heading), !words.isOfOthers else { return nil }
        return (words.role, true)
    }
}
