import CRM
import Crypto
import Foundation
import Synchronization

/// The keys of a ``SecretSealer``: the one that seals, and, while a change of the key is under way or was cut short, the one before.
///
/// Keys of a file are read again when it changed, because another program may have made a new one.
final class KeyRing: Sendable {
    private struct Keys {
        var current: SymmetricKey
        var previous: SymmetricKey?
    }

    /// Nil for a key that is in no file of ours and cannot be changed by us.
    let file: String?
    let source: String
    private let keys: Mutex<Keys>

    init(_ key: SymmetricKey, source: String) {
        file = nil
        self.source = source
        keys = Mutex(Keys(current: key))
    }

    /// Reads the keys of a file.
    init(file: String) throws(StoreError) {
        self.file = file
        source = file
        keys = Mutex(try KeyRing.read(file))
    }

    /// The key that seals now.
    func current() throws(StoreError) -> SymmetricKey {
        try refresh()
        return keys.withLock { $0.current }
    }

    /// The first key for which `attempt` gives something, those that another program made meanwhile included.
    func first<T>(_ attempt: (SymmetricKey) -> T?) throws(StoreError) -> T? {
        for isSecondTry in [false, true] {
            if isSecondTry {
                guard file != nil else { return nil }
                try refresh()
            }
            let known = keys.withLock { $0 }
            for key in [known.current, known.previous].compactMap({ $0 }) {
                if let found = attempt(key) { return found }
            }
        }
        return nil
    }

    func refresh() throws(StoreError) {
        guard let file else { return }
        let read = try KeyRing.read(file)
        keys.withLock { $0 = read }
    }

    /// Where the key before lies until everything is sealed with the new one.
    static func previousFile(_ file: String) -> String { file + ".old" }

    private static func read(_ file: String) throws(StoreError) -> Keys {
        let previous = previousFile(file)
        // The key before first: while it is looked for, the change may end, and then the key after it is enough.
        let old = FileManager.default.fileExists(atPath: previous) ? try? KeyFile.read(previous) : nil
        return Keys(current: try KeyFile.read(file), previous: old)
    }
}
