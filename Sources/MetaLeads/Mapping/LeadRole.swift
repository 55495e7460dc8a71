/// The subject of an answer.
public enum LeadRole: String, Sendable, Hashable {
    /// The whole name.
    case fullName
    /// The whole name, or the half that no other answer gives: `nom` beside `prénom` is the family name.
    case name
    case firstName
    case lastName
    case company
    case phone
    case workPhone
    case whatsapp
    case email
    case workEmail
    /// A question of Meta's own that is none of these, so its answer is never taken for a phone number.
    case somethingElse

    var isOfName: Bool { [.fullName, .name, .firstName, .lastName].contains(self) }
}
