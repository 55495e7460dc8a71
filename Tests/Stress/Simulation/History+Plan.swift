import CRM
import CRMStore
import Foundation
import MetaLeads

/// What is going to happen in a history.
extension History {
    /// Lives the history from its beginning to the moment from which everything goes well.
    func liveThroughTrouble() throws {
        try settle()
        let span = dice.chance(0.75) ? dice.span(1800...18_000) : dice.span(18_000...130_000)
        climate = Weather(
            loss: rare(0.4, 0.3), lateness: rare(0.3, 0.4), errors: rare(0.5, 0.25), cuts: rare(0.3, 0.1), quota: rare(0.2, 0.1),
            postLoss: rare(0.3, 0.3), answerLoss: rare(0.3, 0.3), twice: rare(0.5, 0.4), death: rare(0.6, 0.01),
            crowd: rare(0.6, 0.08))
        weather = climate
        // Rarely: such a lead is sought for a day and a half.
        isDeleting = dice.chance(0.12)
        for _ in 0..<dice.count(3...14) { plan(within: span) { [self] in submitLead() } }
        for _ in 0..<dice.count(0...7) { plan(within: span) { [self] in haveTrouble(span) } }
        for _ in 0..<dice.count(0...8) { plan(within: span) { [self] in doSomething() } }
        for _ in 0..<dice.count(0...10) { plan(within: span) { [self] in workAtDesk() } }
        for _ in 0..<dice.count(0...3) { plan(within: span) { [self] in postNoise() } }
        for user in users {
            for _ in 0..<dice.count(0...5) { plan(within: span) { [self] in sitDown(user.id) } }
        }
        plan(within: dice.chance(0.8) ? 5 : span) { [self] in start() }
        if dice.chance(0.5) { plan(within: span / 2) { [self] in startBeside() } }
        _ = run(until: span)
    }

    /// 0 in most histories, otherwise up to `most`.
    private func rare(_ share: Double, _ most: Double) -> Double { dice.chance(share) ? dice.span(0...most) : 0 }

    private func plan(within span: Double, _ work: @escaping @Sendable () -> Void) { scheduler.after(dice.span(0...span), work) }

    /// Users, pages and forms as they are at the beginning.
    private func settle() throws {
        for name in ["ana", "bo", "cleo"].prefix(userCount) { users.append(try store.addUser(name)) }
        try shareLeads()
        for number in 1...dice.count(1...3) {
            let id = "page\(number)"
            // Pages of one app share its secret.
            var page = SimulatedMeta.Page(id: id, appSecret: "secret\(dice.count(1...2))", token: "")
            page.tellsLimits = dice.chance(0.5)
            page.oldestFirst = dice.chance(0.3)
            page.largestPart = dice.pick([1, 2, 3, 100]) ?? 100
            page.mayReadAds = dice.chance(0.8)
            meta.pages[id] = page
            _ = meta.newToken(id)
            for letter in ["a", "b"].prefix(dice.count(1...2)) {
                meta.forms[id + letter] = .init(id: id + letter, page: id, isReadable: dice.chance(0.8))
            }
            if dice.chance(0.9) { try save(page: id) } else { people.open.insert(id) }
        }
    }

    // MARK: Leads

    private func submitLead() {
        guard let form = dice.pick(meta.formIDs).flatMap({ meta.forms[$0] }) else { return }
        let now = scheduler.now
        var places: [Int] = []
        for _ in 0..<(dice.chance(0.8) ? 1 : dice.count(2...5)) {
            let number = meta.leads.count + 1
            let isTest = dice.chance(0.05)
            // Where rows of a person become one, some persons come again.
            let person = opening.mergesEnquiries && number > 1 && dice.chance(0.4) ? dice.count(1...number - 1) : number
            meta.leads.append(
                .init(
                    id: "9000\(number)", page: form.page, form: form.id, created: now,
                    listed: now + dice.span(0...SimulatedMeta.latestListing),
                    name: isTest ? "<test lead: dummy data for full_name>" : "Zoë \(person) 李",
                    email: "zoe\(person)@example.com", phone: "+4670000\(1000 + person)"))
            places.append(number - 1)
            note("lead 9000\(number) of \(form.id) is submitted")
        }
        meta.changedAt = now
        if isDeleting, dice.chance(0.2) {
            let gone = places[0]
            scheduler.after(dice.span(1...4000)) { [self] in
                meta.leads[gone].isDeleted = true
                meta.changedAt = scheduler.now
                note("Meta deletes lead \(meta.leads[gone].id)")
            }
        }
        announce(places, form)
    }

    /// Meta tells of the leads: in one post or several, late, without their ids, or not at all.
    private func announce(_ places: [Int], _ form: SimulatedMeta.Form) {
        guard dice.chance(0.85) else { return }
        let secret = meta.pages[form.page]?.appSecret
        if dice.chance(0.08) {
            let body = "{\"object\":\"page\",\"entry\":[{\"id\":\"\(form.page)\",\"time\":1,\"changed_fields\":[\"leadgen\"]}]}"
            return postLater(body, secret, [])
        }
        let groups = dice.chance(0.5) ? [places] : places.map { [$0] }
        for group in groups {
            var changes = group.map { change(meta.leads[$0], form) }
            // The same lead twice in one post.
            if dice.chance(0.1), let first = changes.first { changes.append(first) }
            if dice.chance(0.05) { changes.insert("{\"field\":\"leadgen\",\"value\":7}", at: 0) }
            let body =
                "{\"object\":\"page\",\"entry\":[{\"id\":\"\(form.page)\",\"time\":1,\"changes\":[\(changes.joined(separator: ","))]}]}"
            postLater(body, secret, group)
        }
    }

