import CRM
import Dispatch
import Foundation
import Synchronization

/// Carries out effects away from the main queue and brings the answers back to it. Reads and writes have a queue each, so that a long
/// search never holds up a write.
final class EffectRunner: Sendable {
    typealias Store = any SheetStoring & PageStoring & JournalStoring & PeopleStoring & PreferenceStoring

    private let store: Store
    private let checker: any PageChecking
    private let connector: (any PageConnecting)?
    private let forms: (any FormKeeping)?
    private let tester: (any LeadTesting)?
    private let user: User
    private let phones: PhoneReader
    private let zone: TimeZone
    private let clock: @Sendable () -> Date
    private let reads = DispatchQueue(label: "leadsheet.desk.reads", qos: .userInteractive)
    private let writes = DispatchQueue(label: "leadsheet.desk.writes", qos: .userInteractive)
    /// Applying a form's mapping to thousands of leads holds up no other write: it is done in portions.
    private let mappings = DispatchQueue(label: "leadsheet.desk.mappings", qos: .userInitiated)
    /// Work that makes the next frame quicker; no read and no write waits for it.
    private let preparation = DispatchQueue(label: "leadsheet.desk.preparation", qos: .userInitiated)
    /// Reads of whole lists that wait: asked again before they began, they are done once.
    private let waiting = Mutex<Set<DeskEffect>>([])
    /// Until when each kind of read that news repeat rests.
    private let rests = Mutex<[RepeatedRead: DispatchTime]>([:])
    /// The newest request of the grid: older ones that have not begun are skipped.
    private let newestWindow = Mutex<WindowRequest?>(nil)
    /// The words that the palette looks for: customers are found for the newest only.
    private let newestFind = Mutex<String?>(nil)
    @MainActor var answer: (([DeskAction]) -> Void)?

    init(
        store: Store, checker: any PageChecking, connector: (any PageConnecting)?, forms: (any FormKeeping)?, tester: (any LeadTesting)?,
        configuration: DeskConfiguration, clock: @escaping @Sendable () -> Date
    ) {
        self.store = store
        self.checker = checker
        self.connector = connector
        self.forms = forms
        self.tester = tester
        user = configuration.user
        phones = configuration.phones
        zone = configuration.zone
        self.clock = clock
    }

    @MainActor func run(_ effect: DeskEffect) {
        switch effect {
        case .apply, .setCountry, .undo, .redo, .undoPage, .redoPage, .retry, .keepPreference: perform(effect, on: writes)
        case .mapForm: perform(effect, on: mappings)
        case .checkPage(let settings):
            Task { [checker, clock] in
                let report = await checker.check(settings, at: clock())
                self.answer?([.checked(report)])
            }
        case .vetToken(let settings):
            guard let connector else {
                answer?([.vetted(settings, .accepted)])
                return
            }
            Task { [clock] in
                let verdict = await connector.vet(settings, at: clock())
                self.answer?([.vetted(settings, verdict)])
            }
        case .subscribePage(let settings):
            guard let connector else {
                answer?([.failed("This desk cannot subscribe pages. Run: leadsheet page subscribe \(settings.metaPageId)")])
                return
            }
            Task { [clock] in
                let line = await connector.subscribe(settings, at: clock())
                self.answer?([.subscribed(settings.metaPageId, line)])
            }
        case .sendTestLead(let settings):
            guard let tester else {
                answer?([
                    .testLeadSent(
                        settings.metaPageId,
                        [.init(.warning, "This desk cannot send test leads.", remedy: "Run: leadsheet doctor", on: .testLead)])
                ])
                return
            }
            Task {
                let lines = await tester.sendTestLead(settings) { stage in
                    Task { @MainActor in self.answer?([.testLeadStage(stage)]) }
                }
                self.answer?([.testLeadSent(settings.metaPageId, lines)])
            }
        case .makeVerifyToken: answer?([.verifyToken(VerifyToken.make().reveal())])
        case .loadSpreadsheets, .loadWindow, .count, .loadNewest, .findCustomers, .loadCard, .loadFeed, .loadFeedSummary, .loadDay,
            .loadPages,
            .loadPageSettings, .loadRaw, .loadForms, .loadForm, .become:
            read(effect)
        // The session's own.
        case .restart, .copy, .bell, .notify, .redraw, .theme, .suspend, .leave: break
        }
    }

