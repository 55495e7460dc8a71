import CRM
import Dispatch
import Foundation
import TerminalKit

/// Runs the screens on the main queue: whatever wakes it becomes actions, the reducer decides, and one frame is drawn when something
/// changed. Between wake-ups it costs nothing.
@MainActor public final class DeskSession {
    let terminal: any Terminal
    let runner: EffectRunner
    private let clock: @Sendable () -> Date
    private let onLeave: @MainActor (Int32) -> Void
    private(set) var state: DeskState
    private var drawn: Grid?
    private var title: String?
    private var sources: [any DispatchSourceProtocol] = []
    private var timer: (any DispatchSourceTimer)?
    private var hasLeft = false

    /// - Parameters:
    ///   - connector: subscribes pages and looks at tokens before they are saved; nil saves without asking.
    ///   - forms: the forms, and what applies another mapping to their leads; nil knows none.
    ///   - clock: the current instant; tests fix it.
    ///   - onLeave: called once, with the exit status, when the terminal is as it was found.
    public init(
        terminal: any Terminal, store: any SheetStoring & PageStoring & JournalStoring, checker: any PageChecking,
        connector: (any PageConnecting)? = nil, forms: (any FormKeeping)? = nil,
        configuration: DeskConfiguration, clock: @escaping @Sendable () -> Date = { Date() }, onLeave: @escaping @MainActor (Int32) -> Void
    ) {
        self.terminal = terminal
        self.clock = clock
        self.onLeave = onLeave
        state = DeskState(configuration: configuration, now: clock(), size: terminal.size)
        runner = EffectRunner(
            store: store, checker: checker, connector: connector, forms: forms, user: configuration.user, zone: configuration.zone, clock: clock)
    }

    /// Claims the terminal and draws the first frame. Input and signals are then served by the main queue, which the caller runs.
    public func start() throws(TerminalError) {
        try terminal.claim()
        runner.answer = { [weak self] actions in self?.perform(actions) }
        state.size = terminal.size
        // A terminal in memory has neither: whoever has it calls `inputArrived()`.
        if terminal.inputDescriptor >= 0 {
            listenToSignals()
            listenToInput()
        }
        run(Desk.start(&state))
        perform([.notices(terminal.notices)])
    }

    /// News from the channel, on the main queue.
    public func receive(_ news: [DeskNews]) {
        perform([.news(news)])
    }

    /// Gives the terminal back and tells the caller. Only the first call counts.
    public func leave(status: Int32) {
        guard !hasLeft else { return }
        hasLeft = true
        for source in sources { source.cancel() }
        timer?.cancel()
        terminal.restore()
        runner.finishWrites()
        onLeave(status)
    }

    // MARK: Actions

    private func perform(_ actions: [DeskAction]) {
        guard !hasLeft else { return }
        state.now = clock()
        for action in actions { run(Desk.reduce(&state, action)) }
        guard !hasLeft else { return }
        draw()
        armTimer()
    }

    private func draw() {
        let scene = DeskView.draw(state)
        state.hits = scene.hits
        let title = DeskView.title(state)
        if title != self.title { terminal.setTitle(title) }
        self.title = title
        guard scene.grid != drawn else { return }
        terminal.draw(scene.grid)
        drawn = scene.grid
    }

    private func run(_ effects: [DeskEffect]) {
        for effect in effects {
            switch effect {
            case .bell: terminal.bell()
            case .notify(let title, let body): terminal.notify(title: title, body: body)
            case .copy(let text, let what): run(Desk.reduce(&state, .copied(what, terminal.copy(text))))
            case .redraw:
                terminal.redrawAll()
                drawn = nil
            case .suspend: suspend()
            case .leave: leave(status: 0)
            default: runner.run(effect)
            }
        }
    }

    /// One shot at the next moment at which the screen would look different by itself.
    private func armTimer() {
        let seconds = max(0.01, Desk.nextChange(state).timeIntervalSince(clock()))
        let timer = self.timer ?? DispatchSource.makeTimerSource(queue: .main)
        if self.timer == nil {
            timer.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.perform([.clock]) } }
            self.timer = timer
            timer.schedule(wallDeadline: .now() + seconds, leeway: .milliseconds(20))
            timer.resume()
        } else {
            timer.schedule(wallDeadline: .now() + seconds, leeway: .milliseconds(20))
        }
    }

    // MARK: Sources

    private func listenToInput() {
        let source = DispatchSource.makeReadSource(fileDescriptor: terminal.inputDescriptor, queue: .main)
        source.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.inputArrived() } }
        source.resume()
        sources.append(source)
    }

    /// Takes what the terminal has read, and draws what follows from it.
    public func inputArrived() {
        let events = terminal.readEvents()
        guard !events.isEmpty else {
            // Readable and yet empty: the terminal may be gone, and would be reported readable for ever.
            guard terminal.inputDescriptor >= 0 else { return }
            var descriptor = pollfd(fd: terminal.inputDescriptor, events: Int16(POLLIN), revents: 0)
            if poll(&descriptor, 1, 0) > 0, descriptor.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { leave(status: 1) }
            return
        }
        perform(events.map(DeskAction.input))
    }

    private func listenToSignals() {
        for number in [SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT] {
            // Dispatch sees a signal only when its default action is off.
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .main)
            source.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.heard(number) } }
            source.resume()
            sources.append(source)
        }
    }

    private func heard(_ number: Int32) {
        switch number {
        case SIGWINCH:
            if let size = terminal.checkSize() { perform([.input(.resize(size))]) }
        case SIGTSTP: suspend()
        case SIGCONT: resume()
        case SIGHUP: leave(status: 128 + SIGHUP)
        default: leave(status: 128 + number)
        }
    }

    /// Leaves the terminal as it was found and stops the process group; SIGCONT brings it back.
    private func suspend() {
        terminal.restore()
        isSuspended = true
        kill(0, SIGSTOP)
    }

    private var isSuspended = false

    private func resume() {
        guard isSuspended else { return }
        isSuspended = false
        do {
            try terminal.claim()
        } catch {
            leave(status: 1)
            return
        }
        drawn = nil
        title = nil
        let size = terminal.checkSize() ?? terminal.size
        perform([.input(.resize(size)), .news([.reload])])
    }
}
