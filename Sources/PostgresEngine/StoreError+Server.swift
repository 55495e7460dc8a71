import CRM

extension StoreError {
    /// The meaning of an error of the server for a person. The statement and its arguments are left out: they may hold people's data.
    ///
    /// - Parameters:
    ///   - location: the server's address, for people.
    ///   - locker: who has kept the database locked, as far as it is known.
    init(_ error: ServerError, location: String, writing: Bool, locker: String? = nil) {
        if error.wantsPassword {
            self = .invalid(
                "The server wants a password for \(location). Put a line HOST:PORT:DATABASE:NAME:PASSWORD into ~/.pgpass, a file that you alone may read: chmod 600 ~/.pgpass"
            )
            return
        }
        if error.isOfStranger {
            self = .mayNotRead(location)
            return
        }
        if error.isOfConnection {
            let remedy = error.remedyForTLS.map { ": \($0)" } ?? ""
            self = .serverUnreachable(address: location, reason: error.sentence + remedy)
            return
        }
        switch error.state {
        case "53100": self = .cannotWrite(reason: "the disk of the server is full")
        case "53200": self = .cannotWrite(reason: "the server is out of memory")
        case "55P03", "40P01", "40001":
            let who = locker.map { ", \($0)" } ?? ""
            self = .cannotWrite(reason: "another program has kept the database locked for 5 seconds\(who)")
        case "25006": self = .cannotWrite(reason: "the server takes no writes now, because it is a copy of another one")
        case "42501" where writing:
            self = .invalid(
                "Your role on the server has no right to do so, so nothing was written. The owner of the database has it, and for pages, forms and erasing a role with the part serve."
            )
        // To a role without a part the server does not even name the tables.
        case "42501", "42P01", "3F000", "42883":
            self = .mayNotRead(location)
        case let state where state.hasPrefix("23"):
            self = .cannotWrite(reason: "a rule of the database forbids it: \(error.sentence)")
        case let state where state.hasPrefix("22"):
            // The server repeats the value that it could not take.
            self =
                writing
                ? .cannotWrite(reason: "a value is refused by PostgreSQL, error \(state)")
                : .databaseUnreadable(path: location, reason: "PostgreSQL error \(state)")
        default:
            self = writing ? .cannotWrite(reason: error.sentence) : .databaseUnreadable(path: location, reason: error.sentence)
        }
    }

    private static func mayNotRead(_ location: String) -> StoreError {
        .invalid(
            "Your role on the server may not read this in the database \(location). Its owner gives it its part: leadsheet database grant")
    }
}
