import CRM
import Crypto
import Foundation
import Synchronization

/// The keys of a ``SecretSealer``: the one that seals, and, while a change of the key is under way or was cut short, the one before.
///
/// Keys of a file are read again when it changed, because another program may have made a new one.
final class KeyRing: Sendable {
    /// Nil for a key that is in no file of ours and cannot be changed by us.
    let file: String?
    let source: String
    /// The one that seals comes first; none while there is no file.
    private let keys: Mutex<[SymmetricKey]>

    init(_ key: SymmetricKey, source: String) {
        file = nil
        self.source = source
        keys = Mutex([key])
    }

    /// Reads the keys of a file, if it is there.
    init(file: String) throws(StoreError) {
        self.file = file
        source = file
        keys = Mutex(try FileManager.default.fileExists(atPath: file) ? KeyRing.read(file) : [])
    }

    /// Makes the key where there has been none since the start. One that was taken away meanwhile is not replaced: it may come back.
    func make() throws(StoreError) {
        guard let file, keys.withLock({ $0.isEmpty }) else { return }
        try KeyFile.make(file)
        try refresh()
    }

    /// The key that seals now.
    func current() throws(StoreError) -> SymmetricKey {
        try make()
        try refresh()
        return keys.withLock { $0[0] }
    }

    /// The first key for which `attempt` gives something, those that another program made meanwhile included.
    func first<T>(_ attempt: (SymmetricKey) -> T?) throws(StoreError) -> T? {
        for isSecondTry in [false, true] {
            if isSecondTry {
                guard file != nil else { return nil }
                try refresh()
            }
            for key in keys.withLock({ $0 }) {
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
    static func previousFile(_ file: String) -> String { KeyFile.target(file) + ".old" }

    private static func read(_ file: String) throws(StoreError) -> [SymmetricKey] {
        let previous = previousFile(file)
        // The key before first: while it is looked for, the change may end, and then the key after it is enough.
        let old = FileManager.default.fileExists(atPath: previous) ? try? KeyFile.read(previous) : nil
        let current = try KeyFile.read(file)
        return [current, old].compactMap { $0 }
    }
}
