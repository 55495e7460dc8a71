import CRM
import CRMStore
import Foundation

/// What persons do meanwhile, in programs of their own on the same data.
extension History {
    /// Does something that persons plan; once all is mended they have no more plans.
    func planned(_ what: String, _ body: () throws -> Void) {
        if !isMended { person(what, body) }
    }

    func person(_ what: String, _ body: () throws -> Void) {
        do {
            try body()
            note("a person \(what)")
        } catch let error as StoreError {
            note("a person could not: \(what): \(error.message)")
        } catch {
            expect(false, "A person \(what), and the store fails: \(error)")
        }
        // The programs watch the data.
        for program in programs {
            scheduler.after(Self.newsPause, life: program.life) { program.wake() }
        }
    }

    /// Saves the right settings of a page, or others where told so.
    func save(page id: String, token: String? = nil, secret: String? = nil) throws {
        guard let page = meta.pages[id] else { return }
        let owner = try store.page(id)?.userID ?? dice.pick(users)?.id
        guard let owner else { return }
        _ = try store.apply(
            .savePage(
                PageSettings(
                    metaPageId: id, metaPageAccessToken: Secret(token ?? page.token), metaAppSecret: Secret(secret ?? page.appSecret),
                    metaVerifyToken: Secret("verify"))), by: owner, at: clock)
        people.owners[id, default: []].insert(owner)
        if secret == "" { people.open.insert(id) }
    }

    /// Any one of the things that persons do.
    func doSomething() {
        guard !isMended, let page = dice.pick(meta.pageIDs), let user = dice.pick(users)?.id else { return }
        switch dice.below(14) {
        case 0, 1: person("retries all") { _ = try store.retry(nil, user: nil, at: clock) }
        case 2:
            person("retries one") {
                guard let row = dice.pick(try store.events(before: nil, state: nil, user: nil, limit: 30)) else { return }
                _ = try store.retry([row.id], user: nil, at: clock)
            }
        case 3: person("saves a wrong token for \(page)") { try save(page: page, token: "wrong") }
        case 4: person("saves a wrong secret for \(page)") { try save(page: page, secret: dice.chance(0.5) ? "wrong" : "") }
        case 5: person("saves the settings of \(page)") { try save(page: page) }
        case 6:
            person("removes \(page)") {
                guard let owner = try store.page(page)?.userID else { return }
                people.open.insert(page)
                _ = try store.apply(.removePage(page), by: owner, at: clock)
            }
            if dice.chance(0.7) {
                scheduler.after(dice.span(0...3000)) { [self] in planned("adds \(page) again") { try save(page: page) } }
            }
        case 7:
            person("takes back a step") {
                // Any page's settings may be among what is taken back.
                people.open.formUnion(meta.pageIDs)
                for page in people.owners.keys { people.owners[page]?.formUnion(users.map(\.id)) }
                people.attempts = [:]
                _ = try store.undo(dice.chance(0.5) ? .pages : .work, by: user, at: clock)
            }
        case 8:
            person("does a step again") {
                people.attempts = [:]
                _ = try store.redo(dice.chance(0.5) ? .pages : .work, by: user, at: clock)
            }
        case 9 where dice.chance(0.4): eraseSomebody(by: user)
        default: touchSomebody(by: user)
        }
    }

    /// One of a user's customers, or of all.
    func anybody(of user: User.ID?) throws -> Customer? { try anyRow(of: user)?.customer }

    private func anyRow(of user: User.ID?) throws -> ExportRow? {
        var found: [ExportRow] = []
        try store.export(user: user, spreadsheet: nil) { found.append($0) }
        return dice.pick(found)
    }

    private func touchSomebody(by user: User.ID) {
        person("changes a customer") {
            guard let customer = try anybody(of: user) else { return }
            switch dice.below(4) {
            case 0: _ = try store.apply(.deleteCustomer(customer.id), by: user, at: clock)
            case 1: _ = try store.apply(.addNote(customer.id, text: "called"), by: user, at: clock)
            case 2 where dice.chance(0.2): _ = try store.apply(.deleteSpreadsheet(customer.spreadsheetID), by: user, at: clock)
            default:
                people.renamed.insert(customer.id)
                let edit = FieldEdit(.customerName, from: customer.customerName, to: "Renamed \(dice.below(100))")
                _ = try store.apply(.editCustomer(customer.id, [edit]), by: user, at: clock)
            }
        }
    }

    private func eraseSomebody(by user: User.ID) {
        person("erases a customer") {
            guard let row = try anyRow(of: nil) else { return }
            _ = try store.erase(customer: row.customer.id, by: "user \(user)", at: clock)
            team.forget(row.customer.id)
            for lead in row.leads.map(\.leadgenID) {
                people.erased.insert(lead)
                note("lead \(lead) was erased")
            }
        }
    }
}
