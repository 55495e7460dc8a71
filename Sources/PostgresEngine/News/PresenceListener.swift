import CRM
import CRMStore
import Foundation

/// Reads the notes in which sessions tell their presence, and keeps the sessions that are there. Used on the thread of the news.
///
/// A note counts for the user of the role that has sent it, whatever it says; only the owner of the tables, who may do everything, tells for the
/// user whom the note names. A role may tell that it has any customer in front of it: that is not looked at, for the note says nothing of the
/// customer. Any role that may connect can read the notes, too, and learns who has which number in front of them.
struct PresenceListener {
    /// The process of the server that has sent a note, and the user whom the note names.
    private struct Sender: Hashable {
        let process: Int
        let named: User.ID
    }

    private var list: PresenceList
    /// The users for whom senders speak, looked up a while ago; nil for nobody.
    private var users: [Sender: User.ID?] = [:]
    private var forgetting = Date.distantPast

    /// The channel of its own: a note there does not say that the data were changed.
    static let channel = "leadsheet_presence"
    /// Connections whose notes are looked at in one go, the newest of each: no flood of one hides what others tell.
    private static let most = 100
    /// In seconds: then a sender is looked up again, for the server gives the number of a process to another one some day.
    private static let trust: TimeInterval = 60

    /// - Parameter own: the name of this process's session.
    init(own: String) {
        list = PresenceList(own: own)
    }

    /// Takes in what came.
    ///
    /// - Returns: the sessions that are there now; nil where nothing was told.
    mutating func hear(_ notes: [Note], on connection: Connection, at now: Date = Date()) -> [SeenPresence]? {
        var newest: [Int: Int] = [:]
        for (index, note) in notes.enumerated() where note.channel == Self.channel {
            if newest[note.process] != nil || newest.count < Self.most { newest[note.process] = index }
        }
        guard !newest.isEmpty else { return nil }
        for index in newest.values.sorted() {
            guard var note = PresenceNote(notes[index].text) else { continue }
            let sender = Sender(process: notes[index].process, named: note.userID)
            guard let user = user(of: sender, on: connection, at: now) else { continue }
            note.userID = user
            note.presence?.userID = user
            list.hear(note, at: now)
        }
        return list.present(at: now)
    }

    private mutating func user(of sender: Sender, on connection: Connection, at now: Date) -> User.ID? {
        if abs(now.timeIntervalSince(forgetting)) > Self.trust { (users, forgetting) = ([:], now) }
        if let known = users[sender] { return known }
        // Where the connection broke, its thread finds that out itself.
        let user = try? connection.text("SELECT speaker(?, ?)", [sender.process, sender.named]).flatMap { Int64($0) }
        users[sender] = .some(user)
        return user
    }
}
