import CRM
import CRMStore
import Dispatch
import Foundation
import LeadIntake
import Logging
import MetaLeads

/// The engines of the product as its service puts them together, in the history's time.
struct Program: Sendable {
    let life: Life
    let receiver: WebhookReceiver
    let intake: Intake
    let catchUp: CatchUp
    let writer: JournalWriter
    let heard = HeardSessions()
    /// Nil: no lead is offered on.
    let offers: LeadOffers?
    /// Another program does the rest of the intake.
    let fetchesOnly: Bool
    /// Seconds by which the clock of its machine is ahead.
    let clockError: TimeInterval

    /// No screen is looking.
    private static let channel = LeadChannel(queue: DispatchQueue(label: "nobody")) { _ in }

    init(_ history: History, store real: CRMStore, life: Life, fetchesOnly: Bool = false, clockError: TimeInterval = 0) throws {
        let store = MortalStore(store: real, life: life, history: history)
        let graph = try GraphClient(transport: SimulatedNetwork(history: history, life: life))
        let (scheduler, dice) = (history.scheduler, history.dice)
        let clock: @Sendable () -> Date = { history.clock + clockError }
        let logger = history.logger(of: life)
        let rateLimits = RateLimits()
        let present = heard.present
        let intake = Intake(
            store: store, graph: graph, channel: Program.channel, present: present, zone: .gmt, clock: clock, parallel: 3,
            jitter: { dice.fraction() }, rateLimits: rateLimits, queue: SimulatedQueue(scheduler, life: life), logger: logger)
        let catchUp = CatchUp(
            store: store, graph: graph, channel: Program.channel, wakeIntake: { intake.wake() }, clock: clock,
            jitter: { dice.fraction() }, rateLimits: rateLimits, queue: SimulatedQueue(scheduler, life: life), logger: logger)
        writer = JournalWriter(journal: store, queue: SimulatedQueue(scheduler, life: life))
        receiver = WebhookReceiver(
            pages: store, writer: writer, channel: Program.channel, wake: { intake.wake() }, wakeCatchUp: { catchUp.wake() },
            clock: clock, queue: SimulatedQueue(scheduler, life: life), readingQueue: SimulatedQueue(scheduler, life: life),
            logger: logger)
        offers =
            fetchesOnly
            ? nil
            : history.patience.map {
                LeadOffers(
                    store: store, patience: $0, present: present, channel: Program.channel, clock: clock,
                    queue: SimulatedQueue(scheduler, life: life), logger: logger)
            }
        (self.life, self.intake, self.catchUp, self.fetchesOnly, self.clockError) = (life, intake, catchUp, fetchesOnly, clockError)
    }

    func start() {
        intake.start()
        if !fetchesOnly { catchUp.start() }
        offers?.start()
    }

    /// Another program wrote.
    func wake() {
        intake.wake()
        if !fetchesOnly { catchUp.wake() }
        offers?.wake()
    }

    /// As the service ends.
    func stop() async {
        await offers?.stop(within: 1)
        await catchUp.stop(within: 1)
        await intake.stop(within: 2)
        writer.close()
    }
}
