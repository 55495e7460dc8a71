import CRM

/// How the Sheets screen's effects are carried out.
extension SheetsEffect {
    func work(_ services: DeskServices) -> EffectWork {
        let (store, user) = (services.store, services.user)
        switch self {
        case .loadSpreadsheets:
            return .aside(pace: "spreadsheets") { .sheets(.spreadsheets(try store.spreadsheets(of: user.id))) }
        case .loadWindow(let request):
            let older = services.newestWindow.ask(request)
            // The letters before are of no use any more: what they search must not hold up this one.
            if let older, older.query != request.query {
                // Nor is what the palette looked for before it was left.
                _ = services.newestFind.ask("")
                store.interruptSearch()
            }
            let answer = { @Sendable in try Self.answer(request, services) }
            switch request.purpose {
            // Another place in the list is not waited for behind more rows of this one.
            case .extendDown, .extendUp: return .aside(answer)
            case .open, .find, .refresh: return .read(pace: request.isLowPriority ? "rows" : nil, answer)
            }
        case .count(let query):
            return .read {
                guard services.newestWindow.value?.query == query else { return nil }
                return try Self.unlessCancelled {
                    .sheets(.counted(query, try Self.matches(query, store)))
                } else: {
                    .sheets(.countFailed(query, $0))
                }
            }
        case .loadQuestions(let rows): return .background(pace: "questions") { .sheets(.questions(try Self.questions(rows, services))) }
        case .loadViews: return .aside(pace: "views") { .sheets(.views(try store.views(of: user.id))) }
        case .loadColleagues(let id): return .read { .sheets(.colleagues(id, try store.colleagues(for: id))) }
        case .countViews(let queries):
            _ = services.newestCounts.ask(queries)
            // A view that is new, or asks for something else now, need not wait until the others have rested.
            return .counting(pace: "counts \(queries.mapValues(\.filter.text).hashValue)") {
                guard services.newestCounts.value == queries else { return nil }
                let counts = try store.countBeside(Array(queries.values), upTo: Self.mostCounted)
                return .sheets(.viewsCounted(Dictionary(uniqueKeysWithValues: zip(queries.keys, counts))))
            }
        case .loadOffers(let last):
            return .read(pace: "offers") {
                guard let last else { return .sheets(.offers([], newest: try store.newestOffer())) }
                let offers = try store.offers(to: user.id, after: last)
                return offers.last.map { .sheets(.offers(offers, newest: $0.id)) }
            }
        case .loadNewest(let lists, let last):
            return .read(pace: "newest") {
                let before = try last ?? store.newestCustomer()
                let rows = try lists.all.flatMap { try Self.newest(in: $0, store) }
                return .sheets(.newest(rows, joined: try lists.own.map { try store.joined(in: $0, limit: 50) } ?? [], after: before))
            }
        }
    }

    private static func newest(in list: Spreadsheet.ID, _ store: DeskStore) throws -> [Customer] {
        do {
            return try store.rows(SheetQuery(list), from: .start, limit: 50).rows
        } catch StoreError.spreadsheetGone {
            return []
        }
    }

    /// An answer that only repeats a row's own fields is no column.
    private static func questions(_ rows: [Customer], _ services: DeskServices) throws -> [AskedQuestion] {
        let answers = try services.store.answers(of: rows.map(\.id))
        let labels = rows.flatMap { row in
            (answers[row.id] ?? []).filter { CardStory.field(repeatedBy: $0, of: row, services.phones) == nil }.map(\.label)
        }
        return AskedQuestion.all(of: try services.forms?.forms(of: services.user.id) ?? [], answered: labels.uniqued())
    }

    private static let mostCounted = 10_000

    private static func matches(_ query: SheetQuery, _ store: DeskStore) throws -> Matches {
        guard case .everywhere(let first, let user) = query.scope else {
            return Matches(here: try store.count(query, upTo: mostCounted))
        }
        return Matches(
            here: try store.count(query.of(.spreadsheet(first)), upTo: mostCounted),
            elsewhere: try store.count(query.of(.others(than: first, of: user)), upTo: mostCounted))
    }

    private static func answer(_ request: CustomerRequest, _ services: DeskServices) throws -> DeskAction? {
        guard services.newestWindow.value == request else { return nil }
        return try unlessCancelled {
            try window(request, services)
        } else: {
            .sheets(.windowFailed(request, $0))
        }
    }

    /// Answers a question of the open list. One that fails is answered with the sentence that says why, one that is interrupted begins again.
    private static func unlessCancelled(_ read: () throws -> DeskAction, else failed: (String) -> DeskAction) throws -> DeskAction {
        do {
            return try read()
        } catch let error as CancellationError {
            throw error
        } catch {
            return failed(EffectRunner.sentence(error))
        }
    }

    private static func window(_ request: CustomerRequest, _ services: DeskServices) throws -> DeskAction {
        let store = services.store
        var anchor = request.anchor.ofStore
        if case .find(let id) = request.purpose, request.anchor == .start, let customer = try store.customer(id) {
            anchor = .around(customer)
        }
        do {
            var window = try store.rows(request.query, from: anchor, limit: request.limit)
            if case .find(let id) = request.purpose, !window.rows.contains(where: { $0.id == id }) {
                // The view does not show that customer: it is shown from its beginning.
                window = try store.rows(request.query, from: .start, limit: request.limit)
            }
            // Most of them are among the rows: only of the others is it asked how they are.
            var kept = window.rows.filter { request.keep.contains($0.id) }
            let others = request.keep.subtracting(kept.map(\.id))
            if !others.isEmpty { kept += try store.rows(others, as: request.query) }
            services.prepare(window.rows)
            return .sheets(.window(request, window, kept: kept))
        } catch StoreError.spreadsheetGone {
            // Taken away since it was asked for, as by an undo: that was said, and the list of those that are left closes its grid.
            let summaries = try store.spreadsheets(of: services.user.id)
            guard !summaries.contains(where: { $0.id == request.query.spreadsheetID }) else { throw StoreError.spreadsheetGone }
            return .sheets(.spreadsheets(summaries))
        }
    }
}
