import CRM
import CRMStore
import Foundation
import LeadIntake
import Logging

/// One history: the real engines and the real store in a world of which everything follows from one seed.
///
/// `@unchecked Sendable` is safe: a history lives on one thread. The engines' tasks too run on its own executor.
final class History: @unchecked Sendable {
    /// What must not be.
    struct Violation: Error {
        var sentence: String
    }

    /// Far beyond what any history takes.
    static let mostSteps = 200_000

    let seed: UInt64
    let dice: Dice
    let scheduler: Scheduler
    let meta = SimulatedMeta()
    let book: HistoryLog
    let data: any HistoryData
    var weather = Weather.fair
    /// What the weather is but for what comes and goes.
    var climate = Weather.fair
    var store: CRMStore
    let opening: HistoryOpening
    let userCount: Int
    var users: [User] = []
    var program: Program?
    /// A second one, which fetches leads as well.
    var beside: Program?
    var storesBeside: [CRMStore] = []
    var livesBeside = 0
    /// Seconds by which its machine's clock is ahead.
    let clockErrorBeside: TimeInterval
    /// Times that a killed program's events are not free yet.
    var leasesLeft = 0
    /// The program is on its way down by itself.
    var isStopping = false
    var livesLived = 0
    /// Lives that are over, until what they left has run out.
    var fallen: [Program] = []
    var posts: [SimulatedPost] = []
    var people = People()
    var sittings: [Sitting] = []
    /// Seconds until a lead that nobody has touched is offered on; nil: it is not.
    let patience: TimeInterval?
    var team = Team()
    /// Acts of salespeople that wrote something.
    var deskActs = 0
    var isMended = false
    /// Meta deletes some of the leads soon after they came.
    var isDeleting = false
    var violation: Violation?
    private var depth = 0
    private var nextCheck = 0

    /// What persons have done that the end must respect.
    struct People {
        /// By lead: the customer was erased.
        var erased: Set<String> = []
        /// Ids that nobody signed for, with the page they were posted for.
        var forged: [String: String] = [:]
        /// Leads that the last look found behind another lead of their person, in one row.
        var joined: Set<String> = []
        /// Who has had a page, by page.
        var owners: [String: Set<User.ID>] = [:]
        /// Customers whose name is not Meta's any more.
        var renamed: Set<Customer.ID> = []
        /// Pages that were open to anybody for a while.
        var open: Set<String> = []
        /// Customers that somebody moved, perhaps to a user who never had their page.
        var moved: Set<Customer.ID> = []
        /// The attempts with which copies and customers of a file came into being: their timelines do not tell of these.
        var madeWith: [Customer.ID: Int] = [:]
        /// The attempts after the last act at the desk, as long as nobody takes back anything.
        var attempts: [Customer.ID: Int] = [:]
    }

    /// `data` are empty, and the history's own.
    init(seed: UInt64, data: any HistoryData, log: HistoryLog) throws {
        self.seed = seed
        self.data = data
        book = log
        dice = Dice(seed: seed)
        scheduler = Scheduler(dice: dice)
        patience = dice.chance(0.2) ? nil : dice.pick([60, 300, 600, 600, 3600])
        clockErrorBeside = dice.chance(0.5) ? dice.span(-5...5) : 0
        userCount = dice.pick([1, 2, 2, 3]) ?? 1
        // Of several users not the one whose turn it is hears of a lead that joins a row, but the one who has that row.
        opening = HistoryOpening(sealer: .random(), mergesEnquiries: userCount == 1 && dice.chance(0.6))
        store = try data.open(opening)
    }

    var clock: Date { Date(timeIntervalSince1970: SimulatedMeta.epoch + scheduler.now) }

    func note(_ line: @autoclosure () -> String) {
        book.add(scheduler, line)
    }

    func logger(of life: Life) -> Logger {
        Logger(label: "program") { [self] _ in HistoryLog.Handler(history: self, life: life) }
    }

    /// Notes that something must not be; the history ends there.
    func expect(_ holds: Bool, _ sentence: @autoclosure () -> String) {
        guard !holds, violation == nil else { return }
        violation = Violation(sentence: sentence())
        note("VIOLATION: \(sentence())")
    }

