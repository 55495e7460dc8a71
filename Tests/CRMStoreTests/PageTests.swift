import CRM
import CRMStore
import Foundation
import Testing

@Suite("Meta pages") struct PageTests {
    @Test("saved settings come back opened, and the list shows none of them", arguments: Engine.withService)
    func saving(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("200")
        try desk.savePage("100", secret: "")
        #expect(try desk.again().settings(of: "200") == Desk.settings("200"))
        #expect(try desk.store.settings(of: "300") == nil)
        #expect(try desk.store.allSettings().map(\.metaPageId) == ["200", "100"])
        let pages = try desk.store.pages(of: desk.ana)
        #expect(pages.map(\.id) == ["200", "100"])
        #expect(pages.map(\.signatureChecked) == [true, false])
        #expect(pages.map(\.hasAccessToken) == [true, true])
        #expect(pages.map(\.state) == [.ok, .ok])
        #expect(!String(describing: pages).contains("EAAtoken"))
    }

    @Test("a page has one user, and an id has its form", arguments: Engine.withService)
    func ownership(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let ben = try desk.store.addUser("ben").id
        try desk.savePage("100")
        #expect(throws: StoreError.pageTaken(pageID: "100", by: "ana")) { try desk.savePage("100", by: ben) }
        #expect(throws: StoreError.pageTaken(pageID: "100", by: "ana")) {
            try desk.store.apply(.removePage("100"), by: ben, at: Desk.start)
        }
        #expect(throws: StoreError.pageUnknown("7")) { try desk.store.apply(.removePage("7"), by: ben, at: Desk.start) }
        for bad in ["", "1 2", "ä", "1/2", String(repeating: "1", count: 65)] {
            #expect(throws: StoreError.pageIDInvalid(bad)) { try desk.savePage(bad) }
        }
        try desk.savePage("My_page-1")
        #expect(try desk.store.pages(of: ben).isEmpty)
        #expect(try desk.store.pages(of: nil).count == 2)
    }

    @Test("the version of the settings counts up with every change, and with nothing else", arguments: Engine.withService)
    func version(_ engine: Engine) throws {
        let desk = try Desk(engine)
        var last = try desk.store.pagesVersion()
        let changes: [() throws -> Void] = [
            { try desk.savePage("100") }, { try desk.savePage("100", token: "x") }, { _ = try desk.undoPage() },
            { _ = try desk.redoPage() },
            { _ = try desk.store.apply(.removePage("100"), by: desk.ana, at: Desk.start) }, { _ = try desk.undoPage() },
            { try desk.store.removeUser(desk.ana, at: Desk.start) },
        ]
        for (index, change) in changes.enumerated() {
            try change()
            let next = try desk.again().pagesVersion()
            #expect(next > last, "change \(index)")
            last = next
        }
        let quiet = try Desk(engine)
        try quiet.savePage("100")
        let before = try quiet.store.pagesVersion()
        try quiet.store.noteName(page: "100", name: "Kitchens")
        try quiet.post(["l1"])
        try quiet.add([.customerName: "M"])
        #expect(try quiet.store.pagesVersion() == before)
    }

    @Test("what Meta told about a page is kept", arguments: Engine.withService)
    func notes(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        let health = TokenHealth(
            checkedAt: Desk.start, isValid: true, expiresAt: nil, dataAccessExpiresAt: Desk.start, missingPermissions: ["leads_retrieval"])
        try desk.store.noteName(page: "100", name: "Rossi Kitchens")
        try desk.store.noteVerified(page: "100", at: Desk.start)
        try desk.store.noteToken(page: "100", health)
        try desk.post(["l1"], at: Desk.start.addingTimeInterval(5))
        let page = try #require(try desk.again().page("100"))
        #expect(page.title == "Rossi Kitchens")
        #expect(page.verifiedAt == Desk.start)
        #expect(page.token == health)
        #expect(page.lastEventAt == Desk.start.addingTimeInterval(5))
        #expect(page.waiting == 1)
        let form = KeptForm(id: "f1", pageID: "100", name: "Kitchen form", raw: "{}", fetchedAt: Desk.start)
        #expect(try desk.store.form("f1") == nil)
        try desk.store.keepForm(form)
        try desk.store.keepForm(form)
        #expect(try desk.store.form("f1") == form)
        #expect(try desk.store.event(1)?.formName == "Kitchen form")
        #expect(try desk.store.event(1)?.pageName == "Rossi Kitchens")
    }

    @Test("a page knows why its leads wait, by the latest of them, and since when", arguments: Engine.withService)
    func held(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        try desk.savePage("200")
        for (index, lead) in ["l1", "l2", "l3"].enumerated() { try desk.post([lead], at: Desk.start.addingTimeInterval(Double(index))) }
        #expect(try desk.again().page("100")?.heldLeads == nil)
        let later = Desk.start.addingTimeInterval(6 * 3600)
        let taken = try desk.store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: [])
        for (event, reason) in zip(taken, [EventReason.metaUnreachable, .versionDead, .leadMissing]) {
            try desk.store.settle(
                event.id,
                AttemptResult(state: .waiting, nextAttemptAt: later, error: "e", reason: reason, remedy: "Mend \(reason.rawValue)."))
        }
        #expect(
            try desk.again().pages(of: nil).map(\.heldLeads) == [
                HeldLeads(reason: .versionDead, remedy: "Mend version_dead.", since: Desk.start), nil,
            ])
        try desk.store.hasten([.versionDead], of: "200", at: Desk.start)
        #expect(try desk.store.nextDue() == later)
        try desk.store.hasten([.versionDead], of: "100", at: Desk.start)
        let due = try desk.store.takeDue(at: Desk.start, limit: 9, perPage: 9, except: [])
        #expect(due.map(\.leadgenID) == ["l2"] && due.map(\.reason) == [.versionDead], "the others wait, and it keeps what is known of it")
        #expect(try desk.store.page("100")?.heldLeads?.reason == .metaUnreachable)
    }

    @Test("a blocked page keeps its events until its settings change, then they are due", arguments: Engine.withService)
    func blocking(_ engine: Engine) throws {
        let desk = try Desk(engine)
        try desk.savePage("100")
        try desk.savePage("200")
        try desk.post(["l1", "l2"])
        try desk.post(["o1"], page: "200")
        let taken = try desk.store.takeDue(at: Desk.start, limit: 1, perPage: 1, except: [])
        #expect(taken.map(\.leadgenID) == ["l1"])
        let blocked = PageState.blocked(reason: "Invalid Meta Page Access Token", remedy: "Save a new token.")
        try desk.store.setState(page: "100", blocked, at: Desk.start)
        try desk.store.settle(taken[0].id, AttemptResult(state: .blocked, error: "Invalid Meta Page Access Token"))
        try desk.post(["l3"])
        #expect(try desk.store.page("100")?.state == blocked)
        let due = try desk.store.takeDue(at: Desk.start.addingTimeInterval(1e6), limit: 10, perPage: 10, except: [])
        #expect(due.map(\.leadgenID) == ["o1"])
        #expect(try desk.store.page("100")?.waiting == 3)
        let rows = try desk.store.events(before: nil, state: .blocked, user: nil, limit: 10)
        #expect(rows.map(\.event.error) == Array(repeating: "Invalid Meta Page Access Token", count: 3))

        try desk.savePage("100")
        #expect(try desk.store.page("100")?.state == blocked, "the same settings again mend nothing")
        try desk.savePage("100", token: "EAAnew")
        #expect(try desk.store.page("100")?.state == .ok)
        let freed = try desk.store.takeDue(at: Desk.start, limit: 10, perPage: 10, except: [])
        #expect(freed.map(\.leadgenID) == ["l1", "l2", "l3"])
        #expect(freed.map(\.attempts) == [2, 1, 1])
    }

    @Test(
        "removing a page or its user makes the events due that waited for its settings: they have another reason now",
        arguments: Engine.withService)
    func removing(_ engine: Engine) throws {
        for byUser in [false, true] {
            let desk = try Desk(engine)
            try desk.savePage("100")
            let event = try desk.post(["l1"])[0]
            _ = try desk.store.takeDue(at: Desk.start, limit: 10, perPage: 10, except: [])
            let reason = "Invalid Meta Page Access Token"
            try desk.store.setState(page: "100", .blocked(reason: reason, remedy: "Save a new token."), at: Desk.start)
            try desk.store.settle(event.id, AttemptResult(state: .blocked, error: reason))
            #expect(try desk.store.nextDue() == nil)
            if byUser {
                try desk.store.removeUser(desk.ana, at: Desk.start)
            } else {
                _ = try desk.store.apply(.removePage("100"), by: desk.ana, at: Desk.start)
            }
            #expect(try desk.store.event(event.id)?.event.error == nil)
            #expect(try desk.store.takeDue(at: Desk.start, limit: 10, perPage: 10, except: []).map(\.id) == [event.id])
        }
    }

    @Test("adding a page makes the events due that had no user", arguments: Engine.withService)
    func adding(_ engine: Engine) throws {
        let desk = try Desk(engine)
        let event = try desk.post(["l1"], page: "100")[0]
        #expect(throws: StoreError.pageUnknown("100")) { try desk.save(Desk.arrival("l1"), for: event.id, at: Desk.start) }
        _ = try desk.store.takeDue(at: Desk.start, limit: 10, perPage: 10, except: [])
        try desk.store.settle(event.id, AttemptResult(state: .blocked, error: "No user found for page_id: 100"))
        #expect(try desk.store.takeDue(at: Desk.start, limit: 10, perPage: 10, except: []).isEmpty)
        try desk.savePage("100")
        #expect(try desk.store.nextDue() == Desk.start)
        #expect(try desk.store.takeDue(at: Desk.start, limit: 10, perPage: 10, except: []).map(\.id) == [event.id])
    }
}
