import Foundation

/// Dates in files: what programs write (ISO 8601 with or without a time, days with slashes or dots), and all that a person may type.
struct ImportDate {
    let context: CallDateContext

    /// Whether the day stands first in dates with slashes, as the dates of a file show that can be read in one way only; nil where they
    /// show nothing, or both.
    static func dayFirst(in texts: some Sequence<String>) -> Bool? {
        var orders: Set<Bool> = []
        for text in texts where text.utf8.count <= 40 {
            let parts = text.withoutOuterBlanks.split(separator: "/").prefix(2).compactMap { Int($0) }
            guard parts.count == 2, parts.allSatisfy({ (1...31).contains($0) }) else { continue }
            if parts[0] > 12 { orders.insert(true) } else if parts[1] > 12 { orders.insert(false) }
        }
        return orders.count == 1 ? orders.first : nil
    }

    /// The next call that the cell of a day and that of its time name; nil for none, and for a year that no call has. Midnight in the cell
    /// of a day is no time: programs write a day without one so.
    func call(_ day: String, time: String = "") -> NextCall? {
        guard var call = read(day), CallDateParser.years.contains(call.day.year) else { return nil }
        if call.time?.minutes == 0 { call.time = nil }
        if time.isEmpty { return call }
        guard let timed = read("\(call.day) \(time)"), call.time == nil || call == timed else { return nil }
        return timed
    }

    private func read(_ text: String) -> NextCall? {
        if let call = plain(text) { return call }
        // `Do., 31. Dez. 2026 um 9.30 Uhr`
        guard let written = WrittenDate(text), let call = plain(written.text) else { return nil }
        // With an offset it may be another day here.
        return written.agrees(with: moment(written.text)?.day ?? call.day) ? call : nil
    }

    private func plain(_ text: String) -> NextCall? {
        if let plain = NextCall(text) { return plain }
        if let (day, seconds, offset) = moment(text) {
            guard let seconds else { return NextCall(day) }
            // A day without a time is the same day everywhere.
            guard let offset, seconds > 0 else { return NextCall(day, TimeOfDay(minutesSinceMidnight: seconds / 60)) }
            let instant = ImportDate.instant(day, seconds, offset: offset)
            return NextCall(CalendarDay(instant, in: context.zone), TimeOfDay(instant, in: context.zone))
        }
        // `5 de diciembre de 2026`
        let words = text.utf8.count <= 60 ? text.replacingOccurrences(of: " de ", with: " ") : ""
        if let call = typed(words) { return call }
        // `5 dic 2026 10:30:15` and `5 dic 2026 9.30`: a time as programs write it.
        guard let end = words.lastIndex(of: " "), let call = typed(String(words[..<end])), call.time == nil,
            case (let seconds, nil)? = ImportDate.time(words[end...].dropFirst())
        else { return nil }
        return NextCall(call.day, TimeOfDay(minutesSinceMidnight: seconds / 60))
    }

    private func typed(_ text: String) -> NextCall? {
        guard case .resolved(let call, _) = CallDateParser.parse(text, in: context) else { return nil }
        return call
    }

    /// The moment that a text names, which without an offset is one of the context's zone; nil for none.
    func instant(_ text: String) -> Date? {
        guard let (day, seconds, offset) = moment(text) ?? WrittenDate(text).flatMap({ moment($0.text) }) else { return nil }
        if let offset { return ImportDate.instant(day, seconds ?? 0, offset: offset) }
        return day.instant(at: TimeOfDay(minutesSinceMidnight: (seconds ?? 0) / 60), in: context.zone).addingTimeInterval(
            Double((seconds ?? 0) % 60))
    }

    private static func instant(_ day: CalendarDay, _ seconds: Int, offset: Int) -> Date {
        Date(timeIntervalSince1970: Double(day.number * 86_400 + seconds - offset))
    }

    private typealias Moment = (day: CalendarDay, seconds: Int?, offset: Int?)

    /// Nil for what is not a day in figures with perhaps a time in figures behind it.
    private func moment(_ text: String) -> Moment? {
        guard text.utf8.count <= 40 else { return nil }
        let clean = ImportDate.withHyphens(text.withoutOuterBlanks)
        // The T of ISO 8601, or blanks.
        let end = clean.indices.first { clean[$0] == " " || isT(clean[$0...]) } ?? clean.endIndex
        guard let day = day(clean[..<end]) else { return nil }
        let rest = clean[end...].dropFirst().drop { $0 == " " }
        if rest.isEmpty { return (day, nil, nil) }
        guard let (seconds, offset) = ImportDate.time(rest) else { return nil }
        return (day, seconds, offset)
    }

