/// The part that a role of a server has in the data.
public enum TeamPart: String, CaseIterable, Sendable {
    /// Reads and writes what belongs to its user.
    case sales
    /// Reads and writes what belongs to any user, and hands it over. Neither part reads secrets of pages or the bodies that Meta posted.
    case manager
    /// Brings leads in, and does for any user what takes a page's secrets.
    case serve
}

/// A role of a server that has a part in the data.
public struct TeamMember: Hashable, Sendable {
    public var role: String
    public var part: TeamPart
    /// The name of the user whose rows are the role's own; nil for ``TeamPart/serve``.
    public var user: String?
    /// Whether the server knows the role and gives it the part. Roles are not in a backup, and an administrator may drop one.
    public var isGiven: Bool

    public init(role: String, part: TeamPart, user: String?, isGiven: Bool = true) {
        self.role = role
        self.part = part
        self.user = user
        self.isGiven = isGiven
    }
}
