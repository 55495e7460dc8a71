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
            self = .noPart(address: location)
            return
        }
        if error.isOfConnection {
            let remedy = error.remedy.map { ": \($0)" } ?? ""
            self = .serverUnreachable(address: location, reason: error.sentence + remedy)
            return
        }
        switch error.state {
        case "53100" where writing: self = .cannotWrite(reason: "the disk of the server is full")
        case "53200" where writing: self = .cannotWrite(reason: "the server is out of memory")
        case "53100", "53200":
            let lacks = error.state == "53100" ? "room on its disk" : "memory"
            self = .invalid(
                "The server of the database \(location) has no \(lacks) left for this, so it cannot be shown. The server's administrator makes room; then try again."
            )
        case "55P03", "40P01", "40001":
            let who = locker.map { ", \($0)" } ?? ""
            self = .failed(writing: writing, "another program has kept the database locked for 5 seconds\(who)")
        case "25006":
            self = .cannotWrite(reason: "the server takes no writes now, because it is a copy of another one or was set to be read alone")
        case "42501" where writing:
            self = .invalid(
                "Your role on the server has no right to do so, so nothing was written. The owner of the database has it, and for pages, forms and erasing a role with the part serve."
            )
        // To a role without a part the server does not even name the tables.
        case "42501", "42P01", "3F000", "42883":
            self = .noPart(address: location)
        case let state where state.hasPrefix("23"):
            self = .cannotWrite(reason: "a rule of the database forbids it: \(error.sentence)")
        case let state where state.hasPrefix("22"):
            // The server repeats the value that it could not take.
            self =
                writing
                ? .cannotWrite(reason: "a value is refused by PostgreSQL, error \(state)")
                : .invalid(
                    "A value in the database \(location) is such that PostgreSQL cannot work with it (error \(state)), so this cannot be shown. Another program has written it; leadsheet doctor names the tables with values out of all bounds."
                )
        default:
            self = writing ? .cannotWrite(reason: error.sentence) : .databaseUnreadable(path: location, reason: error.sentence)
        }
    }
}
