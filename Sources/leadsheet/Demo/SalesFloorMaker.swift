import Base
import CRM
import Foundation

/// Draws the demo's customers one after another from one seeded generator.
struct SalesFloorMaker {
    var random: SeededGenerator
    let now: Date
    let zone: TimeZone
    let today: CalendarDay
    let statuses: StatusCatalogue
    private var nextID: Customer.ID = 1
    private var nextSheet: Spreadsheet.ID = 1
    private var takenAddresses: Set<String> = []

    init(seed: UInt64, now: Date, zone: TimeZone, statuses: StatusCatalogue) {
        random = SeededGenerator(seed: seed)
        self.now = now
        self.zone = zone
        today = CalendarDay(now, in: zone)
        self.statuses = statuses
    }

    mutating func sheet(_ plan: SalesFloorPlan) -> SalesFloor.Sheet {
        let arrivals = (0..<plan.customers).map { _ in arrival(plan.arrivals) }.sorted()
        let entries = arrivals.map { entry(plan, createdAt: $0) }
        nextSheet += 1
        return SalesFloor.Sheet(name: plan.name, description: plan.description, entries: entries)
    }

    private mutating func entry(_ plan: SalesFloorPlan, createdAt: Date) -> SalesFloor.Entry {
        let person = person(home: plan.home)
        let type = weighted(
            plan.shares.filter { share in statuses.statuses.contains { $0.type == share.type } }.map { ($0.type, $0.share) })
        let path = path(to: type ?? .working)
        let timeline = timeline(path: path, createdAt: createdAt)
        let status = path.last ?? Status.beginning
        let ended = statuses.type(of: status).isEnded
        let customer = Customer(
            id: nextID, spreadsheetID: nextSheet, customerName: person.name, companyName: person.company, phoneNumber: person.phone,
            email: person.email, remark: pick(DemoRemarks.remarks(for: statuses.type(of: status))) ?? "", status: status,
            nextCall: ended ? nil : nextCall(status), createdAt: createdAt,
            firstTouchedAt: timeline.first(where: \.isDealing)?.at, version: 1 + timeline.count(where: \.isDealing))
        nextID += 1
        return SalesFloor.Entry(customer: customer, timeline: timeline)
    }

    // MARK: Who

    private struct Person {
        var name: String
        var company: String
        var phone: String
        var email: String
    }

    private mutating func person(home: DemoRegion?) -> Person {
        let somewhere = weighted(DemoRegion.all.map { ($0, $0.weight) }) ?? .portugal
        let region = chance(65) ? home ?? somewhere : somewhere
        let given = parts(pick(region.given)), family = parts(pick(region.family))
        let name = region.familyFirst ? "\(family.written) \(given.written)" : "\(given.written) \(family.written)"
        let phone = String((pick(region.phones) ?? "").map { $0 == "#" ? Character(String(Int.random(in: 0...9, using: &random))) : $0 })
        return Person(
            name: name, company: chance(72) ? pick(region.companies) ?? "" : "", phone: phone,
            email: chance(88) ? address(given.latin, family.latin) : "")
    }

    private func parts(_ name: String?) -> (written: String, latin: String) {
        let parts = (name ?? "").split(separator: "|").map(String.init)
        let written = parts.first ?? ""
        return (written, parts.count > 1 ? parts[1] : written)
    }

    /// `maria.rossi@example.com`; a second one gets a number.
    private mutating func address(_ given: String, _ family: String) -> String {
        let local = [given, family].map { part in
            SearchText.fold(part).replacingOccurrences(of: "ß", with: "ss").filter { $0.isASCII && $0.isLetter }
        }.joined(separator: ".")
        let domain = pick(["example.com", "example.com", "example.org", "example.net"]) ?? "example.com"
        var address = "\(local)@\(domain)"
        var number = 2
        while !takenAddresses.insert(address).inserted {
            address = "\(local)\(number)@\(domain)"
            number += 1
        }
        return address
    }

    // MARK: When

    private mutating func arrival(_ arrivals: SalesFloorPlan.Arrivals) -> Date {
        let day: CalendarDay
        switch arrivals {
        case .fair(let month, let firstDay, let length):
            let latest = today.adding(days: -13 - length)
            let thisYear = CalendarDay(year: today.year, month: month, day: firstDay) ?? latest
            let first = thisYear <= latest ? thisYear : thisYear.adding(months: -12)
            day = first.adding(days: Int.random(in: 0..<length, using: &random))
        case .saturday(let daysAgo):
            let latest = today.adding(days: -daysAgo)
            day = latest.adding(days: -((latest.weekday + 1) % 7))
        case .steady(let days):
            day = workday(today.adding(days: -Int.random(in: 1...days, using: &random)), step: -1)
        }
        return day.instant(at: officeTime(), in: zone).addingTimeInterval(Double(Int.random(in: 0..<60_000, using: &random)) / 1000)
    }

    private mutating func nextCall(_ status: Status.ID) -> NextCall? {
        let type = statuses.type(of: status)
        let share = Int.random(in: 0..<1000, using: &random)
        let time: TimeOfDay? = status == "appointment" || chance(30) ? quarterHour() : nil
        if share < 25 { return nil }
        if share < 75 { return NextCall(workday(today.adding(days: -Int.random(in: 1...12, using: &random)), step: -1), time) }
        if share < 130 || (type == .open && share < 400) { return NextCall(today, time) }
        let ahead =
            type == .parked
            ? Int.random(in: 20...140, using: &random) : min(Int.random(in: 1...21, using: &random), Int.random(in: 1...35, using: &random))
        return NextCall(workday(today.adding(days: ahead), step: 1), time)
    }

    func workday(_ day: CalendarDay, step: Int) -> CalendarDay {
        var day = day
        while day.weekday > 5 { day = day.adding(days: step) }
        return day
    }

    mutating func officeTime() -> TimeOfDay {
        TimeOfDay(minutesSinceMidnight: Int.random(in: 9 * 60 + 5...17 * 60 + 50, using: &random))
    }

    private mutating func quarterHour() -> TimeOfDay {
        TimeOfDay(minutesSinceMidnight: Int.random(in: 36...71, using: &random) * 15)
    }

    // MARK: How far

    /// The statuses a customer went through, from the first open one to one of the type.
    private mutating func path(to type: StatusType) -> [Status.ID] {
        let all = statuses.statuses
        let open = all.first { $0.type == .open }?.id
        let working = all.filter { $0.type == .working }.map(\.id)
        var path = open.map { [$0] } ?? []
        if type == .open {
            let opens = all.filter { $0.type == .open }.map(\.id)
            return pick(opens).map { [$0] } ?? path
        }
        // Early statuses are commoner than late ones; some are skipped on the way.
        let reach = min(
            Int.random(in: 0...max(0, working.count - 1), using: &random), Int.random(in: 0...max(0, working.count), using: &random))
        for (index, status) in working.enumerated() where index <= reach && (index == reach || chance(70)) { path.append(status) }
        if type != .working {
            let ends = all.filter { $0.type == type }.map(\.id)
            if let end = weighted(ends.enumerated().map { ($1, ends.count * 2 - $0) }) { path.append(end) }
        }
        return path
    }

    // MARK: Chance

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }

    mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &random) }

    private mutating func weighted<Element>(_ elements: [(Element, Int)]) -> Element? {
        let total = elements.reduce(0) { $0 + $1.1 }
        guard total > 0 else { return nil }
        var left = Int.random(in: 0..<total, using: &random)
        for (element, weight) in elements {
            if left < weight { return element }
            left -= weight
        }
        return nil
    }
}
