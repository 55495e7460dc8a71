extension LeadMapper {
    /// What the heading of a column in somebody's own table is about, by the names under which forms ask for it; nil when no language
    /// knows it.
    public static func role(ofHeading heading: String) -> LeadRole? { LeadFieldAliases.role(of: heading) }
}
