import Dispatch
import Foundation
import Synchronization

/// A folder for the run's databases, which goes with the run, also when it is interrupted.
final class WorkFolder: Sendable {
    let path: String
    private let isGone = Mutex(false)
    /// Kept so that the signals stay watched; nothing is called on them after `init`.
    private nonisolated(unsafe) var signals: [any DispatchSourceSignal] = []

    init(in parent: String) throws {
        path = (parent as NSString).appendingPathComponent("leadsheet-benchmarks-\(getpid())")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { [weak self] in
                self?.remove()
                exit(128 + number)
            }
            source.resume()
            signals.append(source)
        }
    }

    func file(_ name: String) -> String { (path as NSString).appendingPathComponent(name) }

    func remove() {
        let isFirst = isGone.withLock { isGone in
            defer { isGone = true }
            return !isGone
        }
        guard isFirst else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("The folder \(path) could not be removed: \(error.localizedDescription)")
        }
    }

    /// What one durable write of 4 KiB costs on this disk: the floor under every commit.
    func syncTimes() throws -> Latencies {
        let descriptor = open(file("sync"), O_RDWR | O_CREAT, 0o600)
        guard descriptor >= 0 else { throw Trouble("The folder \(path) cannot be written.") }
        defer { close(descriptor) }
        var times = Latencies()
        let page = [UInt8](repeating: 0x55, count: 4096)
        for place in 0..<200 {
            let start = Latencies.now
            guard pwrite(descriptor, page, page.count, off_t(place * page.count)) == page.count, fsync(descriptor) == 0 else {
                throw Trouble("The folder \(path) cannot be written.")
            }
            times.record(from: start, to: Latencies.now)
        }
        return times
    }
}
