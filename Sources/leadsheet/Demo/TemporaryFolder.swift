import Dispatch
import Foundation
import Synchronization

/// A folder that is gone when the program is, also after a signal.
final class TemporaryFolder: Sendable {
    let path: String
    /// Safe although the sources are not marked Sendable: they are made in `init` and only cancelled afterwards, under the lock.
    private nonisolated(unsafe) let sources: [any DispatchSourceSignal]
    private let isWatching = Mutex(true)

    /// Makes the folder with mode 0700. Until ``leaveSignals()``, SIGINT, SIGTERM and SIGHUP remove it and end the program.
    init(name: String) throws(PlainError) {
        let parent = FileManager.default.temporaryDirectory.path
        var template = Array("\(parent)/\(name)-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else {
            throw PlainError("No folder for the demo's data can be made in \(parent) (\(SystemError.reason())). Name another with TMPDIR.")
        }
        let path = String(decoding: template.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        self.path = path
        sources = [SIGINT, SIGTERM, SIGHUP].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                Self.remove(path)
                exit(128 + number)
            }
            source.resume()
            return source
        }
    }

    deinit { remove() }

    /// From now on somebody else sees to the signals and calls ``remove()``.
    func leaveSignals() {
        let wasWatching = isWatching.withLock { watching in
            defer { watching = false }
            return watching
        }
        guard wasWatching else { return }
        // Dispatch has let go of a signal only when the cancellation is through; a source that is made before would never fire.
        let ended = DispatchGroup()
        for source in sources {
            ended.enter()
            source.setCancelHandler { ended.leave() }
            source.cancel()
        }
        ended.wait()
    }

    /// Removes the folder with all that is in it. Harmless when repeated.
    func remove() {
        leaveSignals()
        Self.remove(path)
    }

    private static func remove(_ path: String) {
        try? FileManager.default.removeItem(atPath: path)
    }
}
