import CRM
import Foundation
import Testing

@Suite("how a next call reads")
struct CallDateTextTests {
    @Test(
        "in lists",
        arguments: [
            ("2026-11-23", "today", CallDateText.Tone.today), ("2026-11-23 16:00", "today 16:00", .today),
            ("2026-11-23 14:32", "today 14:32", .today),
            ("2026-11-23 14:00", "today 14:00", .overdue), ("2026-11-24 10:00", "tomorrow 10:00", .soon), ("2026-11-24", "tomorrow", .soon),
            ("2026-11-22", "yesterday", .overdue), ("2026-11-22 09:00", "yesterday 09:00", .overdue), ("2026-11-02", "2 Nov", .overdue),
            ("2026-11-26", "Thu 26 Nov", .later), ("2026-11-27 11:00", "Fri 27 Nov 11:00", .later), ("2026-11-29", "Sun 29 Nov", .later),
            ("2026-11-30", "Mon 30 Nov", .later), ("2026-12-01", "1 Dec", .later), ("2026-12-02", "2 Dec", .later),
            ("2026-12-03 09:30", "3 Dec 09:30", .later),
            ("2027-01-12", "12 Jan", .later), ("2027-11-12", "12 Nov 2027", .later), ("2028-01-12 09:30", "12 Jan 2028 09:30", .later),
            ("2025-11-23", "23 Nov 2025", .overdue),
        ])
    func short(call: String, text: String, tone: CallDateText.Tone) {
        #expect(CallDateText.short(NextCall(call), in: Moments.context()) == CallDateText(text: text, tone: tone))
    }

    @Test("no next call is empty, with a tone of its own")
    func none() {
        #expect(CallDateText.short(nil, in: Moments.context()) == CallDateText(text: "", tone: .none))
    }

    @Test("every day within three years fits 17 cells and names the right day")
    func width() {
        let context = Moments.context()
        for days in -1100...1100 {
            let day = context.today.adding(days: days)
            #expect(CallDateText.short(NextCall(day, .standardDayStart), in: context).text.count <= 17)
        }
    }

    @Test(
        "while typing",
        arguments: [
            ("2026-11-26 10:00", "Thursday 26 November, 10:00 (in 3 days)"), ("2026-11-23", "Monday 23 November (today)"),
            ("2026-11-23 14:47", "Monday 23 November, 14:47 (today, in 15 minutes)"),
            ("2026-11-23 14:33", "Monday 23 November, 14:33 (today, in 1 minute)"),
            ("2026-11-23 14:32", "Monday 23 November, 14:32 (now)"), ("2026-11-23 16:32", "Monday 23 November, 16:32 (today, in 2 hours)"),
            ("2026-11-23 17:00", "Monday 23 November, 17:00 (today, in 2 hours 28 min)"),
            ("2026-11-23 13:32", "Monday 23 November, 13:32 (today, 1 hour ago)"),
            ("2026-11-24", "Tuesday 24 November (tomorrow)"), ("2026-11-22", "Sunday 22 November 2026 (yesterday)"),
            ("2026-11-20", "Friday 20 November 2026 (3 days ago)"), ("2026-12-07", "Monday 7 December (in 2 weeks)"),
            ("2027-01-31", "Sunday 31 January 2027 (in 2 months)"), ("2029-11-23", "Friday 23 November 2029 (in 3 years)"),
        ])
    func long(call: String, text: String) throws {
        #expect(CallDateText.long(try #require(NextCall(call)), in: Moments.context()) == text)
    }
}
