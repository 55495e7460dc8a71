import CRM
import Foundation

/// The leads that came before the demo began: the last two weeks of a page with a few forms, most of them dealt with.
struct DemoLeads {
    var entries: [SalesFloor.Entry]
    /// One for each entry, in the same order.
    var leads: [Lead]

    private static let count = 44
    private static let forms = ["Kitchen form", "Bath form", "Autumn sale"]
    private static let budgets = ["under 5,000", "5,000 to 15,000", "15,000 to 30,000"]
    private static let calls = ["before noon", "after lunch", "after 6 pm"]

    /// The same for the same arguments.
    static func make(seed: UInt64, pages: [String], now: Date, zone: TimeZone, statuses: StatusCatalogue) -> DemoLeads {
        let floor = SalesFloor.make(seed: seed &+ 1, now: now, zone: zone, statuses: statuses)
        // Of another floor the sheet whose customers came day by day, as leads do.
        let people = floor.spreadsheets.first { $0.name == "Referrals" }?.entries ?? []
        var made = DemoLeads(entries: [], leads: [])
        var fresh = 0
        for (index, person) in people.suffix(count).enumerated() {
            var entry = person
            let isUntouched = statuses.type(of: entry.customer.status) == .open
            if isUntouched { fresh += 1 }
            let age = now.timeIntervalSince(entry.customer.createdAt)
            // Half a year becomes two weeks; nobody leaves a new lead lying, so those are from the last hours.
            let scale = isUntouched ? Double(fresh * fresh) * 400 / age : 1.0 / 13
            func moved(_ instant: Date) -> Date {
                let squeezed = now.addingTimeInterval(-now.timeIntervalSince(instant) * scale)
                return isUntouched ? squeezed : atWork(squeezed, now: now, zone: zone)
            }

            let lead = lead(
                of: entry.customer, number: index, page: pages[index % pages.count], createdTime: moved(entry.customer.createdAt))
            entry.customer.createdAt = lead.createdTime
            entry.customer.firstTouchedAt = entry.customer.firstTouchedAt.map(moved)
            if entry.customer.remark.isEmpty { entry.customer.remark = LeadDefaults.remark(lead.leadgenID) }
            if entry.customer.companyName.isEmpty { entry.customer.companyName = LeadDefaults.companyName }
            entry.customer.lead = LeadMark(
                leadgenID: lead.leadgenID, formName: lead.formName, isTest: false, createdTime: lead.createdTime)
            entry.timeline = entry.timeline.map { moment in
                var moment = moment
                moment.at = moved(moment.at)
                if moment.kind == .created {
                    moment.kind = .lead
                    moment.text = "lead from Meta: \"\(lead.formName ?? "")\""
                }
                return moment
            }
            made.entries.append(entry)
            made.leads.append(lead)
        }
        made.promise(at: now, zone: zone, statuses: statuses)
        return made
    }

    /// The moment within the hours of work of its day, so that nothing of what is squeezed into two weeks was done at night; before now on the
    /// day of now. Keeps the order.
    private static func atWork(_ instant: Date, now: Date, zone: TimeZone) -> Date {
        let day = CalendarDay(instant, in: zone)
        func hour(_ hour: Int) -> Date { day.instant(at: TimeOfDay(minutesSinceMidnight: hour * 60), in: zone) }
        let (begin, end) = (hour(0), min(now, day.adding(days: 1).instant(at: TimeOfDay(minutesSinceMidnight: 0), in: zone)))
        let opening = min(hour(9), max(begin, end.addingTimeInterval(-3 * 3600)))
        let closing = min(hour(18), end)
        let share = instant.timeIntervalSince(begin) / max(1, end.timeIntervalSince(begin))
        return opening.addingTimeInterval(share * closing.timeIntervalSince(opening))
    }

    /// At whatever time of the day the demo begins, one promised call is due and another comes within the hour.
    private mutating func promise(at now: Date, zone: TimeZone, statuses: StatusCatalogue) {
        let (today, quarter) = (CalendarDay(now, in: zone), TimeOfDay(now, in: zone).minutes / 15)
        let working = entries.indices.filter {
            let last = entries[$0].timeline.last { $0.outcome != nil }?.outcome
            // A time that the cadence gave would be no promise.
            return statuses.type(of: entries[$0].customer.status) == .working && last != .noAnswer && last != .voicemail
        }
        for (index, ahead) in zip(working.suffix(2), [0, 2]) where quarter + ahead < 96 {
            entries[index].customer.nextCall = NextCall(today, TimeOfDay(minutesSinceMidnight: (quarter + ahead) * 15))
        }
    }

    private static func lead(of customer: Customer, number: Int, page: String, createdTime: Date) -> Lead {
        var answers = [
            Answer(name: "full_name", label: "Full name", values: [customer.customerName]),
            Answer(name: "phone_number", label: "Phone number", values: [customer.phoneNumber]),
        ]
        if !customer.email.isEmpty { answers.append(Answer(name: "email", label: "Email", values: [customer.email])) }
        answers.append(Answer(name: "budget?", label: "Budget?", values: [budgets[number % budgets.count]]))
        answers.append(Answer(name: "when_can_we_call?", label: "When can we call?", values: [calls[number / 2 % calls.count]]))
        // Beneath every id that the simulator gives, so that none of its leads counts as a repeat.
        return Lead(
            leadgenID: String(1_000_000_000_000_000 + number * 37), pageID: page,
            formID: String(987_000_000_000_000 + number % forms.count),
            formName: forms[number % forms.count], adName: "Before and after", campaignName: "Autumn kitchens",
            platform: number.isMultiple(of: 3) ? "ig" : "fb", isOrganic: false, createdTime: createdTime, answers: answers)
    }
}
