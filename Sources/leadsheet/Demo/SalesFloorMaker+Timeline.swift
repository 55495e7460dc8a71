import CRM
import Foundation

/// The work on a customer: notes, calls, messages, and how it got its status.
extension SalesFloorMaker {
    /// Everything from the customer's coming to the last status of `path`, oldest first.
    mutating func timeline(path: [Status.ID], createdAt: Date) -> [SalesFloor.Moment] {
        let work = work(path: path, createdAt: createdAt)
        // The work was done on days since then, at most four months of them: nobody works a card for years.
        let firstDay = CalendarDay(createdAt, in: zone)
        let days = max(1, min(120, today.number - firstDay.number))
        let latest = now.addingTimeInterval(-3600)
        var times = work.indices.map { _ in
            let day = workday(firstDay.adding(days: Int.random(in: 0..<days, using: &random)), step: -1)
            return min(max(day.instant(at: officeTime(), in: zone), createdAt.addingTimeInterval(600)), latest)
        }.sorted()
        for index in times.indices.dropFirst() where times[index] <= times[index - 1] {
            times[index] = times[index - 1].addingTimeInterval(60)
        }
        // The last ones, moved on by the minute, still lie before now: there are fewer of them than minutes in an hour.
        return [SalesFloor.Moment(at: createdAt, kind: .created, text: "created")]
            + zip(times, work).map { time, moment in
                var moment = moment
                moment.at = min(time, now.addingTimeInterval(-1))
                return moment
            }
    }

    /// The same without the times.
    private mutating func work(path: [Status.ID], createdAt: Date) -> [SalesFloor.Moment] {
        var (work, attempts) = ([SalesFloor.Moment](), 0)
        func moment(_ kind: Activity.Kind, _ text: String) -> SalesFloor.Moment { SalesFloor.Moment(at: createdAt, kind: kind, text: text) }
        for (from, to) in zip(path, path.dropFirst()) {
            if chance(50) { work.append(moment(.noted, pick(DemoRemarks.notes) ?? "")) }
            // An attempt would give a status that the path has not.
            if statuses.type(of: from) != .open {
                if chance(35) { work.append(tried(&attempts, at: createdAt)) }
                if chance(30) { work.append(moment(.messaged, pick(DemoRemarks.messages) ?? "")) }
            }
            work.append(step(from, to, &attempts, at: createdAt))
        }
        let end = path.last.map { statuses.type(of: $0) }
        if end == .working, work.last?.outcome == .noAnswer {
            for _ in 0..<Int.random(in: 0...3, using: &random) { work.append(tried(&attempts, at: createdAt)) }
            if chance(40) { work.append(moment(.messaged, DemoRemarks.notReached)) }
        } else if end == .lost, chance(12) {
            work.append(called(.doNotCall, &attempts, at: createdAt))
        }
        return work
    }

    /// The call that gives the status `to`, as its outcomes say; where none does, somebody chose the status.
    private mutating func step(_ from: Status.ID, _ to: Status.ID, _ attempts: inout Int, at: Date) -> SalesFloor.Moment {
        let edit = "status \(from) → \(to)"
        let outcome = CallOutcome.all.first { $0.id != .callBack && $0.status(after: from, in: statuses) == to }
        var moment = outcome.map { called($0.id, &attempts, at: at) } ?? SalesFloor.Moment(at: at, kind: .edited, text: "")
        moment.status = to
        moment.text = moment.text.isEmpty ? edit : "\(moment.text), \(edit)"
        return moment
    }

    private mutating func tried(_ attempts: inout Int, at: Date) -> SalesFloor.Moment {
        called(chance(70) ? .noAnswer : .voicemail, &attempts, at: at)
    }

    /// In the words of the store.
    private mutating func called(_ id: CallOutcome.ID, _ attempts: inout Int, at: Date) -> SalesFloor.Moment {
        attempts += 1
        let outcome = CallOutcome.of(id)
        var moment = SalesFloor.Moment(
            at: at, kind: .called, text: outcome.title + (outcome.group == .notReached ? " (\(attempts))" : ""), outcome: id)
        if id == .notInterested, let reason = pick(LostReason.standard) {
            moment.lostReason = reason.id
            moment.text += ", \(reason.id)"
        }
        return moment
    }
}
