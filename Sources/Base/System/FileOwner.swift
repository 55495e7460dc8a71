import Foundation

/// The owner of a file, where that keeps somebody from it.
public enum FileOwner {
    /// A clause that says to whom a file belongs and what to do, where it is another account's than that of this process. A file that cannot be
    /// looked at is the owner's of the folder that hides it. Nil where it is this account's, and where nothing is there.
    ///
    /// To root nothing is refused, so it is told of what it has laid into another's folder, who may not read that.
    public static func refusal(_ path: String) -> String? {
        var place = path
        while place != "/" {
            if let owner = Self.owner(of: place) {
                let folder = Self.owner(of: parent(of: place)) ?? owner
                return refusal(place, owner: owner, folder: folder, account: geteuid(), name: name)
            }
            guard errno == EACCES else { return nil }
            place = parent(of: place)
        }
        return nil
    }

    /// The same of a file that is this account's, and whose mode keeps it from its owner.
    public static func unreadable(_ path: String) -> String {
        "its mode keeps even you from it; chmod u+r \(ShellWord.quoted(path)) lets you read it"
    }

    /// The same of what is known.
    ///
    /// - Parameter folder: the owner of the folder in which it lies.
    static func refusal(_ path: String, owner: uid_t, folder: uid_t, account: uid_t, name: (uid_t) -> String) -> String? {
        if account == 0 {
            guard owner == 0, folder != 0 else { return nil }
            return
                "it belongs to root, and its folder to \(name(folder)), who may not use it: chown \(name(folder)) \(ShellWord.quoted(path))"
        }
        guard owner != account else { return nil }
        guard folder != account else {
            return "it belongs to \(name(owner)) and not to \(name(account)); as root: chown \(name(account)) \(ShellWord.quoted(path))"
        }
        return
            "\(path) belongs to \(name(owner)), and this is \(name(account)); give the command as that account, such as with sudo -u \(name(owner))"
    }

    /// The name of an account; its number where it has none.
    private static func name(_ account: uid_t) -> String { getpwuid(account).map { String(cString: $0.pointee.pw_name) } ?? "\(account)" }

    private static func owner(of path: String) -> uid_t? {
        var status = stat()
        return stat(path, &status) == 0 ? status.st_uid : nil
    }

    private static func parent(of path: String) -> String { (path as NSString).deletingLastPathComponent }
}
