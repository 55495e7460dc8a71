import Base

/// The users as `user list --json` prints them.
public enum UsersJSON {
    /// An array of objects with `name` and `country` (null for not known), one user a line.
    public static func text(_ users: [User]) -> String {
        JSONText.lines(users.map { .object([.init("name", .string($0.name)), .init("country", .text($0.country?.code))]) })
    }
}
