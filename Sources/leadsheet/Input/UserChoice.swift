import CRM

/// Which user a command works for.
enum UserChoice: Equatable {
    case user(User)
    /// There is no user yet: the first start makes one.
    case nobody

    /// Takes the name that the settings give and the users there are. One user need not be named; several must. Throws a sentence
    /// for an unknown name, and for several without a name.
    static func make(named name: String?, among users: [User]) throws -> UserChoice {
        if let name {
            guard let user = users.first(where: { $0.name == name }) else {
                throw StoreError.userUnknown(name, known: users.map(\.name))
            }
            return .user(user)
        }
        guard let first = users.first else { return .nobody }
        guard users.count == 1 else {
            let names = users.map(\.name).joined(separator: ", ")
            throw PlainError("There are several users (\(names)). Say which one with --user NAME, or set user in leadsheet.yaml.")
        }
        return .user(first)
    }

    /// The users that the screens are for.
    struct AtScreens: Equatable {
        var first: User
        /// The first was made just now, since there was none.
        var isNew = false
        /// Several of whom the person says at the screens which one they are; empty where it is the first.
        var users: [User] = []
    }

    /// The users to show the screens for; with none yet and none named, one is made from the login name and the locale's country.
    static func atScreens(named name: String?, in store: any SheetStoring, login: String?, country: Country?) throws -> AtScreens {
        let users = try store.users()
        if name == nil, users.count > 1 { return AtScreens(first: users[0], users: users) }
        let (user, isNew) = try settle(named: name, in: store, login: login, country: country)
        return AtScreens(first: user, isNew: isNew)
    }

    /// The user to work for; with none yet and none named, one is made from the login name and the locale's country.
    static func settle(
        named name: String?, in store: any SheetStoring, login: String?, country: Country?
    ) throws -> (user: User, wasMade: Bool) {
        switch try make(named: name, among: store.users()) {
        case .user(let user): return (user, false)
        case .nobody: return (try store.addUser(login ?? "sales", country: country), true)
        }
    }

    /// The user that `export`, `sheets` and `feed` keep to: the one a flag or a variable names; nil for every user.
    static func filter(_ settings: Settings, in store: any SheetStoring) throws -> User? {
        guard settings.userWasNamed, let name = settings.user else { return nil }
        guard case .user(let user) = try make(named: name, among: store.users()) else { return nil }
        return user
    }
}
