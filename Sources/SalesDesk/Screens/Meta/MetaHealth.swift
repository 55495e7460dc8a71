import CRM
import Foundation
import TerminalKit

/// The known facts of a page, line by line, each fault with its remedy.
enum MetaHealth {
    struct Line: Hashable {
        var mark: Character?
        var markStyle = Style.plain
        /// Stands dim before the text.
        var label = ""
        var text: String
        var style = Style.plain
        /// At the right of the line, dim.
        var note = ""

        static let blank = Line(text: "")
        static func good(_ text: String, note: String = "") -> Line { Line(mark: "●", markStyle: .good, text: text, note: note) }
        static func warning(_ text: String) -> Line { Line(mark: "○", markStyle: .warning, text: text, style: .warning) }
        static func fault(_ text: String) -> Line { Line(mark: "○", markStyle: .fault, text: text, style: .fault) }
        static func unknown(_ text: String) -> Line { Line(mark: "○", markStyle: .dim, text: text, style: .dim) }
        /// The line with what to do, under the line it belongs to.
        static func remedy(_ text: String) -> Line { Line(mark: remedyMark, text: text, style: .dim) }
        fileprivate static let newToken = remedy("Make a new page access token, enter it here and save.")
        fileprivate static let remedyMark: Character = " "
    }

    static func lines(_ state: DeskState) -> [Line] {
        guard let page = state.pages.first(where: { $0.id == state.meta.pageID }) else {
            let next = "\(state.keys.of("meta.test")) tests what you have typed, \(state.keys.of("meta.save")) saves it."
            return address(nil, state) + [.unknown("nothing is known of this page yet"), .remedy(next)] + test(state)
        }
        var lines: [Line] = []
        var asked = token(page, state) + subscription(page, state)
        if case .blocked(let reason, let remedy, _) = page.state {
            lines += [.fault(reason), .remedy(remedy)]
            // The points that an earlier check found well are not so any more.
            asked.removeAll { $0.mark == "●" }
        }
        lines += address(page, state) + callback(page, state) + signatures(page) + asked + problems(page, state)
        // Others mend it, and read there what to do.
        if page.hidesSettings { lines.removeAll { $0.mark == Line.remedyMark } }
        lines.append(.blank)
        lines += arrivals(page, state)
        return lines + test(state)
    }

    /// Meta calls from the internet, where this machine's own address means nothing. What has reached this page says otherwise.
    private static func address(_ page: MetaPage?, _ state: DeskState) -> [Line] {
        let configuration = state.configuration
        guard configuration.callbackIsLocal, page?.hidesSettings != true, page?.verifiedAt == nil, page?.lastEventAt == nil else {
            return []
        }
        let host = URLComponents(string: configuration.callbackURL)?.host ?? configuration.callbackURL
        return [
            .warning("Meta cannot call \(host): set public_url"),
            .remedy("Put public_url into leadsheet.yaml: the https address that reaches this machine."),
        ]
    }

    private static func callback(_ page: MetaPage, _ state: DeskState) -> [Line] {
        if let at = page.verifiedAt {
            return [.good("callback verified by Meta", note: InstantPresentation.stamp(at, now: state.now, in: state.configuration.zone))]
        }
        // An app has one callback: it may have been verified with the token of another of its pages.
        if let at = page.lastEventAt {
            return [.good("Meta calls the callback URL", note: InstantPresentation.stamp(at, now: state.now, in: state.configuration.zone))]
        }
        return [
            .warning("Meta has not called the callback URL yet"),
            .remedy("At Meta: App Dashboard, Webhooks, Page. Enter the callback URL and the verify token, then subscribe to leadgen."),
        ]
    }

    private static func signatures(_ page: MetaPage) -> [Line] {
        if page.signatureChecked { return [.good("signatures checked")] }
        return [
            .warning("signatures not checked: anyone could post leads in its name"),
            .remedy("Add the app secret: App Dashboard, App settings, Basic."),
        ]
    }

    private static func token(_ page: MetaPage, _ state: DeskState) -> [Line] {
        guard page.hasAccessToken else {
            return [.fault("no access token, so its leads cannot be read"), .remedy("Enter the page access token and save.")]
        }
        guard let token = page.token else {
            return [.unknown("access token not tested yet"), .remedy("\(state.keys.of("meta.test")) tests it.")]
        }
        let zone = state.configuration.zone
        var lines: [Line] = []
        if !token.isValid {
            lines += [.fault("Meta refuses the access token"), .newToken]
        } else if let end = token.expiresAt {
            lines += ending("token", end, state)
        } else {
            lines.append(.good("token never expires"))
        }
        if let end = token.dataAccessExpiresAt, token.isValid {
            let isNear = end.timeIntervalSince(state.now) < 14 * 86_400
            lines +=
                isNear
                ? ending("access to people's data", end, state)
                : [.good("access to people's data until \(InstantPresentation.day(end, in: zone))")]
        }
        if !token.missingPermissions.isEmpty {
            lines += [
                .fault("missing permissions: \(token.missingPermissions.joined(separator: ", "))"),
                .remedy("Grant them to the app for this page, make a new page access token, enter it here and save."),
            ]
        }
        return lines
    }

