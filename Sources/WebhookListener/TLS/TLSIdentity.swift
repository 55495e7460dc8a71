import Foundation
import Logging
import NIOSSL
import Synchronization

/// The listener's certificate and key, as new as their files: whoever renews them need not restart anything, and connections
/// that are open keep what they began with.
final class TLSIdentity: Sendable {
    private struct State {
        var pair: TLSPair
        /// The files as they were when they were last looked at, with or without success.
        var stamp: TLSFileStamp
        /// Why the newest files are not in use.
        var refused: TLSFault?
        /// The fault as the log has it.
        var logged: String?
    }

    /// The name of its check in `/healthz`.
    static let check = "certificate"

    private let files: TLSFiles
    private let logger: Logger
    private let state: Mutex<State>

    /// Reads the files.
    init(_ files: TLSFiles, logger: Logger) throws(TLSFault) {
        self.files = files
        self.logger = logger
        // Before they are read: a change in between is then seen the next time.
        let stamp = Self.stamp(files)
        state = Mutex(State(pair: try TLSPair(files), stamp: stamp))
        _ = fault(at: Date())
    }

    /// The context that a new connection takes. Costs two questions about the files' state while they do not change.
    func context() -> NIOSSLContext {
        state.withLock { state in
            renew(&state)
            return state.pair.context
        }
    }

    /// The fault of the certificate, with what to do; nil while all is well. All who tell of it ask here, and the log is told once of each.
    func fault(at now: Date) -> String? {
        state.withLock { state in
            renew(&state)
            let kept = state.refused.map {
                "The certificate or its key has changed and cannot be used, so the old ones stay. \($0.message)"
            }
            let fault = [state.pair.fault(at: now)?.message, kept].compactMap(\.self).joined(separator: " ")
            if !fault.isEmpty, fault != state.logged { logger.error("\(fault)") }
            state.logged = fault
            return fault.isEmpty ? nil : fault
        }
    }

    /// Takes the files once they have changed. Of a pair that cannot be used the reason is kept, and the old one stays.
    private func renew(_ state: inout State) {
        let stamp = Self.stamp(files)
        guard stamp != state.stamp else { return }
        state.stamp = stamp
        do throws(TLSFault) {
            state.pair = try TLSPair(files)
            state.refused = nil
            logger.notice("The certificate \(files.certificate) has changed; new connections get the new one.")
        } catch {
            state.refused = error
        }
    }

    private static func stamp(_ files: TLSFiles) -> TLSFileStamp { TLSFileStamp([files.certificate, files.key]) }
}
