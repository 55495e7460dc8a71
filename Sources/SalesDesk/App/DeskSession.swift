import Base
import CRM
import Dispatch
import Foundation
import TerminalKit

/// Runs the screens on the main queue: whatever wakes it becomes actions, the reducer decides, and one frame is drawn when something
/// changed. Between wake-ups it costs nothing.
@MainActor public final class DeskSession {
    let terminal: any Terminal
    private(set) var runner: EffectRunner
    /// Those from before the screens began anew: what they still write is waited for at the end.
    private var formerRunners: [EffectRunner] = []
    private let makeRunner: (DeskConfiguration) -> EffectRunner
    private let clock: @Sendable () -> Date
    private let onEnding: @Sendable (Int32) -> Void
    private let onTry: @MainActor () -> Void
    private let onLeave: @MainActor (Int32) -> Void
    private let rest: Rest
    private(set) var state: DeskState
    private var drawn: Grid?
    private var title: String?
    private var input: InputWatch?
    private var sources: [any DispatchSourceProtocol] = []
    private var timers: [any DispatchSourceTimer] = []
    /// Wakes for what the terminal tells by its silence.
    private var silence: (any DispatchSourceTimer)?
    private var frames = FramePace()
    /// Wakes for a frame that waits.
    private var frame: (any DispatchSourceTimer)?
    private var hasLeft = false
    /// The customer whom others know to be called here.
    private var toldCall: Customer.ID?
    private var presencePace = PresencePace()

    /// - Parameters:
    ///   - connector: subscribes pages and looks at tokens before they are saved; nil saves without asking.
    ///   - forms: the forms, and what applies another mapping to their leads; nil knows none.
    ///   - tester: sends test leads; nil sends none.
    ///   - opener: opens links on this machine, where the configuration says so.
    ///   - dialler: begins calls, where the configuration says so.
    ///   - files: imports files of this machine; nil imports none.
    ///   - users: several of whom one is to say "that is me" before anything is shown; empty where the configuration's user works here.
    ///   - rest: what else rests while Ctrl-Z has stopped the program.
    ///   - clock: the current instant; tests fix it.
    ///   - onEnding: called once, first of all, with the exit status, when the screens begin to leave.
    ///   - onTry: called before the screens leave for those with simulated leads.
    ///   - onLeave: called once, with the exit status, when the terminal is as it was found.
    public init(
        terminal: any Terminal,
        store: DeskStore,
        checker: any PageChecking,
        connector: (any PageConnecting)? = nil, forms: (any FormKeeping)? = nil, tester: (any LeadTesting)? = nil,
        opener: (any LinkOpening)? = nil, dialler: (any Dialling)? = nil, files: (any FileImporting)? = nil,
        configuration: DeskConfiguration, users: [User] = [],
        rest: Rest = Rest(),
        clock: @escaping @Sendable () -> Date = { Date() },
        onEnding: @escaping @Sendable (Int32) -> Void = { _ in }, onTry: @escaping @MainActor () -> Void = {},
        onLeave: @escaping @MainActor (Int32) -> Void
    ) {
        self.terminal = terminal
        self.rest = rest
        self.clock = clock
        self.onEnding = onEnding
        self.onTry = onTry
        self.onLeave = onLeave
        state = DeskState(configuration: configuration, now: clock(), size: terminal.size)
        if !users.isEmpty { state.overlay = .who(WhoPane(users: users)) }
        makeRunner = { configuration in
            EffectRunner(
                DeskServices(
                    store: store, checker: checker, connector: connector, forms: forms, tester: tester, opener: opener, dialler: dialler,
                    files: files, configuration: configuration, clock: clock))
        }
        runner = makeRunner(configuration)
    }

    /// Claims the terminal. The first frame is drawn as soon as no signal is missed, which a frame would invite; input and signals are
    /// served by the main queue, which the caller runs. A terminal in memory has neither: its first frame is there at once, and whoever
    /// has it calls `inputArrived()`. `whenDrawn` is called once the first frame is there; news may come from then on.
    public func start(whenDrawn: @escaping @MainActor () -> Void = {}) throws(TerminalError) {
        try terminal.claim()
        hearRunner()
        guard terminal.inputDescriptor >= 0 else { return begin(whenDrawn) }
        // The session is kept for this; whoever is called then may keep it on.
        listenToSignals { self.begin(whenDrawn) }
    }

    private func begin(_ whenDrawn: @MainActor () -> Void) {
        guard !hasLeft else { return }
        state.size = terminal.size
        // The input that has come already may tell the colours of the first frame.
        let early = terminal.readEvents()
        if terminal.inputDescriptor >= 0 { listenToInput() }
        runner.prepare()
        run(Desk.start(&state))
        perform([.notices(terminal.notices)] + Self.actions(early))
        armSilence()
        whenDrawn()
    }