    private static func subscription(_ page: MetaPage, _ state: DeskState) -> [Line] {
        guard let token = page.token, token.isValid else { return [] }
        let key = state.keys.of("meta.subscribe", outsideField: Desk.metaFocus(state)?.field == nil)
        switch token.isSubscribed {
        case true?: return [.good("page subscribed to leadgen")]
        case false?: return [.warning("page is not subscribed to leadgen"), .remedy("\(key) subscribes it.")]
        case nil:
            let untold = token.problems.first { $0.topic == .pageSubscription }.map(line)
            return untold ?? [.unknown("subscription of the page not tested yet"), .remedy("\(state.keys.of("meta.test")) tests it.")]
        }
    }

    /// The problems that the check found besides token, permissions and the page's subscription, which have lines of their own.
    private static func problems(_ page: MetaPage, _ state: DeskState) -> [Line] {
        page.problems(at: state.now).filter { [.token, .appSecret, .appSubscription, .leadsAccess, .leads].contains($0.topic) }
            .flatMap(line)
    }

    private static func line(_ problem: Problem) -> [Line] {
        [problem.isFault ? .fault(problem.sentence) : .warning(problem.sentence), .remedy(problem.remedy)]
    }

    private static func ending(_ what: String, _ end: Date, _ state: DeskState) -> [Line] {
        let day = InstantPresentation.day(end, in: state.configuration.zone)
        let left = end.timeIntervalSince(state.now)
        if left <= 0 { return [.fault("\(what) expired \(day)"), .newToken] }
        guard left < 14 * 86_400 else { return [.good("\(what) expires \(day)")] }
        return [.warning("\(what) expires \(day)"), .remedy("Make a new one before; a system user's token never expires.")]
    }

    private static func arrivals(_ page: MetaPage, _ state: DeskState) -> [Line] {
        let zone = state.configuration.zone
        let event = page.lastEventAt.map { InstantPresentation.stamp($0, now: state.now, in: zone) } ?? "none yet"
        let lead = page.lastLead.map { [$0.customerName, $0.formName].compactMap { $0 }.joined(separator: ", ") } ?? "none yet"
        var lines = [Line(label: "last event", text: event), Line(label: "last lead", text: lead)]
        if page.waiting > 0 {
            lines.append(Line(text: "\(Numbers.count(page.waiting, "lead")) waiting: \(state.keys.of(.feed)) shows why", style: .warning))
        }
        return lines + ledger(page, state)
    }

    /// The number of Meta's leads that are here, and as of when. Leads that wait are not counted yet, so they are said with it.
    private static func ledger(_ page: MetaPage, _ state: DeskState) -> [Line] {
        var lines: [Line] = []
        if let meta = page.leads.meta {
            let at = page.comparedAt.map { " at \(InstantPresentation.minute($0, now: state.now, in: state.configuration.zone))" } ?? ""
            let isAll = page.leads.missing == 0 && page.waiting == 0
            let some = "\(Numbers.grouped(page.leads.here)) of \(Numbers.count(meta, "lead")) here"
            let counts = isAll ? "all \(Numbers.count(meta, "lead")) \(meta == 1 ? "is" : "are") here" : some
            let waiting = page.waiting > 0 ? ", \(Numbers.grouped(page.waiting)) waiting" : ""
            lines.append(Line(text: "compared with Meta\(at): \(counts)\(waiting)", style: isAll && page.state == .ok ? .good : .warning))
        }
        // A blocked page says why itself.
        if page.state == .ok, let problem = page.catchUpProblem {
            lines += [.warning("not compared with Meta's leads: \(problem.sentence)"), .remedy(problem.remedy)]
        }
        return lines
    }

    /// How far the test lead has come.
    private static func underWay(_ state: DeskState) -> [Line] {
        guard state.meta.testLead == state.meta.key else { return [] }
        switch state.meta.testLeadStage {
        case .choosingForm: return [.unknown("test lead: looking for the page's newest form…")]
        case .asked(let form): return [.unknown("test lead: Meta is asked for one of the form \"\(form)\"…")]
        case .made: return [.unknown("test lead: Meta has made it; waiting for its webhook, a minute at most…")]
        case .announced: return [.unknown("test lead: it is in the journal and being read…")]
        case .saved: return [.unknown("test lead: it is a customer; it is being deleted at Meta…")]
        }
    }

    /// The lines of the last test, and of the test lead that is under way.
    private static func test(_ state: DeskState) -> [Line] {
        let underWay = underWay(state)
        if state.meta.checking == state.meta.key { return [.blank, Line(text: "TEST", style: .dim), .unknown("asking Meta…")] + underWay }
        guard let test = state.meta.test else { return underWay.isEmpty ? [] : [.blank, Line(text: "TEST", style: .dim)] + underWay }
        let at = InstantPresentation.stamp(test.at, now: state.now, in: state.configuration.zone)
        var lines: [Line] = [.blank, Line(text: "TEST \(at)", style: .dim)]
        for line in test.report.lines {
            switch line.verdict {
            case .good: lines.append(.good(line.finding))
            case .warning: lines.append(.warning(line.finding))
            case .fault: lines.append(.fault(line.finding))
            }
            if let remedy = line.remedy { lines.append(.remedy(remedy)) }
        }
        return lines + underWay
    }
}
