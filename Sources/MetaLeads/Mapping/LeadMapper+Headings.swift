extension LeadMapper {
    /// What the heading of a column in somebody's own table is about, by the names under which forms ask for it, or by the words within it;
    /// nil when it says nothing, or is about somebody else.
    public static func role(ofHeading heading: String) -> LeadRole? {
        if let role = LeadFieldAliases.role(of: heading) { return role }
        guard let words = LeadFieldWords(heading), !words.isOfOthers else { return nil }
        return words.role
    }
}