    /// News from the channel, on the main queue.
    public func receive(_ news: [StoreEvent]) {
        perform([.news(news)], for: news.allSatisfy(\.canWait) ? .around : .others)
    }

    /// Gives the terminal back and tells the caller. Only the first call counts.
    public func leave(status: Int32) {
        guard !hasLeft else { return }
        hasLeft = true
        onEnding(status)
        input?.stop()
        for source in sources { source.cancel() }
        for timer in timers { timer.cancel() }
        silence?.cancel()
        frame?.cancel()
        terminal.restore()
        if toldCall != nil { runner.run(.dial(.end)) }
        endPresence()
        for effect in Desk.keepUnsaved(state) { runner.run(effect) }
        if let seen = Desk.lastSeen(state) { runner.run(seen) }
        for runner in formerRunners + [runner] { runner.finishWrites() }
        onLeave(status)
    }

    // MARK: Actions

    /// - Parameters:
    ///   - asked: the runner whose answers they are; those behind an answer that begins the screens anew are dropped.
    ///   - cause: on which it depends whether the frame is drawn with those that follow.
    private func perform(_ actions: [DeskAction], of asked: EffectRunner? = nil, for cause: FramePace.Cause = .person) {
        guard !hasLeft else { return }
        state.now = clock()
        for action in actions where asked == nil || asked === runner { run(Desk.reduce(&state, action)) }
        guard !hasLeft else { return }
        tellCall()
        tellPresence()
        switch frames.next(at: .now(), for: cause) {
        case .now where cause == .person: drawAll()
        case .now: drawUnlessInput()
        case .at(let moment): armFrame(moment)
        case .waits: break
        }
    }

    /// Draws, and finds when the screen would look different by itself.
    private func drawAll() {
        draw()
        armTimer()
    }

