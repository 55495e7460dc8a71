import CRM
import Foundation

/// The date shorthand: six bytes are the moment, the place, and the order of day and month with the working hours, the rest is what was typed.
enum Dates {
    private static let zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo"]

    private static let hours = ["mon-fri 9-18", "sun-thu 7:30-24:00", "sat 10-11", "mon-sun 0-24"].map { WorkingHours($0) }

    static func check(_ bytes: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(bytes)
        var seconds = 0
        for _ in 0..<4 { seconds = seconds << 8 | Int(input.byte()) }
        let zone = TimeZone(identifier: zones[input.number(below: zones.count)]) ?? .gmt
        // From 2001 on; 32 bits are 136 years.
        let now = Date(timeIntervalSince1970: Double(978_307_200 + seconds))
        let order = Int(input.byte())
        let context = CallDateContext(
            now: now, zone: zone, workingHours: hours[order / 2 % hours.count] ?? .standard, dayFirst: order % 2 == 0,
            standing: NextCall(CalendarDay(now, in: zone).adding(days: seconds % 50), TimeOfDay(hour: 11)))
        let text = String(input.text.prefix(200))
        let parse = CallDateParser.parse(text, in: context)
        switch parse {
        case .resolved(let call, let isPast): try check(call, isPast, text, context)
        case .wrong(let sentence): try BrokenPromise.unless(!sentence.isEmpty && sentence.count <= 51, "No sentence, or a long one")
        case .empty: try BrokenPromise.unless(text.allSatisfy { $0.isWhitespace || !$0.isASCII }, "Letters were taken for nothing")
        case .cleared, .incomplete: break
        }
        // A space joins an accent that stands at the beginning, so only plain text can be asked this.
        if text.utf8.allSatisfy({ $0 < 0x80 }) {
            try BrokenPromise.unless(CallDateParser.parse("  " + text + " ", in: context) == parse, "Spaces around it change its meaning")
        }
    }

    private static func check(_ call: NextCall, _ isPast: Bool, _ text: String, _ context: CallDateContext) throws(BrokenPromise) {
        let day = CalendarDay(year: call.day.year, month: call.day.month, day: call.day.day)
        try BrokenPromise.unless(day == call.day, "There is no day \(call.day)")
        try BrokenPromise.unless(NextCall(call.description) == call, "\(call) is stored as another")
        try BrokenPromise.unless(CalendarDay(number: call.day.number) == call.day, "\(call.day) counted is another day")
        // What is shown for editing is what was meant.
        let long = CallDateText.long(call, in: context)
        for shown in [call.description, CallDateText.brief(call, in: context), String(long.prefix { $0 != "(" })] {
            try BrokenPromise.unless(
                CallDateParser.parse(shown, in: context) == .resolved(call, isPast: isPast), "\(shown) typed again is another")
        }
        try BrokenPromise.unless(isPast == context.isPast(call), "\(call) is past, and is not")
        let short = CallDateText.short(call, in: context)
        try BrokenPromise.unless(!short.text.isEmpty && short.text.count <= 17, "\"\(short.text)\" is too long for a list")
        try BrokenPromise.unless((short.tone == .overdue) == isPast, "\(call) is overdue, and is not")
        // "Wrong" says that typing on cannot mend it, so nothing on the way here may have been wrong.
        for length in 1..<max(1, text.count) {
            let start = String(text.prefix(length))
            if case .wrong(let sentence) = CallDateParser.parse(start, in: context) {
                throw BrokenPromise(description: "\"\(text)\" is a date, and on the way there \"\(start)\" was called wrong: \(sentence)")
            }
        }
    }
}
