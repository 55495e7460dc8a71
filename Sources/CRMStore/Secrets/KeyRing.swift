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
    /// Leaves the note that the key is in no file.
    let noteElsewhere: @Sendable () -> Void
    private let isLost = Mutex(false)
    /// A person has said that the key is lost with which the saved secrets were sealed: others may take their place.
    var replacesLostKey: Bool {
        get { isLost.withLock { $0 } }
        set { isLost.withLock { $0 = newValue } }
    }

    init(_ key: SymmetricKey, source: String, noteElsewhere: @escaping @Sendable () -> Void = {}) {
        file = nil
        self.source = source
        keys = Mutex([key])
        self.noteElsewhere = noteElsewhere
    }

    /// Reads the keys of a file, if it is there.
    init(file: String) throws(StoreError) {
        self.file = file
        source = file
        keys = Mutex(try FileManager.default.fileExists(atPath: file) ? KeyRing.read(file) : [])
        noteElsewhere = {}
    }

    /// Makes the key where there has been none since the start, and none is elsewhere. One that was taken away meanwhile is not replaced: it may
    /// come back.
    func make() throws(StoreError) {
        guard let file, keys.withLock({ $0.isEmpty }), KeyElsewhere.reason(inPlaceOf: file) == nil else { return }
        try KeyFile.make(file)
        try refresh()
    }

    /// Why secrets that are saved cannot be opened: they have another key.
    var otherKey: StoreError {
        let place = file.flatMap(KeyElsewhere.reason).map { "; \($0)" } ?? ""
        return .keyUnusable(path: source, reason: "the saved tokens were sealed with another key\(place)")
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