    /// Does all that is ready and all that is due until `end`; false when something must not be.
    func run(until end: Double) -> Bool {
        while violation == nil {
            if scheduler.steps < History.mostSteps, scheduler.doOne() { continue }
            bury()
            expect(scheduler.steps < History.mostSteps, "The program does not come to rest.")
            if scheduler.steps >= nextCheck {
                checkMoment()
                nextCheck = scheduler.steps + 30
            }
            guard violation == nil, scheduler.advance(to: end) else { break }
        }
        return violation == nil
    }

    /// Lets go of the lives that are over, now that nothing of them runs any more.
    private func bury() {
        guard !fallen.isEmpty else { return }
        for program in fallen { scheduler.forget(program.life) }
        fallen = []
    }

    // MARK: The program's life and death

    func start() {
        guard program == nil else { return }
        livesLived += 1
        let life = Life(number: livesLived)
        do {
            let program = try Program(self, store: store, life: life)
            note("the program starts, life \(life.number)")
            self.program = program
            team.programFrom = scheduler.now
            isStopping = false
            program.start()
        } catch {
            expect(false, "The program does not start: \(error)")
        }
    }

    /// The program is killed; a while later somebody starts it again.
    func kill(_ why: String) {
        guard let program, !program.life.isOver else { return }
        note("the program is killed \(why)")
        end(program)
        self.program = nil
        if beside != nil { leaveLeases() }
        let isReopened = dice.chance(0.3)
        let pause = dice.chance(0.85) ? dice.span(1...120) : dice.chance(0.8) ? dice.span(600...20_000) : dice.span(86_400...600_000)
        scheduler.after(isMended ? 1 : pause) { [self] in
            guard self.program == nil else { return }
            if isReopened { reopen() }
            start()
        }
    }

    /// The program is ended as a person ends it.
    func stop() {
        guard let program, !isStopping else { return }
        note("the program is asked to stop")
        isStopping = true
        Task(executorPreference: scheduler.executor) { [self] in
            await program.stop()
            guard !program.life.isOver else { return }
            note("the program has stopped")
            end(program)
            self.program = nil
            scheduler.after(isMended ? 1 : dice.span(1...5000)) { self.start() }
        }
    }

    /// Nothing of it has an effect any more.
    func end(_ program: Program) {
        program.life.isOver = true
        scheduler.end(program.life)
        fallen.append(program)
    }

    func reopen() {
        do {
            let offers = try ringing()
            store = try data.reopen(store, opening)
            expect(try ringing() == offers, "The offers of leads are others after the data were opened anew: \(offers).")
            note("the data are opened anew")
        } catch {
            expect(false, "The data cannot be opened again: \(error)")
        }
    }

    // MARK: What befalls a call of the store

    func beforeCall(_ name: StaticString, isWrite: Bool, _ life: Life) throws {
        guard !life.isOver else { throw Life.Over() }
        if weather.crowd > 0, depth == 0, dice.chance(weather.crowd) { letOthersGoOn(before: name) }
        guard !life.isOver else { throw Life.Over() }
        if dice.chance(weather.death) {
            kill(life, "before \(name)")
            throw Life.Over()
        }
        if isWrite, weather.isDiskFull {
            team.refusedAt = scheduler.now
            throw StoreError.cannotWrite(reason: "the disk is full")
        }
    }

    func afterWrite(_ name: StaticString, _ life: Life) throws {
        if ["append", "record"].contains("\(name)") { tellOther(than: life) }
        if !life.isOver, dice.chance(weather.death) { kill(life, "after \(name)") }
        if life.isOver { throw Life.Over() }
    }

    private func kill(_ life: Life, _ why: String) {
        if life === beside?.life { killBeside(why) } else { kill(why) }
    }

    /// Other threads, and persons with programs of their own, do something just now.
    private func letOthersGoOn(before name: StaticString) {
        depth += 1
        defer { depth -= 1 }
        note("meanwhile, before \(name)")
        if dice.chance(0.3) { doSomething() }
        if dice.chance(0.3) { workAtDesk() }
        for _ in 0..<dice.count(1...6) where !scheduler.doOne() { break }
    }

    /// Ends the program for good, and lets go of everything.
    func end() {
        weather = .fair
        for program in programs { end(program) }
        while scheduler.advance(to: scheduler.now) || scheduler.doOne() {}
        scheduler.clear()
        (program, beside) = (nil, nil)
        fallen = []
        posts = []
        for store in storesBeside + [store] { store.close() }
    }
}
