import CRM
import CRMStore
import Foundation
import LeadIntake
import Logging
import MetaLeads
import Synchronization
import WebhookListener

/// Everything behind the screens: webhooks in, journal, intake, and the news of it over the channel.
///
/// Of several programs on the same data one does the intake (it holds the lock) and one has the port; when it ends, is suspended, or
/// gives no sign of life any more, another takes over both. Only the port of a process that is stopped cannot be had: the system keeps
/// it for that one, so it is said who must be ended. Of data on a server, every program that may fetches leads, each on its machine, and the
/// holder of the lock does the rest of the intake: catch-up, page checks, retention and the hook.
actor LeadService {
    /// The ways to go on when the port is taken.
    enum PortPolicy: Sendable {
        /// Say so, and try again from time to time.
        case asConfigured
        /// Take any free one.
        case orAnyFree
    }

    let store: CRMStore
    private let graph: GraphClient
    let channel: LeadChannel
    private let writer: JournalWriter
    let intake: Intake
    let catchUp: CatchUp
    private let receiver: WebhookReceiver
    let lock: any IntakeLocking
    let checks: PageChecks
    let retention: DataRetention
    private let present: PresentUsers
    /// Nil: no lead is offered on.
    let offers: LeadOffers?
    /// Nil: no command is set for new leads.
    var hook: LeadHook?
    /// The command that it runs.
    var hookCommand: HookCommand?
    var limits: ListenerLimits
    var tls: TLSFiles?
    private let policy: PortPolicy
    private let report: ServiceReport
    private let data: String
    let logger: Logger
    private var address: ListenAddress
    private var listener: WebhookListener?
    private var watcher: (any DataWatching)?
    private var retry: Task<Void, Never>?
    private var placeWatch: Task<Void, Never>?
    private(set) var isStopped = false
    private(set) var isPaused = false
    private var pausing: Task<Void, Never>?
    var doesIntake = false
    /// Whether this process is to fetch leads, alone or beside others.
    var fetches = false
    /// The right to the intake was lost and could not be asked for since.
    var mustSeekIntake = false
    /// Why this process neither listens nor brings leads in; nil where it does.
    var absence: IntakeAbsence?
    let isOnServer: Bool
    /// Why the data cannot be reached, as last told to the channel.
    private let linkFault = Mutex<StoreError?>(nil)

    /// Seconds between two looks at whether the database is still the one that was opened.
    private static let placePause = Duration.seconds(2)

    /// Whether Meta's webhooks reach this machine, as last told to the channel.
    private(set) var state = ListenerState.starting
    /// The address that was bound, nil while this process does not listen.
    private(set) var boundAddress: ListenAddress?

    /// Nothing runs before ``start()``. The graph client belongs to the service, which shuts it down. `command` is run for each new lead.
    init(
        store: CRMStore, graph: GraphClient, checker: any PageChecking, rateLimits: RateLimits, channel: LeadChannel, settings: Settings,
        command: HookCommand?, policy: PortPolicy = .asConfigured
    ) {
        let clock: @Sendable () -> Date = { Date() }
        let present = PresentUsers()
        let intake = Intake(
            store: store, graph: graph, channel: channel, present: present, zone: settings.zone, clock: clock, rateLimits: rateLimits)
        let catchUp = CatchUp(
            store: store, graph: graph, channel: channel, wakeIntake: { intake.wake() }, clock: clock, rateLimits: rateLimits)
        let lock = store.intakeLock()
        self.store = store
        self.graph = graph
        self.channel = channel
        self.intake = intake
        self.catchUp = catchUp
        self.lock = lock
        self.policy = policy
        writer = JournalWriter(journal: store)
        receiver = WebhookReceiver(
            pages: store, writer: writer, channel: channel, wake: { intake.wake() }, wakeCatchUp: { catchUp.wake() }, clock: clock)
        logger = Logger(label: "leadsheet.service")
        checks = PageChecks(
            store: store, checker: checker, channel: channel,
            freed: {
                intake.wake()
                catchUp.wake()
            }, clock: clock, rateLimits: rateLimits)
        retention = DataRetention(store: store, postDays: settings.keepPostsDays, clock: clock)
        self.present = present
        let patience = TimeInterval(settings.offerOnMinutes * 60)
        offers =
            patience > 0 ? LeadOffers(store: store, patience: patience, present: present, channel: channel, clock: clock) : nil
        hookCommand = command
        hook = command.map { LeadHook(store: store, command: $0, channel: channel, clock: clock) }
        data = store.identity
        report = ServiceReport(store: store, data: data, intake: intake, catchUp: catchUp, lock: lock)
        isOnServer = settings.folders.database.isOnServer
        address = settings.listen
        tls = settings.tls
        limits = ListenerLimits(settings)
    }

    /// Begins; returns once it is known whether this process listens. What goes wrong with the port is the state's to say; throws
    /// only when the data cannot be watched or the lock cannot be made.
    func start() async throws(StoreError) {
        let (intake, catchUp, checks, offers, channel, store, present) = (intake, catchUp, checks, offers, channel, store, present)
        watcher = try store.watch(
            on: .global(),
            presence: {
                present.hear($0)
                channel.send(.presence($0))
            }
        ) { [weak self] change in
            guard change != .customers else { return channel.send(.customersChanged) }
            self?.tellLink()
            Task { await self?.dataChanged() }
            guard store.placeFault() == nil else { return }
            // A change by another program may be a retry, new settings of a page, or an event in the journal; one by this one, a new
            // lead.
            intake.wake()
            catchUp.wake()
            checks.wake()
            offers?.wake()
            channel.send(change == .journal ? .journalChanged : .reload)
        }
        // The screens may have read before the watch stood, and nobody tells of changes that were made between the two.
        channel.send(.reload)
        if let reason = watcher?.blindness {
            logger.warning(
                "The system does not tell of changes to the files (\(reason)), so what other programs write is seen up to a second later. More watches help: sysctl fs.inotify.max_user_instances=1024"
            )
        }
        placeWatch = Task { [weak self] in
            while (try? await Task.sleep(for: Self.placePause)) != nil { await self?.lookAtPlace() }
        }
        try seekIntake()
        await bind()
    }

    /// Gives intake and port to whoever waits for them, for as long as this process is suspended.
    func pause() async {
        guard !isStopped, !isPaused else { return }
        isPaused = true
        let task = Task { await letGo() }
        pausing = task
        await task.value
    }

    private func letGo() async {
        retry?.cancel()
        state = .starting
        await stopListening()
        await stopIntake(within: 0.5)
        lock.release()
        logger.notice("Suspended: intake and port are free for another Leadsheet.")
    }

    /// Takes both again, where they are free.
    func resume() async {
        // The program that suspends does not wait for ever, and may go on while intake and port are still being given back.
        await pausing?.value
        guard !isStopped, isPaused else { return }
        isPaused = false
        do {
            try seekIntake()
        } catch {
            logger.error("\(error.message)")
        }
        await bind()
    }

    /// Stops listening, ends what is under way, leaves the rest to the next start or to another process, and closes the store.
    func stop() async {
        guard !isStopped else { return }
        isStopped = true
        retry?.cancel()
        placeWatch?.cancel()
        watcher?.stop()
        await stopListening()
        await stopIntake(within: 1.5)
        writer.close()
        lock.release()
        await graph.shutdown()
        store.close()
        logger.notice("Stopped.")
    }

    /// Returns when the parts have done what they were given before on which a lead depends: at once while they live, and never while one hangs.
    func pulse() async {
        await listener?.pulse()
        await intake.pulse()
    }

    // MARK: The port

    func stopListening() async {
        await listener?.stop()
        (listener, boundAddress) = (nil, nil)
    }

    func bind(isSecondTry: Bool = false) async {
        guard !isStopped, !isPaused, absence == nil, boundAddress == nil else { return }
        let listener = WebhookListener(
            address: address, limits: limits, tls: tls, receiver: receiver, report: { [report] in report.make() },
            logger: Logger(label: "leadsheet.listener"))
        do {
            let bound = try await listener.start()
            self.listener = listener
            boundAddress = bound
            tellListening(bound)
            // Stopped while the port was being bound: nobody else would close it.
            if isStopped || isPaused { await stopListening() }
        } catch {
            await portRefused(error, isSecondTry: isSecondTry)
        }
    }

    private func portRefused(_ error: ListenerError, isSecondTry: Bool) async {
        guard case .portTaken = error else { return tellDown(Self.sentence(error)) }
        if policy == .orAnyFree, address.port != 0 {
            address.port = 0
            return await bind()
        }
        let answer = await ListenerProbe.ask(address)
        // Bound meanwhile: the intake was taken over in the same moment.
        guard boundAddress == nil else { return }
        guard let found = answer else {
            // The process that had the port may have ended just now, and nobody has it any more.
            guard isSecondTry else { return await bind(isSecondTry: true) }
            let silent = lock.silentHolder.flatMap { $0.machine == nil ? $0.process : nil }
            if let old = lock.stoppedPredecessor ?? silent {
                return tellDown(
                    "Process \(old) has \(address) and does not answer, so Meta's posts are not taken. \(Self.remedy(stopped: old))")
            }
            return tellDown(Self.sentence(error))
        }
        if found.data == data {
            tell(
                found.certificateFault.map { .certificateFault(address: "\(address)", process: found.process, reason: $0) }
                    ?? .elsewhere(address: "\(address)", process: found.process))
            tryAgain(after: .seconds(30))
        } else {
            tellDown(
                "Another Leadsheet with other data (process \(found.process)) listens on \(address), so Meta's leads do not come here. \(ListenerFindings.otherData(found.process))"
            )
        }
    }

    private func tellDown(_ reason: String) {
        tell(.down(address: "\(address)", reason: reason))
        tryAgain(after: .seconds(10))
    }

    /// Also looks at the certificate, which may run out, or be renewed, while it is in use.
    private func tellListening(_ bound: ListenAddress) {
        tell(
            listener?.certificateFault(at: Date()).map { .certificateFault(address: "\(bound)", process: nil, reason: $0) }
                ?? .listening(address: "\(bound)"))
    }

    /// The only timer, and only while this process does not listen: whoever has the port may end without a word.
    private func tryAgain(after pause: Duration) {
        retry?.cancel()
        retry = Task { [weak self] in
            // Cancelled: the service stops, or tries for another reason.
            guard (try? await Task.sleep(for: pause)) != nil else { return }
            await self?.bind()
        }
    }

    /// Says it as soon as the database is not the one that was opened any more: nothing is saved then.
    private func lookAtPlace() {
        guard !isStopped, !isPaused else { return }
        lookAtLink()
        if let fault = store.placeFault() {
            // The port is still there, and whoever posts is told.
            if case .serverUnreachable = fault { return }
            tell(.down(address: "\(boundAddress ?? address)", reason: fault.message))
        } else if let boundAddress {
            tellListening(boundAddress)
        } else if absence != nil {
            tell(.notHere)
        }
    }

    private func dataChanged() {
        lookAtLink()
        if store.placeFault() == nil { hook?.wake() }
        guard absence == .noKey, store.placeFault() == nil, (try? store.opensSecrets()) == true else { return }
        mustSeekIntake = true
        seekIntakeAgain()
    }

    /// Why the server that keeps the data is not there; nil while it is, and of a file.
    nonisolated var unreachable: StoreError? {
        let fault = store.placeFault()
        if case .serverUnreachable = fault { return fault }
        return nil
    }

    private func lookAtLink() {
        guard !isStopped else { return }
        if unreachable == nil {
            seekIntakeAgain()
            if lock.isHeld, !doesIntake { Task { await takeOver() } }
        }
        tellLink()
    }

    /// Says it as soon as the server is not there any more, and when it is again: at once, though all else here may wait for an answer of a server
    /// that hangs.
    private nonisolated func tellLink() {
        linkFault.withLock { told in
            let fault = unreachable
            guard fault != told else { return }
            switch (told, fault) {
            case (nil, let fault?): logger.error("\(fault.message)")
            case (_?, nil):
                logger.notice("The database can be reached again.")
                Task { await fetchAgain() }
            default: break
            }
            told = fault
            channel.send(.link(fault: fault))
        }
    }

    private func fetchAgain() async {
        if fetches { await fetchAnew() }
    }

    func tell(_ new: ListenerState) {
        guard new != state else { return }
        state = new
        channel.send(.listener(new))
        switch new {
        case .starting, .notHere: break
        case .listening(let address): logger.notice("Listening on \(address).")
        case .elsewhere(let address, let process): logger.notice("Process \(process) listens on \(address) for the same data.")
        case .certificateFault(let address, let process, let reason):
            logger.notice("Listening on \(address)\(process.map { ", in process \($0)" } ?? "").")
            // The listener has logged its own.
            if process != nil { logger.error("\(reason)") }
        case .down(_, let reason): logger.error("\(reason)")
        }
    }
}
