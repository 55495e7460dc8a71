/// The users as `user list --json` prints them.
public enum UsersJSON {
    /// An array of objects with `name`, one user a line.
    public static func text(_ users: [User]) -> String {
        JSONText.lines(users.map { .object([.init("name", .string($0.name))]) })
    }
}