    private func armFrame(_ moment: DispatchTime) {
        if frame == nil {
            frame = DispatchSource.makeTimerSource(flags: .strict, queue: .main)
            frame?.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.drawWaiting() } }
            frame?.activate()
        }
        frame?.schedule(deadline: moment, leeway: .milliseconds(1))
    }

    private func drawWaiting() {
        guard !hasLeft, frames.isDue(at: .now()) else { return }
        state.now = clock()
        drawUnlessInput()
    }

    /// A key that has come meanwhile is seen with the same frame, and does not wait for one before it.
    private func drawUnlessInput() {
        if !takeInput() { drawAll() }
    }

    /// Has others on the same data know whom the person is calling, which the prompt that is open says.
    private func tellCall() {
        let called = state.prompt?.calledID
        guard called != toldCall else { return }
        toldCall = called
        runner.run(.dial(called.map(DialEffect.begin) ?? .end))
    }

    /// Has others on the same data know which customer is in front of the person.
    private func tellPresence() {
        guard !isSuspending else { return }
        guard state.linkFault == nil else { return presencePace.linkBroke() }
        let effect = presencePace.next(Desk.presence(state), others: state.presence.others, at: state.now)
        if let effect { runner.run(.presence(effect)) }
    }

    /// Nobody sits here, for a while or for good.
    private func endPresence() {
        if let effect = presencePace.next(nil, others: [], at: state.now) { runner.run(.presence(effect)) }
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
            if case .session(let effect) = effect { carryOut(effect) } else { runner.run(effect) }
        }
    }

    private func carryOut(_ effect: SessionEffect) {
        switch effect {
        case .bell: terminal.bell()
        case .notify(let title, let body): terminal.notify(title: title, body: body)
        case .copy(let text, let what): run(Desk.reduce(&state, .copied(what, terminal.copy(text))))
        case .redraw:
            terminal.redrawAll()
            drawn = nil
        case .theme(let theme): run(Desk.reduce(&state, .themed(theme, terminal.setTheme(theme))))
        case .suspend: suspend()
        case .restart(let configuration, let said): restart(configuration, said: said)
        case .tryDemo:
            onTry()
            leave(status: 0)
        case .leave: leave(status: 0)
        }
    }

    private func hearRunner() {
        runner.answer = { [weak self, weak runner] in self?.perform($0, of: runner, for: $1) }
    }

    /// The screens as at the start, for another user or the same one with other settings. What was asked for before is not answered any more.
    private func restart(_ configuration: DeskConfiguration, said: String?) {
        runner.answer = nil
        let unsaved = configuration.user.id == state.configuration.user.id ? Desk.unsaved(state) : [:]
        for effect in Desk.keepUnsaved(state) { runner.run(effect) }
        formerRunners.append(runner)
        if toldCall != nil { runner.run(.dial(.end)) }
        toldCall = nil
        let (listener, linkFault, presence) = (state.listener, state.linkFault, state.presence)
        state = DeskState(configuration: configuration, now: clock(), size: terminal.size)
        (state.listener, state.linkFault, state.presence) = (listener, linkFault, presence)
        state.drafts.merge(unsaved) { $1 }
        if let theme = configuration.chosenTheme { terminal.setTheme(theme) }
        runner = makeRunner(configuration)
        hearRunner()
        runner.prepare()
        run(Desk.start(&state))
        if let said { state.say(said, .info) }
    }

    /// One shot at the next moment at which the screen would look different by itself: by the wall's clock, which goes on while the
    /// machine sleeps, and a second later by the time that passes, should that clock be set back.
    private func armTimer() {
        let next = [state.linkFault == nil ? presencePace.nextMoment : nil, Desk.presenceChange(state)].compactMap { $0 }.reduce(
            Desk.nextChange(state), min)
        let seconds = max(0.01, next.timeIntervalSince(clock()))
        if timers.isEmpty {
            timers = (0..<2).map { _ in DispatchSource.makeTimerSource(queue: .main) }
            for timer in timers {
                timer.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.perform([.clock]) } }
                timer.activate()
            }
        }
        timers[0].schedule(wallDeadline: .now() + seconds, leeway: .milliseconds(20))
        timers[1].schedule(deadline: .now() + seconds + 1, leeway: .milliseconds(20))
    }

    // MARK: Sources

    private func listenToInput() {
        input = InputWatch(terminal.inputDescriptor, name: "input", on: .main) { [weak self] in
            MainActor.assumeIsolated { self?.inputArrived() }
            return true
        }
    }

    /// Takes what the terminal has read, and draws what follows from it.
    public func inputArrived() {
        // Readable and yet empty: the terminal may be gone, and would be reported readable for ever.
        guard !takeInput(), terminal.inputDescriptor >= 0 else { return }
        var descriptor = pollfd(fd: terminal.inputDescriptor, events: Int16(POLLIN), revents: 0)
        if poll(&descriptor, 1, 0) > 0, descriptor.revents & Int16(POLLHUP | POLLERR | POLLNVAL) != 0 { leave(status: 1) }
    }

    /// Whether there was any.
    private func takeInput() -> Bool {
        let events = terminal.readEvents()
        armSilence()
        guard !events.isEmpty else { return false }
        perform(Self.actions(events))
        return true
    }

    /// Characters that were read together are one action.
    private static func actions(_ events: [InputEvent]) -> [DeskAction] {
        var actions: [DeskAction] = []
        for event in events {
            guard case .key(let stroke) = event, case .character(let character) = stroke.key, stroke.modifiers.isEmpty else {
                actions.append(.input(event))
                continue
            }
            if case .typed(let text) = actions.last {
                actions[actions.count - 1] = .typed(text + String(character))
            } else {
                actions.append(.typed(String(character)))
            }
        }
        return actions
    }

    /// Reads again when nothing more has come until then.
    private func armSilence() {
        guard !hasLeft, let milliseconds = terminal.nextReading else { return }
        if silence == nil {
            silence = DispatchSource.makeTimerSource(queue: .main)
            silence?.setEventHandler { [weak self] in MainActor.assumeIsolated { self?.inputArrived() } }
            silence?.activate()
        }
        silence?.schedule(deadline: .now() + .milliseconds(milliseconds + 1), leeway: .milliseconds(5))
    }

    private func listenToSignals(whenReady: @escaping @MainActor () -> Void) {
        sources += SignalHearing.start([SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP, SIGINT, SIGQUIT], on: .main) {
            MainActor.assumeIsolated { whenReady() }
        } hear: { [weak self] number in
            MainActor.assumeIsolated { self?.heard(number) }
        }
    }

    private func heard(_ number: Int32) {
        switch number {
        case SIGWINCH:
            if let size = terminal.checkSize() { perform([.input(.resize(size))]) }
        case SIGTSTP: suspend()
        case SIGCONT: showAgain()
        default: leave(status: 128 + number)
        }
    }

    // MARK: Ctrl-Z

    private var isSuspending = false

    /// Leaves the terminal as it was found and stops the program; a shell brings it back.
    private func suspend() {
        guard !isSuspending else { return }
        guard terminal.canStop else { return perform([.suspensionRefused]) }
        isSuspending = true
        endPresence()
        let farewell = state.isListening ? "Leadsheet rests, and nothing listens for leads here until fg brings it back." : ""
        Task {
            let giving = await rest.begin()
            if !hasLeft { stop(farewell) }
            isSuspending = false
            await rest.end(giving)
        }
    }

    private func stop(_ farewell: String) {
        terminal.restore()
        terminal.stop(farewell)
        do {
            try terminal.claim()
        } catch {
            return leave(status: 1)
        }
        showAgain()
        perform([.news([.reload])])
    }

    /// The shell has brought the program back: whatever is on the screen is not ours.
    private func showAgain() {
        drawn = nil
        title = nil
        terminal.redrawAll()
        perform([.input(.resize(terminal.checkSize() ?? terminal.size))])
    }
}
