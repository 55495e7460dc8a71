import Base
import CRM
import Foundation

/// The result of one check.
struct Finding: Hashable, Sendable {
    enum Verdict: String, Hashable, Sendable {
        case ok
        /// It works, and something about it is worth knowing.
        case note
        case fault
    }

    /// The thing that was looked at, such as `key` or `page 123 token`.
    var check: String
    var verdict: Verdict
    /// The result, in one or two sentences.
    var detail: String
    /// The steps to take about it; nil when there is nothing to do.
    var remedy: String?

    static func ok(_ check: String, _ detail: String) -> Finding { Finding(check: check, verdict: .ok, detail: detail) }

    static func note(_ check: String, _ detail: String, remedy: String) -> Finding {
        Finding(check: check, verdict: .note, detail: detail, remedy: remedy)
    }

    /// - Parameter remedy: left out where the detail says what to do.
    static func fault(
        _ check: String, _ detail: String, remedy: String = "Do what the sentence says, then run leadsheet doctor again."
    ) -> Finding {
        Finding(check: check, verdict: .fault, detail: detail, remedy: remedy)
    }
}

extension Finding {
    /// The lines of a page's check, each under the page's id.
    static func of(_ report: PageCheckReport, page: String) -> [Finding] { of(report.lines, page: page) }

    /// Why leads of a page wait, as the page and the journal say.
    static func ofWaiting(_ page: MetaPage, at now: Date) -> [Finding] {
        let check = "page \(page.id)"
        if case .blocked(let reason, let remedy, _) = page.state {
            return [.fault(check, "Its leads wait: \(reason)".asSentence, remedy: remedy)]
        }
        return page.problems(at: now).filter { $0.topic == .leads }.map { problem in
            Finding(check: check, verdict: problem.isFault ? .fault : .note, detail: problem.sentence, remedy: problem.remedy)
        }
    }

    static func of(_ lines: [PageCheckReport.Line], page: String) -> [Finding] {
        lines.map { line in
            let verdict: Verdict
            switch line.verdict {
            case .good: verdict = .ok
            case .warning: verdict = .note
            case .fault: verdict = .fault
            }
            let check = line.topic == .general ? "page \(page)" : "page \(page) \(line.topic.rawValue)"
            return Finding(check: check, verdict: verdict, detail: line.finding, remedy: line.remedy)
        }
    }
}

/// The findings about the users.
enum UserFindings {
    /// The zone of "today" and of the working hours. A server is often left in UTC, and a service counts in its account's zone.
    ///
    /// - Parameter isSaid: a person has said it, by a setting or by TZ.
    static func clock(_ zone: TimeZone, isSaid: Bool) -> Finding {
        let detail = "\"Today\" and the working hours are counted in \(zone.identifier)."
        guard !isSaid, zone.secondsFromGMT() == 0, zone.nextDaylightSavingTimeTransition == nil else { return .ok("time zone", detail) }
        return .note(
            "time zone", detail, remedy: "Where people work by another clock, set it in leadsheet.yaml, such as time_zone: Europe/Rome")
    }

    /// A line for each user whose local telephone numbers cannot be recognised, or one that says all is well; none without users.
    ///
    /// - Parameter isOnServer: users are changed by the owner of the database alone.
    static func of(_ users: [User], isOnServer: Bool = false) -> [Finding] {
        let lost = users.filter { $0.country == nil }
        if lost.isEmpty { return users.isEmpty ? [] : [.ok("countries", "Phone numbers without a country code are recognised.")] }
        return lost.map { user in
            .note(
                "user \(user.name)", "No country is set, so phone numbers without a country code are not recognised.",
                remedy:
                    "\(isOnServer ? "The owner of the database sets it: " : "")leadsheet user set \(ShellWord.quoted(user.name)) --country CODE, with two letters such as IT, US or GB"
            )
        }
    }
}