    private func read(_ effect: DeskEffect) {
        if case .loadWindow(let request) = effect {
            let older = newestWindow.withLock { newest in
                defer { newest = request }
                return newest?.query
            }
            // The letters before are of no use any more: what they search must not hold up this one.
            if let older, older != request.query { store.interruptSearch() }
        }
        if case .findCustomers(let text) = effect {
            newestFind.withLock { $0 = text }
            store.interruptSearch()
        }
        guard waiting.withLock({ $0.insert(effect).inserted }) else { return }
        let kind = RepeatedRead(effect)
        let work = { @Sendable [self] in
            waiting.withLock { _ = $0.remove(effect) }
            let began = DispatchTime.now()
            perform(effect)
            if let kind { rest(kind, since: began) }
        }
        let rested = kind.flatMap { kind in rests.withLock { $0[kind] } }
        if let rested, rested > .now() { reads.asyncAfter(deadline: rested, execute: work) } else { reads.async(execute: work) }
    }

    /// What leads that pour in have read again and again takes a fifth of the time at most.
    private func rest(_ kind: RepeatedRead, since began: DispatchTime) {
        let now = DispatchTime.now()
        let nanoseconds = min(4 * (now.uptimeNanoseconds - began.uptimeNanoseconds), 500_000_000)
        rests.withLock { $0[kind] = max($0[kind] ?? now, now + .nanoseconds(Int(nanoseconds))) }
    }

    /// Has the tables of telephone numbers unpacked while the first rows are read.
    func prepare() {
        preparation.async { [phones] in _ = phones.number("+390286463456") }
    }

    /// Waits until the writes that were asked for are done, so that leaving loses none.
    func finishWrites() {
        writes.sync {}
        mappings.sync {}
    }

    private func perform(_ effect: DeskEffect, on queue: DispatchQueue) {
        queue.async { self.perform(effect) }
    }

    private func perform(_ effect: DeskEffect) {
        guard let action = outcome(of: effect) else { return }
        DispatchQueue.main.async { MainActor.assumeIsolated { self.answer?([action]) } }
        if case .window(_, let window, _) = action { prepare(window.rows) }
    }

    /// What is on the screen is being drawn; the rows that are scrolled to find their numbers read.
    private func prepare(_ rows: [Customer]) {
        preparation.async { [phones] in for customer in rows { _ = phones.number(customer.phoneNumber) } }
    }

    private func outcome(of effect: DeskEffect) -> DeskAction? {
        do {
            return try carryOut(effect)
        } catch is CancellationError {
            // A newer request took its place.
            return nil
        } catch let error as StoreError {
            if case .apply(let change, _) = effect { return .refused(change, error) }
            return failed(effect, error.message)
        } catch {
            return failed(effect, "Could not read or write the data (\(error)). Nothing was changed: try again.")
        }
    }

    private func failed(_ effect: DeskEffect, _ sentence: String) -> DeskAction {
        if case .loadWindow(let request) = effect { .windowFailed(request, sentence) } else { .failed(sentence) }
    }

