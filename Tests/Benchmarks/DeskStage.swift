import CRM
import CRMStore
import Foundation
import SalesDesk
import TerminalKit

/// The screens on a store, as the program has them.
@MainActor final class DeskStage {
    let terminal: ProbeTerminal
    let session: DeskSession

    private struct NoChecker: PageChecking {
        func check(_ settings: PageSettings, at now: Date) async -> PageCheckReport { PageCheckReport(lines: []) }
    }

    /// `clock` stands still where the ages on the screen must not redraw it.
    init(_ terminal: ProbeTerminal, store: CRMStore, clock: @escaping @Sendable () -> Date = { Date() }) throws {
        guard let user = try store.users().first else { throw Trouble("The database has no user.") }
        self.terminal = terminal
        session = DeskSession(
            terminal: terminal, store: store, checker: NoChecker(),
            configuration: DeskConfiguration(
                user: user, statuses: .standard, zone: .gmt, dayStart: .standardDayStart, endOfDay: .standardEndOfDay, dayFirst: true,
                callbackURL: "http://127.0.0.1/api/meta/webhook", isSimulated: false, notifications: false, bell: false),
            clock: clock, onLeave: { _ in })
    }

    /// Starts the screens and gives the first frame that is full of customers.
    func open() async throws -> ProbeTerminal.Frame {
        var failure: TerminalError?
        let frames = await terminal.frames(within: 20, until: ScreenText.isFull) {
            do throws(TerminalError) {
                try session.start()
            } catch {
                failure = error
            }
        }
        if let failure { throw Trouble(failure.message) }
        guard let frame = frames.last else {
            throw Trouble("No screen full of customers came; the last was:\n\(terminal.last?.text() ?? "none")")
        }
        return frame
    }
}
