import CRM
import CRMStore
import Dispatch
import Foundation
import LeadIntake
import SQLiteEngine
import SalesDesk
import TerminalKit

/// The screens on a real store in a folder of its own, shown on a terminal in memory.
@MainActor final class LiveDesk {
    let folder: String
    let store: CRMStore
    let user: User
    let terminal: MemoryTerminal
    private(set) var session: DeskSession?
    private var watch: (any DataWatching)?
    private(set) var status: Int32?

    nonisolated static let now = Date(timeIntervalSince1970: 1_795_444_320)

    /// Opens a new store with a user, or as another process does that of `other`.
    ///
    /// - Parameter engine: gives the engine that the store is to have, over that of the file.
    init(
        beside other: LiveDesk? = nil, size: Size = Size(columns: 110, rows: 30), engine: (SQLiteEngine) -> any Engine = { $0 }
    ) throws {
        folder = other?.folder ?? FileManager.default.temporaryDirectory.appending(path: "desk-\(UUID().uuidString)").path
        let sealer = try SecretSealer.load(environment: [:], keyFile: folder + "/leadsheet.key")
        store = CRMStore(engine(try SQLiteEngine(path: folder + "/leadsheet.db")), sealer: sealer)
        user = try other?.user ?? store.addUser("ana")
        terminal = MemoryTerminal(size: size)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A new user who may write in a spreadsheet of the user's.
    func colleague(_ name: String, in sheet: Spreadsheet.ID) throws -> User {
        let colleague = try store.addUser(name)
        _ = try store.apply(.shareSpreadsheet(sheet, with: colleague.id, .write), by: user.id, at: LiveDesk.now)
        return colleague
    }

    func makeSheet(_ name: String = "Leads") throws -> Spreadsheet.ID {
        try store.apply(.createSpreadsheet(name: name, description: ""), by: user.id, at: Self.now).spreadsheetID ?? 0
    }

    var configuration: DeskConfiguration {
        DeskConfiguration(
            user: user, statuses: .standard, zone: .gmt, dayStart: .standardDayStart, endOfDay: .standardEndOfDay, dayFirst: true,
            callbackURL: "https://crm.example.com/api/meta/webhook", isSimulated: false, notifications: false, bell: false)
    }

    /// - Parameter now: the moment at which the screens are, with the choices that the user has kept by then.
    func start(
        at now: Date = now, connector: (any PageConnecting)? = nil, tester: (any LeadTesting)? = nil, files: (any FileImporting)? = nil,
        rest: Rest = Rest()
    ) throws {
        var configuration = configuration
        configuration.preferences = try store.preferences(of: user.id)
        let session = DeskSession(
            terminal: terminal, store: store, checker: NoChecker(), connector: connector, forms: FormMappingService(store: store),
            tester: tester, files: files,
            configuration: configuration, rest: rest, clock: { now },
            onLeave: { [weak self] in self?.status = $0 })
        try session.start()
        self.session = session
    }

    /// The same by a clock that goes, with the news of other sessions.
    func start(clock: @escaping @Sendable () -> Date) throws {
        let session = DeskSession(
            terminal: terminal, store: store, checker: NoChecker(), configuration: configuration, clock: clock,
            onLeave: { [weak self] in self?.status = $0 })
        try session.start()
        self.session = session
        watch = try store.watch(on: .main, presence: { seen in MainActor.assumeIsolated { session.receive([.presence(seen)]) } }) { _ in }
    }

    func press(_ names: String...) {
        for name in names {
            terminal.press(name)
            session?.inputArrived()
        }
    }

    func type(_ text: String) {
        terminal.type(text)
        session?.inputArrived()
    }

    /// Waits until the screen is as wanted; false when that does not come about within the deadline.
    func shows(_ wanted: @MainActor (String) -> Bool) async -> Bool {
        let deadline = ContinuousClock.now + .seconds(600)
        while !wanted(terminal.text) {
            guard ContinuousClock.now < deadline else { return false }
            // Lets the main queue deliver what the store answered, and leaves the processor to the store meanwhile.
            await withCheckedContinuation { done in DispatchQueue.main.asyncAfter(deadline: .now() + .milliseconds(5)) { done.resume() } }
        }
        return true
    }

    func shows(_ text: String) async -> Bool { await shows { $0.contains(text) } }
    func hides(_ text: String) async -> Bool { await shows { !$0.contains(text) } }
}

/// No network in these tests: a page is never asked about.
struct NoChecker: PageChecking {
    func check(_ settings: PageSettings, at now: Date) async -> PageCheckReport { PageCheckReport(lines: []) }
}

extension String {
    /// True when one line of the screen begins its cells with the first text and has the second behind it.
    func hasLine(_ first: String, _ second: String) -> Bool {
        split(separator: "\n").contains { line in
            guard let start = line.range(of: "▌ \(first)") else { return false }
            return line[start.upperBound...].contains(second)
        }
    }
}
