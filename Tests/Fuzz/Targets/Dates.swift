import CRM
import Foundation

/// The date shorthand: six bytes are the moment, the place and the order of day and month, the rest is what was typed.
enum Dates {
    private static let zones = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "America/Sao_Paulo"]

    static func check(_ bytes: [UInt8]) throws(BrokenPromise) {
        var input = FuzzInput(bytes)
        var seconds = 0
        for _ in 0..<4 { seconds = seconds << 8 | Int(input.byte()) }
        let zone = TimeZone(identifier: zones[input.number(below: zones.count)]) ?? .gmt
        // From 2001 on; 32 bits are 136 years.
        let context = CallDateContext(
            now: Date(timeIntervalSince1970: Double(978_307_200 + seconds)), zone: zone, dayFirst: input.byte() % 2 == 0)
        let text = String(input.text.prefix(200))
        let parse = CallDateParser.parse(text, in: context)
        switch parse {
        case .resolved(let call, let isPast): try check(call, isPast, text, context)
        case .wrong(let sentence): try BrokenPromise.unless(!sentence.isEmpty && sentence.count < 200, "No sentence, or a long one")
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
        try BrokenPromise.unless(
            CallDateParser.parse(call.description, in: context) == .resolved(call, isPast: isPast), "\(call) typed again is another")
        try BrokenPromise.unless(isPast == context.isPast(call), "\(call) is past, and is not")
        let short = CallDateText.short(call, in: context)
        try BrokenPromise.unless(!short.text.isEmpty && short.text.count <= 17, "\"\(short.text)\" is too long for a list")
        try BrokenPromise.unless((short.tone == .overdue) == isPast, "\(call) is overdue, and is not")
        try BrokenPromise.unless(!CallDateText.long(call, in: context).isEmpty, "\(call) has no words")
        // "Wrong" says that typing on cannot mend it, so nothing on the way here may have been wrong.
        for length in 1..<max(1, text.count) {
            let start = String(text.prefix(length))
            if case .wrong(let sentence) = CallDateParser.parse(start, in: context) {
                throw BrokenPromise(description: "\"\(text)\" is a date, and on the way there \"\(start)\" was called wrong: \(sentence)")
            }
        }
    }
}
