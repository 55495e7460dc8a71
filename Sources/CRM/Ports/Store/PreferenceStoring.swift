/// How each user likes the screens: small texts by name, such as the theme. They are no data: no step of undo, and in no export.
public protocol PreferenceStoring: Sendable {
    /// All preferences of a user by their names; empty when nothing was chosen yet, or there is no such user.
    func preferences(of user: User.ID) throws -> [String: String]

    /// Keeps a preference in place of what it was; nil forgets it. The name takes 1 to 200 characters. Throws
    /// ``StoreError/userUnknown(_:known:)``.
    func setPreference(_ name: String, to value: String?, of user: User.ID) throws
}
