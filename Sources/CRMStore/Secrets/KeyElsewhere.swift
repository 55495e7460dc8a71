import Foundation

/// A note in the place of the key's file that the key of these data comes from elsewhere, such as from systemd: a command that was not given it
/// makes no other there, and says where it is.
public enum KeyElsewhere {
    /// The ways in which a key comes that is in no file of ours.
    enum Source: String {
        case variable
        case credential
    }

    /// Leaves the note for a key that would be in `keyFile` otherwise. Without it the program does as well, so nothing is said where it cannot be written.
    static func note(_ source: Source, inPlaceOf keyFile: String) {
        guard noted(inPlaceOf: keyFile) != source else { return }
        let isThere = FileManager.default.createFile(
            atPath: note(of: keyFile), contents: Data((source.rawValue + "\n").utf8), attributes: [.posixPermissions: 0o600])
        if isThere { KeyFile.syncFolder(of: keyFile) }
    }

    static func forget(inPlaceOf keyFile: String) { unlink(note(of: keyFile)) }

    /// A clause that says where the key is instead, and how a command is given it; nil where there is no such note.
    public static func reason(inPlaceOf keyFile: String) -> String? {
        switch noted(inPlaceOf: keyFile) {
        case .variable: "these data have their key in LEADSHEET_KEY: give the command with it"
        case .credential: "these data have their key from systemd: leadsheet help key says how a command is given it"
        case nil: nil
        }
    }

    private static func noted(inPlaceOf keyFile: String) -> Source? {
        guard let text = FileManager.default.contents(atPath: note(of: keyFile)) else { return nil }
        return Source(rawValue: String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private static func note(of keyFile: String) -> String { keyFile + ".elsewhere" }
}
