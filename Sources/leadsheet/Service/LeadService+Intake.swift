import CRM
import CRMStore
import Foundation
import LeadIntake
import Logging

/// Why a process leaves Meta's posts, and the leads that they tell of, to another machine.
enum IntakeAbsence {
    /// Its role on the server may not write the journal.
    case noRight
    /// The secrets of the pages were sealed with a key that is not here. It is looked for again when the data change.
    case noKey

    /// For people.
    var sentence: String {
        switch self {
        case .noRight: "Your role on the server brings no leads in, so another machine does."
        case .noKey: "The key that opens the saved tokens is not on this machine, so another one brings leads in."
        }
    }
}

/// Bringing leads in: fetching them, and what one process does for all.
extension LeadService {
    /// Does the intake at once where nobody does it, and waits for it otherwise. Of data on a server the tokens may have been sealed on another
    /// machine: that one does it.
    func seekIntake() throws(StoreError) {
        absence = !lock.isAllowed ? .noRight : isOnServer && (try? store.opensSecrets()) == false ? .noKey : nil
        if let absence {
            tell(.notHere)
            return logger.notice("\(absence.sentence)")
        }
        if try lock.tryAcquire() {
            startIntake()
        } else if isShared {
            startFetching()
            let holder = lock.holder()?.name ?? "one that is about to begin"
            logger.notice(
                "This process fetches leads beside \(holder), which also does the rest of the intake; this one takes that over when it ends or gives no sign of life."
            )
        } else {
            let holder = lock.holder()?.name ?? "one that is about to begin"
            logger.notice("The intake is done by \(holder); this process takes over when that one ends or gives no sign of life.")
        }
        try lock.acquire(
            onLost: { [weak self] in Task { await self?.loseIntake() } }, onAcquired: { [weak self] in Task { await self?.takeOver() } })
    }

    /// The lock is here.
    func takeOver() async {
        // It may be here before the data can be read again; it is looked at once more then.
        guard !isStopped, !isPaused, !doesIntake, lock.isHeld, unreachable == nil else { return }
        if let old = lock.stoppedPredecessor {
            logger.warning("Process \(old) gave no sign of life, so this one does the intake from now on. \(Self.remedy(stopped: old))")
        } else {
            logger.notice("This process does the intake from now on.")
        }
        startIntake()
        if boundAddress == nil { await bind() }
    }

    /// Another process held this one for dead and has taken the intake over, as after a long stop.
    private func loseIntake() async {
        guard !isStopped, !isPaused else { return }
        if let fault = store.placeFault() {
            logger.warning("This process does the intake no more: \(fault.message)")
        } else {
            logger.warning("This process stood still for so long that another one does the intake now.")
        }
        await stopIntake(within: 0.5, fetchesOn: isShared && store.placeFault() == nil)
        mustSeekIntake = true
        seekIntakeAgain()
    }

    /// Once the data can be reached.
    func seekIntakeAgain() {
        guard mustSeekIntake, !isStopped, !isPaused, unreachable == nil else { return }
        do {
            let wasAbsent = absence != nil
            try seekIntake()
            mustSeekIntake = false
            if wasAbsent { Task { await bind() } }
        } catch {
            logger.error("\(error.message)")
        }
    }

    /// - Parameter fetchesOn: what others do as well goes on.
    func stopIntake(within deadline: Double, fetchesOn: Bool = false) async {
        doesIntake = false
        fetches = fetches && fetchesOn
        async let retained: Void = retention.stop(within: deadline)
        async let offered: Void? = offers?.stop(within: deadline)
        async let hooked: Void? = hook?.stop(within: deadline)
        async let checked: Void = checks.stop(within: deadline)
        async let caughtUp: Void = catchUp.stop(within: deadline)
        async let taken: Void? = fetchesOn ? nil : intake.stop(within: deadline)
        _ = await (retained, offered, hooked, checked, caughtUp, taken)
    }

    /// Whether the data let several processes fetch leads at once.
    private var isShared: Bool { store.leaseBeat != nil }

    private func startFetching() {
        fetches = true
        intake.start()
    }

    /// Without the pauses that failures of the data have brought.
    func fetchAnew() async {
        await intake.stop(within: 0.5)
        if fetches { intake.start() }
    }

    /// All that only one process does.
    private func startIntake() {
        do {
            try store.beginIntake()
        } catch {
            // The disk may be full. What two processes write doubly is one customer all the same.
            logger.error("The intake could not be marked as this process's: \(LogText.of(error))")
        }
        doesIntake = true
        startFetching()
        catchUp.start()
        checks.start()
        retention.start()
        offers?.start()
        startHook()
    }

    func startHook() {
        if let hook {
            hook.start()
        } else {
            forgetHooks()
        }
    }

    /// Drops the events that wait for a command that is not set any more: they are not to be told when another is set.
    private func forgetHooks() {
        do {
            try store.dropHooks()
        } catch {
            logger.warning("What waits for on_new_lead stays until the next start: \(LogText.of(error))")
        }
    }
}
