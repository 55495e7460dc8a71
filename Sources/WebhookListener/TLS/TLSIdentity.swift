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
        var fault: TLSFault?
    }

    private let files: TLSFiles
    private let logger: Logger
    private let state: Mutex<State>

    /// Reads the files.
    init(_ files: TLSFiles, logger: Logger) throws(TLSFault) {
        self.files = files
        self.logger = logger
        // Before they are read: a change in between is then seen the next time.
        let stamp = Self.stamp(files)
        let pair = try TLSPair(files)
        state = Mutex(State(pair: pair, stamp: stamp))
        warnOfEnd(pair)
    }

    /// The context that a new connection takes. Costs two questions about the files' state while they do not change; a new pair that
    /// cannot be used is said in the log once, and the old one stays.
    func context() -> NIOSSLContext {
        let stamp = Self.stamp(files)
        return state.withLock { state in
            guard stamp != state.stamp else { return state.pair.context }
            state.stamp = stamp
            do throws(TLSFault) {
                state.pair = try TLSPair(files)
                state.fault = nil
                logger.notice("The certificate \(files.certificate) has changed; new connections get the new one.")
                warnOfEnd(state.pair)
            } catch {
                state.fault = error
                logger.error("The certificate or its key has changed and cannot be used, so the old ones stay. \(error.message)")
            }
            return state.pair.context
        }
    }

    /// How the certificate is, for `/healthz`.
    func check(at now: Date) -> ListenerReport.Check {
        let (pair, fault) = state.withLock { ($0.pair, $0.fault) }
        let name = "certificate"
        if let fault { return .init(name, isWell: false, detail: "The old certificate is still in use. \(fault.message)") }
        guard pair.ends > now else {
            return .init(
                name, isWell: false, detail: "The certificate \(files.certificate) has run out, so Meta does not connect. Renew it.")
        }
        return .init(name, isWell: true)
    }

    private func warnOfEnd(_ pair: TLSPair) {
        guard pair.ends <= Date() else { return }
        logger.error("The certificate \(files.certificate) has run out, so Meta does not connect. Renew it.")
    }

    private static func stamp(_ files: TLSFiles) -> TLSFileStamp { TLSFileStamp([files.certificate, files.key]) }
}
