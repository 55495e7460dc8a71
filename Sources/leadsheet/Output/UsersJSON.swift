import Base
import CRM

/// The users as `user list --json` prints them.
enum UsersJSON {
    /// An array of objects with `name` and `country` (null for not known), one user a line.
    static func text(_ users: [User]) -> String {
        JSONText.lines(users.map { .object([.init("name", .string($0.name)), .init("country", .text($0.country?.code))]) })
    }
}