    private func isT(_ text: Substring) -> Bool {
        text.first?.lowercased() == "t" && text.dropFirst().first?.isNumber == true
    }

    /// `2026年12月5日` as `2026-12-5`.
    private static func withHyphens(_ text: String) -> String {
        guard text.contains("年") else { return text }
        return text.replacingOccurrences(of: "年", with: "-").replacingOccurrences(of: "月", with: "-").replacingOccurrences(
            of: "日", with: " ")
    }

    /// `2027-01-31`, `31/1/2027`, `31.01.27`, `31-Jan-27`, `20270131`.
    private func day(_ text: Substring) -> CalendarDay? {
        if text.utf8.count == 8, CallDateParser.isNumber(text), let number = Int(text) {
            return CalendarDay(year: number / 10_000, month: number / 100 % 100, day: number % 100)
        }
        guard let sign = text.first(where: { "-/.".contains($0) }) else { return nil }
        let parts = text.split(separator: sign, omittingEmptySubsequences: false)
        guard parts.count == 3, let first = ImportDate.number(parts[0]), let last = ImportDate.number(parts[2]) else { return nil }
        let second = ImportDate.number(parts[1])
        guard let middle = second ?? MonthNames.month(SearchText.fold(String(parts[1]))) else { return nil }
        if parts[0].utf8.count == 4 { return CalendarDay(year: first, month: middle, day: last) }
        guard parts[2].utf8.count == 4 || parts[2].utf8.count == 2 else { return nil }
        let year = parts[2].utf8.count == 2 ? 2000 + last : last
        // With dots, hyphens and names the day stands first everywhere.
        let isDayFirst = sign != "/" || second == nil || context.dayFirst
        return CalendarDay(year: year, month: isDayFirst ? middle : first, day: isDayFirst ? first : middle)
    }

    private static func number(_ text: Substring) -> Int? {
        (1...4).contains(text.utf8.count) && CallDateParser.isNumber(text) ? Int(text) : nil
    }

    /// `9:30`, `9.30`, `09:30:15.250`, `3:05 pm`, with `Z`, `GMT`, `+05:30`, `-0600` behind it: seconds since midnight, and those east of Greenwich.
    private static func time(_ text: Substring) -> (seconds: Int, offset: Int?)? {
        var rest = text
        func number(_ most: Int) -> Int? {
            let digits = rest.prefix { $0.isASCII && $0.isNumber }
            guard (1...most).contains(digits.count) else { return nil }
            rest = rest.dropFirst(digits.count)
            return Int(digits)
        }
        let figures = rest.prefix { $0.isASCII && $0.isNumber }
        guard var hour = number(2), let sign = rest.first, sign == ":" || sign == "." else { return nil }
        rest = rest.dropFirst()
        // A share of something: a spreadsheet program keeps noon as `0.5`, and `9.5` may be half past nine.
        if sign == ".", figures == "0" || !rest.prefix(2).allSatisfy(\.isNumber) || rest.count < 2 { return nil }
        guard let minute = number(2) else { return nil }
        var second = 0
        if rest.first == sign {
            rest = rest.dropFirst()
            guard let found = number(2) else { return nil }
            second = found
            if rest.first == "." || rest.first == "," { rest = rest.dropFirst().drop { $0.isNumber } }
        }
        rest = rest.drop { $0 == " " }
        let half = rest.prefix(2).lowercased()
        if half == "am" || half == "pm" {
            guard (1...12).contains(hour) else { return nil }
            hour = hour % 12 + (half == "pm" ? 12 : 0)
            rest = rest.dropFirst(2)
        }
        guard hour < 24, minute < 60, second <= 60 else { return nil }
        let seconds = hour * 3600 + minute * 60 + min(second, 59)
        if ["z", "gmt", "utc"].contains(rest.lowercased()) { return (seconds, 0) }
        switch rest.first {
        case nil: return (seconds, nil)
        case "+", "-":
            let sign = rest.first == "-" ? -1 : 1
            let digits = rest.dropFirst().filter { $0 != ":" }
            guard digits.count == 4 || digits.count == 2, let all = Int(digits) else { return nil }
            let (hours, minutes) = digits.count == 4 ? (all / 100, all % 100) : (all, 0)
            guard hours <= 15, minutes < 60 else { return nil }
            return (seconds, sign * (hours * 3600 + minutes * 60))
        default: return nil
        }
    }
}