    private func carryOut(_ effect: DeskEffect) throws -> DeskAction? {
        switch effect {
        case .loadSpreadsheets: return .spreadsheets(try store.spreadsheets(of: user.id))
        case .loadWindow(let request): return try window(request)
        case .count(let query):
            guard newestWindow.withLock({ $0?.query == query }) else { return nil }
            return .counted(query, try store.count(query, upTo: 10_000))
        case .loadNewest(let id):
            return .newest(id, try store.rows(SheetQuery(id), from: .start, limit: 50).rows, joined: try store.joined(in: id, limit: 50))
        case .findCustomers(let text): return try found(text)
        case .loadCard(let id):
            guard let person = try store.person(of: id, limit: 200) else { return .cardGone(id) }
            return person.customer.id == id ? .card(CardContent(person)) : .cardMerged(id, CardContent(person))
        case .loadFeed(let request):
            return .feed(request, try store.events(before: request.before, state: request.state, user: user.id, limit: request.limit))
        case .loadFeedSummary: return .feedSummary(try feedSummary())
        case .loadDay(let day, let customer): return .dayLoad(try store.dayLoad(of: user.id, on: day, except: customer))
        case .loadPages: return .pages(try store.pages(of: user.id))
        case .loadPageSettings(let id): return try store.settings(of: id).map(DeskAction.pageSettings)
        case .loadRaw(let id): return .raw(id, try store.raw(of: id))
        case .loadForms: return .forms(try forms?.forms(of: user.id) ?? [])
        case .loadForm(let id, let lead): return .form(try forms?.form(id, example: lead))
        case .mapForm(let id, let title, let mapping):
            return try forms.map { .formMapped(title, try $0.map(form: id, mapping, by: user.id, at: clock())) }
        case .apply(let change, let followUp): return .applied(try store.apply(change, by: user.id, at: clock()), followUp)
        case .become(let user): return .became(user, preferences: try store.preferences(of: user.id), said: nil)
        case .setCountry(let country):
            try store.setCountry(country, of: user.id)
            var moved = user
            moved.country = country
            return .became(
                moved, preferences: try store.preferences(of: user.id),
                said: "Phone numbers without a country code are now read as those of \(country.name) (\(country.code)).")
        case .undo: return .undone(try store.undo(by: user.id, at: clock()))
        case .redo: return .redone(try store.redo(by: user.id, at: clock()))
        case .undoPage: return .undone(try store.undo(.pages, by: user.id, at: clock()))
        case .redoPage: return .redone(try store.redo(.pages, by: user.id, at: clock()))
        case .retry(let ids): return .retried(try store.retry(ids, user: user.id, at: clock()))
        case .keepPreference(let name, let value):
            try store.setPreference(name, to: value, of: user.id)
            return nil
        case .restart, .checkPage, .vetToken, .subscribePage, .sendTestLead, .makeVerifyToken, .copy, .bell, .notify, .redraw, .theme,
            .suspend,
            .leave:
            return nil
        }
    }

    private func window(_ request: WindowRequest) throws -> DeskAction? {
        guard newestWindow.withLock({ $0 == request }) else { return nil }
        var anchor = request.anchor
        if case .find(let id) = request.purpose, let customer = try store.customer(id) { anchor = .around(customer) }
        do {
            var window = try store.rows(request.query, from: anchor, limit: request.limit)
            if case .find(let id) = request.purpose, !window.rows.contains(where: { $0.id == id }) {
                // The view does not show that customer: it is shown from its beginning.
                window = try store.rows(request.query, from: .start, limit: request.limit)
            }
            return .window(request, window, kept: try request.keep.compactMap(store.customer))
        } catch StoreError.spreadsheetGone {
            // Taken away since it was asked for, as by an undo: that was said, and the list of those that are left closes its grid.
            let summaries = try store.spreadsheets(of: user.id)
            guard !summaries.contains(where: { $0.id == request.query.spreadsheetID }) else { throw StoreError.spreadsheetGone }
            return .spreadsheets(summaries)
        }
    }

    /// The first customers with these words, spreadsheet after spreadsheet.
    private func found(_ text: String) throws -> DeskAction? {
        guard newestFind.withLock({ $0 == text }) else { return nil }
        var customers: [Customer] = []
        for summary in try store.spreadsheets(of: user.id) where customers.count < PaletteSearch.mostCustomers {
            customers += try store.rows(
                SheetQuery(summary.id, search: text), from: .start, limit: PaletteSearch.mostCustomers - customers.count
            ).rows
        }
        return .customersFound(text, customers)
    }

    private func feedSummary() throws -> FeedSummary {
        let now = clock()
        let day = CalendarDay(now, in: zone).instant(in: zone)
        let today = try store.arrivals(user: user.id, until: now, span: max(1, now.timeIntervalSince(day)), buckets: 1).first ?? 0
        return FeedSummary(
            arrivals: try store.arrivals(user: user.id, until: now, span: 7200, buckets: 12), today: today)
    }
}

/// What is read again with every batch of news, whoever asked for it first.
private enum RepeatedRead: Hashable {
    case spreadsheets, rows, newest, pages, feedSummary

    init?(_ effect: DeskEffect) {
        switch effect {
        case .loadSpreadsheets: self = .spreadsheets
        case .loadWindow(let request) where request.isLowPriority: self = .rows
        case .loadNewest: self = .newest
        case .loadPages: self = .pages
        case .loadFeedSummary: self = .feedSummary
        default: return nil
        }
    }
}