    private func change(_ lead: SimulatedMeta.Lead, _ form: SimulatedMeta.Form) -> String {
        let id = dice.chance(0.5) ? "\"\(lead.id)\"" : lead.id
        let named = dice.chance(0.9) ? ",\"form_id\":\"\(form.id)\"" : ""
        return
            "{\"value\":{\"leadgen_id\":\(id),\"page_id\":\"\(lead.page)\"\(named),\"created_time\":\(Int(SimulatedMeta.epoch + lead.created))},\"field\":\"leadgen\"}"
    }

    private func postLater(_ body: String, _ secret: String?, _ leads: [Int]) {
        scheduler.after(dice.chance(0.8) ? dice.span(0...20) : dice.span(0...900)) { [self] in
            send(SimulatedPost(body: body, secret: secret, leads: leads, at: scheduler.now))
        }
    }

    /// Posts that bring no lead: forged, tests of the dashboard, other subscriptions.
    private func postNoise() {
        guard let page = dice.pick(meta.pageIDs).flatMap({ meta.pages[$0] }) else { return }
        func entry(_ id: String, _ change: String) -> String {
            "{\"object\":\"page\",\"entry\":[{\"id\":\"\(id)\",\"time\":1,\"changes\":[\(change)]}]}"
        }
        switch dice.below(4) {
        case 0:
            let id = "6660\(people.forged.count + 1)"
            let body = entry(page.id, "{\"field\":\"leadgen\",\"value\":{\"leadgen_id\":\"\(id)\",\"page_id\":\"\(page.id)\"}}")
            people.forged[id] = page.id
            note("somebody forges lead \(id)")
            send(SimulatedPost(body: body, secret: dice.chance(0.5) ? "guessed" : nil, leads: [], at: scheduler.now))
        case 1:
            postLater(
                entry("0", "{\"field\":\"leadgen\",\"value\":{\"leadgen_id\":\"444444444444\",\"page_id\":\"444444444444\"}}"),
                page.appSecret, [])
        case 2: postLater(entry(page.id, "{\"field\":\"feed\",\"value\":{\"item\":\"post\"}}"), page.appSecret, [])
        default: postLater("{\"object\":\"page\",\"entry\":[7,{\"id\":\"\(page.id)\",\"changes\":[]}]}", page.appSecret, [])
        }
    }

    // MARK: Troubles

    private func haveTrouble(_ span: Double) {
        guard let page = dice.pick(meta.pageIDs), let form = dice.pick(meta.formIDs) else { return }
        let length = dice.chance(0.7) ? dice.span(10...3600) : dice.span(3600...max(3601, span))
        switch dice.below(12) {
        case 0: during(length, "Meta is away", { $0.weather.isAway = true }, { $0.weather.isAway = false })
        case 1: during(length / 4, "the disk is full", { $0.weather.isDiskFull = true }, { $0.weather.isDiskFull = false })
        case 2:
            during(length, "leads_retrieval is taken from \(page)", { $0.meta.pages[page]?.mayReadLeads = false }) {
                $0.meta.pages[page]?.mayReadLeads = true
            }
        case 3:
            during(length, "Leads Access is taken from \(page)", { $0.meta.pages[page]?.hasLeadAccess = false }) {
                $0.meta.pages[page]?.hasLeadAccess = true
            }
        case 4:
            during(length, "form \(form) is not listed", { $0.meta.forms[form]?.isListable = false }) {
                $0.meta.forms[form]?.isListable = true
            }
        case 5:
            note("Meta limits \(page) for \(Int(length)) s")
            meta.pages[page]?.limitedUntil = scheduler.now + length
        case 6, 7:
            note("the token of \(page) is made invalid")
            let token = meta.newToken(page)
            scheduler.after(length) { [self] in planned("saves the new token of \(page)") { try save(page: page, token: token) } }
        case 8: if beside != nil, dice.chance(0.5) { killBeside("by somebody") } else { kill("by somebody") }
        case 9: stop()
        case 10:
            during(length, "deliveries fail", { $0.weather.postLoss = 1 }) { $0.weather.postLoss = $0.climate.postLoss }
        default:
            note("leads come at once")
            for _ in 0..<dice.count(2...6) { submitLead() }
        }
    }

    private func during(
        _ seconds: Double, _ what: String, _ begin: (History) -> Void, _ end: @escaping @Sendable (History) -> Void
    ) {
        note("\(what) from now on")
        begin(self)
        scheduler.after(seconds) { [self] in
            guard !isMended else { return }
            note("no longer: \(what)")
            end(self)
        }
    }

    // MARK: The end of all troubles

    /// From now on all goes well, and a person has mended every setting.
    func mend() {
        note("from now on all goes well")
        isMended = true
        weather = .fair
        for user in users where dice.chance(0.5) { sitDown(user.id) }
        for id in meta.formIDs {
            meta.forms[id]?.isListable = true
        }
        for id in meta.pageIDs {
            meta.pages[id]?.mayReadLeads = true
            meta.pages[id]?.hasLeadAccess = true
            meta.pages[id]?.limitedUntil = 0
            _ = meta.newToken(id)
            person("mends the settings of \(id)") { try save(page: id) }
        }
        if program == nil { start() }
        // In the other histories all comes back by itself, which takes longer.
        guard dice.chance(0.6) else { return }
        person("retries all") { _ = try store.retry(nil, user: nil, at: clock) }
        for post in posts { attempt(post) }
    }
}
